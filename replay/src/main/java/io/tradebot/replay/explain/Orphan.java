package io.tradebot.replay.explain;

/**
 * A decision whose cause is not in the journal. Immutable.
 *
 * @param sequence excerpt
 * @param index    record in the excerpt
 * @param record   name of the record
 * @param missing  what it lacks
 */
public record Orphan(long sequence, int index, String record, String missing) {

    @Override
    public String toString() {
        return "excerpt " + sequence + " record " + index + ": " + record + " lacks " + missing;
    }
}
