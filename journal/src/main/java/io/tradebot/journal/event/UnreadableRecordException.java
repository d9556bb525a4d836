package io.tradebot.journal.event;

/** A record that cannot be read for sure: unknown id, too short, of another schema or of a newer version. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message names what is wrong with which record. */
    public UnreadableRecordException(String message) {
        super(message);
    }
}
