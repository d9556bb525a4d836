package io.tradebot.replay.explain;

import java.util.List;

/**
 * Everything behind one order, trade or candidate, in the order of the journal. Immutable.
 *
 * @param subject  what was asked for
 * @param epochDay session date
 * @param strategy its name
 * @param symbol   symbol that gave the signal
 * @param traded   instrument of the order or of the refused one: the symbol, or the inverse fund or put that stands for it; empty
 *                 when it did not come to that
 * @param outcome  how it ended, in one sentence
 * @param steps    by sequence and record
 */
public record Chain(String subject, long epochDay, String strategy, String symbol, String traded, String outcome, List<Step> steps) {

    /** Computations that do not give what the journal says; none, or something is wrong. */
    public List<Arithmetic> disagreements() {
        return steps.stream().flatMap(step -> step.arithmetic().stream()).filter(arithmetic -> !arithmetic.agrees()).toList();
    }
}
