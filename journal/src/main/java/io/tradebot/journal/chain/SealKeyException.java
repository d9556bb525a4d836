package io.tradebot.journal.chain;

/** A key file that cannot be used. The message names the file and the remedy, never the contents. */
public final class SealKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with which file, and what to do. */
    public SealKeyException(String message) {
        super(message);
    }
}
