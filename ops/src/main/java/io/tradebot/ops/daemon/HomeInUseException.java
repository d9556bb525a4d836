package io.tradebot.ops.daemon;

/** Another process runs in this home. The message names it and what to do. */
public final class HomeInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HomeInUseException(String message) {
        super(message);
    }
}
