package io.tradebot.engine.recovery;

import java.time.Instant;
import java.util.List;

/**
 * A decision that comes out differently. Immutable.
 *
 * @param sequence excerpt
 * @param time     engine time
 * @param input    the input that was decided on, shortened when it is long
 * @param record   kind of the decision
 * @param journaled the decision of the journal, shortened when it is long; empty when there is none of its kind and subject
 * @param now      the decision of the code that is running, likewise
 * @param changes  what differs when there are both: {@code field: journaled -> now}
 * @param fault    what the code that is running threw; empty when it did not
 */
public record DecisionDifference(long sequence, Instant time, String input, String record, String journaled, String now, List<String> changes,
                              String fault) {

    /** On several lines, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sequence ").append(sequence).append(", ").append(time).append(", input ").append(input);
        if (!changes.isEmpty()) {
            text.append("\n  ").append(journaled);
            changes.forEach(change -> text.append("\n    ").append(change));
        } else {
            text.append("\n  journal: ").append(journaled.isEmpty() ? "nothing" : journaled)
                .append("\n  now:     ").append(now.isEmpty() ? "nothing" : now);
        }
        return fault.isEmpty() ? text.toString() : text + "\n  the code that is running threw " + fault;
    }
}
