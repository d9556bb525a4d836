package io.tradebot.ops.tail;

import io.tradebot.journal.log.ExcerptSource;

/** Reads what the journal says, excerpt by excerpt, behind the trading. Called by the thread of one {@link JournalTail}. */
@FunctionalInterface
public interface JournalFollower {

    /** Takes one excerpt; the source is valid during the call only. */
    void onExcerpt(ExcerptSource excerpt);

    /** Everything that is in the journal now has been given. */
    default void onCaughtUp() {
        // most followers have nothing to finish
    }
}
