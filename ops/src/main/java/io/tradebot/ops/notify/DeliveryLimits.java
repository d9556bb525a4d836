package io.tradebot.ops.notify;

/**
 * How often a channel is used. Immutable.
 *
 * @param groupNanos        alerts of one kind within this time after a message with that kind wait and go out together; a critical one does not wait
 * @param messagesPerMinute messages of one channel within a minute; more wait for its end and go out as one
 * @param attemptsMax       attempts before a channel gives up
 * @param pauseNanos        before the second attempt; doubles with each
 * @param pauseNanosMax     longest pause
 */
public record DeliveryLimits(long groupNanos, int messagesPerMinute, int attemptsMax, long pauseNanos, long pauseNanosMax) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The settings ALERT_GROUP_SECONDS, ALERT_MESSAGES_PER_MINUTE and ALERT_ATTEMPTS; pauses from 5 seconds to 15 minutes. */
    public static DeliveryLimits of(int groupSeconds, int messagesPerMinute, int attemptsMax) {
        return new DeliveryLimits(groupSeconds * SECOND_NANOS, messagesPerMinute, attemptsMax, 5 * SECOND_NANOS, 900 * SECOND_NANOS);
    }

    /** For the file on the host: everything at once. */
    public static DeliveryLimits local() {
        return new DeliveryLimits(0, Integer.MAX_VALUE, Integer.MAX_VALUE, 5 * SECOND_NANOS, 60 * SECOND_NANOS);
    }

    /** Pause behind that many attempts that failed. */
    long pauseNanosAfter(int attemptCount) {
        int doublings = Math.min(attemptCount - 1, 30);
        return pauseNanos > pauseNanosMax >> doublings ? pauseNanosMax : pauseNanos << doublings;
    }
}
