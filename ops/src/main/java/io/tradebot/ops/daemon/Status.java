package io.tradebot.ops.daemon;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the bot is doing at one point of its journal. Immutable.
 *
 * @param state           one word: idle, analyzing, trading, reconciling, paused, stopped, halted, shutdown
 * @param sequence        last excerpt it is of, -1 for none
 * @param timeNanos       engine time of that excerpt
 * @param identity        ENTITY_JURISDICTION_BROKER_BOT, empty before the first session
 * @param mode            BACKTEST, PAPER or LIVE
 * @param phase           phase of the supervisor begun last, empty before the first
 * @param sessionStartedNanos engine time of the last SessionStarted, {@code Long.MIN_VALUE} for none
 * @param sessionEpochDay trading day opened last, {@code Integer.MIN_VALUE} for none
 * @param isDayOpen       whether that day is still open
 * @param floatE8         float of that day, USD x 10^8
 * @param dayPnlE8        net result of the trades closed that day
 * @param tradeCount      trades closed that day
 * @param signalCount     signals raised that day
 * @param killCause       why the kill switch is tripped, empty when it is not
 * @param blocks          why no entries are possible, with the symbol when it is about one; empty when they are
 * @param openOrderCount  orders that have not ended
 * @param isOrderUnknown  whether the outcome of one of them is not known
 * @param positions       open positions by id
 * @param approvals       orders that wait for a person, by number
 * @param fault           what the engine faulted with, empty while it works
 */
public record Status(String state, long sequence, long timeNanos, String identity, String mode, String phase, long sessionStartedNanos, int sessionEpochDay,
                     boolean isDayOpen, long floatE8, long dayPnlE8, int tradeCount, int signalCount, String killCause, Set<String> blocks,
                     int openOrderCount, boolean isOrderUnknown, Collection<Position> positions, Collection<Approval> approvals, String fault) {

    /** Copies what could change. */
    public Status {
        blocks = Collections.unmodifiableSet(new TreeSet<>(blocks)); // in order: it is printed
        positions = List.copyOf(positions);
        approvals = List.copyOf(approvals);
    }

    /** An open position; quantity x 10^9, price USD x 10^8. */
    public record Position(long id, String symbol, String side, long qtyE9, long entryPriceE8) {
    }

    /** An order that waits for a person until {@code expiresNanos}. */
    public record Approval(long number, String symbol, String side, long qtyE9, long referencePriceE8, long expiresNanos) {
    }
}
