package io.tradebot.engine.recovery;

/** The journal is whole, but this program decides otherwise than it says: it must not go on with it. Names sequence and difference. */
public final class RecoveryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long sequence;

    RecoveryRefusedException(String message, long sequence) {
        super(message);
        this.sequence = sequence;
    }

    /** Of the first excerpt that is decided otherwise. */
    public long sequence() {
        return sequence;
    }
}
