package io.tradebot.engine.fee;

/** A fee is asked for on a trade date that no row of its table covers; the message names table, date, known dates and remedy. */
public final class UnknownFeeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    UnknownFeeException(String problem, String remedy) {
        super(problem + ". " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is not known, without a full stop. */
    public String problem() {
        return problem;
    }

    /** What to do, a sentence. */
    public String remedy() {
        return remedy;
    }
}
