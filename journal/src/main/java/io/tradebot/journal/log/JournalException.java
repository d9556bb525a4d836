package io.tradebot.journal.log;

/** A journal that cannot be opened, written or continued. The message names file, values and remedy. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, and what to do. */
    public JournalException(String message) {
        super(message);
    }

    /** What went wrong, what to do, and the failure behind it. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
