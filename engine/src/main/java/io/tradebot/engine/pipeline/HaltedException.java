package io.tradebot.engine.pipeline;

/** The pipeline has stopped for good after a fault; nothing is decided, journaled or sent any more. */
public final class HaltedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The cause is the fault that stopped the pipeline. */
    public HaltedException(String message, Throwable cause) {
        super(message, cause);
    }
}
