package io.tradebot.engine.risk;

/** What the gate must know of orders and positions. Engine thread only. */
public interface Exposure {

    /** Open positions and entries that may still fill. */
    int openAndPendingCount();
}
