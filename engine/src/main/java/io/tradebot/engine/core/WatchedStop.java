package io.tradebot.engine.core;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Position;
import io.tradebot.journal.event.ExitReason;

/** A stop that does not rest at the broker: the engine looks at every closed bar itself. Engine thread only. */
interface WatchedStop {

    /** What it protects. */
    Position position();

    /** Why the position is left when the stop is reached. */
    ExitReason reason();

    /** True from the first bar on that reaches the stop; the newest bar counts when it is that of this minute. */
    boolean isReached(long minuteStartNanos);

    /** True once a bar has reached the stop. */
    boolean wasReached();

    /** The best price since the entry, px; 0 when the stop does not follow it. */
    long bestPx();

    /** Its distance in ppm when it is one on the underlying, else OrderTicket.NO_PRICE. */
    default long distancePpm() {
        return OrderTicket.NO_PRICE;
    }

    /** The worst price of the newest bar, px. */
    long worstPx();

    /** Price at which the position is left, px. */
    long stopPx();
}
