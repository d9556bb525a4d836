package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;

/** A way to people. Each is used by one {@link Courier} thread. */
public interface Channel {

    /** Name in the journal. */
    AlertChannel name();

    /** Alerts that it tells in full in one message. More than a screen is not read. */
    default int linesMax() {
        return Message.LINES_MAX;
    }

    /**
     * Hands the message over; back within a limit of time that the channel sets itself.
     *
     * @return the other side's answer without secrets, for the journal
     * @throws DeliveryException when it was not taken, or nobody knows
     */
    String send(Message message) throws DeliveryException;
}
