package io.tradebot.ops.config;

/** The store cannot be used as it is. The message names the file, the key id where there is one, and the remedy; never contents. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Reason {
        /** There is no store in this home. */
        NO_STORE,
        /** There is one already. */
        STORE_EXISTS,
        /** A key or the key ring may be read by others than its owner. */
        WIDE_MODE,
        /** A key, the key ring or a file is not there. */
        MISSING,
        /** A file does not authenticate, is cut or is of another form, or belongs to another key. */
        DAMAGED,
        /** Contents that may not be written or were written by another version. */
        REFUSED
    }

    private final Reason reason;

    /** What is wrong with which file, and what to do. */
    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What kind of trouble it is. */
    public Reason reason() {
        return reason;
    }
}
