package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;

/**
 * One thing that somebody should know. Immutable, any thread.
 *
 * @param number   by which AlertDelivered and AlertAcknowledged name it, see {@link #numberOf}
 * @param sequence excerpt of the journal that says so
 * @param timeNanos engine time of that excerpt
 * @param kind     what about
 * @param severity how urgent
 * @param context  strategy, symbol and broker in one line, empty parts left out
 * @param text     what happened and what to do, one line without control characters
 * @param isRepeat a process before this one may have delivered it
 */
public record Alert(int number, long sequence, long timeNanos, AlertKind kind, AlertSeverity severity, String context, String text,
                    boolean isRepeat) {

    /** Alerts that one excerpt can give. An input is one fact, so one or two is what is seen. */
    static final int PLACES = 15;
    private static final int STRIDE = PLACES + 1;
    private static final long SEQUENCES = (1L << 31) / STRIDE;

    /**
     * The number of an alert, from where the journal says it: the same in every process, whatever the rules and texts of its version.
     * Unique among any 134,217,728 excerpts in a row, which is more than any alert waits; never 0.
     *
     * @param place from 1 to {@link #PLACES} within the excerpt
     */
    static int numberOf(long sequence, int place) {
        return (int) (sequence % SEQUENCES * STRIDE + place);
    }

    Alert asRepeat() {
        return new Alert(number, sequence, timeNanos, kind, severity, context, text, true);
    }
}
