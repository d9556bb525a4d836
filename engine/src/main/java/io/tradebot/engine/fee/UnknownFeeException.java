package io.tradebot.engine.fee;

/** A fee is asked for on a trade date that no row of its table covers; the message names table, date, known dates and remedy. */
public final class UnknownFeeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownFeeException(String message) {
        super(message);
    }
}
