package io.tradebot.replay.explain;

import java.util.List;

/**
 * One step of a chain: a record, what it says, and what can be worked out from it. Immutable.
 *
 * @param stage      part of the chain
 * @param sequence   excerpt of the journal
 * @param index      record in the excerpt, 0 is the input
 * @param timeNanos  engine time of the excerpt
 * @param record     name of the record
 * @param text       what it says
 * @param json       the record as a JSON object, empty for a posting
 * @param arithmetic computations to repeat, may be empty
 */
public record Step(Stage stage, long sequence, int index, long timeNanos, String record, String text, String json,
                   List<Arithmetic> arithmetic) {
}
