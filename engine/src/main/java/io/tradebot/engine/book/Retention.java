package io.tradebot.engine.book;

/**
 * How long the books remember what may still be referred to. Bounds the state, and with it every Checkpointed record. Not
 * instantiable.
 */
public final class Retention {

    /**
     * Days for which an execution can be taken back, a fact compared with a statement, and a fact that is told twice recognised.
     * What still rests on something open (lots, positions) is kept beyond them.
     */
    public static final int KEPT_DAYS = 90;
    /** Most executions, facts, and broker's ids of a kind that are kept; of more the oldest go. */
    public static final int MOST_KEPT = 5_000;

    private Retention() {
    }
}
