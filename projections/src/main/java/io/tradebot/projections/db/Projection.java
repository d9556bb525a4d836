package io.tradebot.projections.db;

import io.tradebot.journal.event.RecordCursor;

/**
 * Turns records into rows. Called by the runner only, on its thread, inside its transaction; neither commits nor rolls back.
 *
 * <p>Rows must be a pure function of the records seen so far: no clock, no randomness, no state that is not in the tables
 * when an excerpt ends. A record that cannot be applied is a {@link ProjectionException}; the runner adds where it stood.
 */
public interface Projection {

    /** Looks at one record; most ids do not concern a projection. The cursor is valid during the call only. */
    void onRecord(ExcerptHead excerpt, RecordCursor record);

    /** All records of the excerpt have been given. */
    default void onExcerptEnd(ExcerptHead excerpt) {
    }
}
