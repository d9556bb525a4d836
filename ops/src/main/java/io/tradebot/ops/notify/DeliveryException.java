package io.tradebot.ops.notify;

/**
 * A channel did not take a message. Its text is made by the channel itself from codes and kinds of failure, never from what the other
 * side or a library said: addresses of web hooks and passwords stand in such texts. For the same reason it has no cause.
 */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isRetryable;
    private final long pauseNanos;

    private DeliveryException(String text, boolean isRetryable, long pauseNanos) {
        super(text);
        this.isRetryable = isRetryable;
        this.pauseNanos = pauseNanos;
    }

    /** May work later. */
    static DeliveryException retryable(String text) {
        return new DeliveryException(text, true, 0);
    }

    /** May work after a pause that the other side asked for. */
    static DeliveryException retryable(String text, long pauseNanos) {
        return new DeliveryException(text, true, pauseNanos);
    }

    /** Will not work before somebody changes something. */
    static DeliveryException refused(String text) {
        return new DeliveryException(text, false, 0);
    }

    boolean isRetryable() {
        return isRetryable;
    }

    /** The shortest pause before the next attempt that the other side asked for, 0 when it did not. */
    long pauseNanos() {
        return pauseNanos;
    }
}
