package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;

/** Hears of an order that was not sent because it asked for more than its intent allows: a bug. Engine thread only. */
public interface IntentExceeded {

    /** The ticket that was kept back, and what it might have asked for at most. */
    void onIntentExceeded(OrderTicket ticket, long allowedQtyE9);
}
