package io.tradebot.replay.whatif;

/**
 * A decision that comes out differently. Ids that are counters (orders, positions, lots) are left out. Immutable.
 *
 * @param sequence  excerpt of the journal whose input, or the facts that followed it, led to the decision
 * @param timeNanos engine time of that input
 * @param was       the decision in the journal; empty when there was none
 * @param now       the decision under the other settings; empty when there is none
 */
public record DecisionChange(long sequence, long timeNanos, String was, String now) {
}
