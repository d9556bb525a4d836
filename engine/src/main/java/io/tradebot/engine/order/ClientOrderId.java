package io.tradebot.engine.order;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * The id under which the broker knows an order: a function of bot, trading date and the journaled order counter, so that a
 * question after a crash names the same order. At most 32 of {@code [A-Za-z0-9-]}.
 */
public final class ClientOrderId {

    /** Longest id; fits every broker in scope. */
    public static final int MAX_LENGTH = 32;

    private static final int MAX_BOT_ID_LENGTH = 12;

    private ClientOrderId() {
    }

    /**
     * The id of an order.
     *
     * @param botId   letters and digits, at most 12
     * @param epochDay trading date
     * @param orderId journaled counter, below 10 digits
     */
    public static String of(String botId, int epochDay, long orderId) {
        if (!botId.matches("[A-Za-z0-9]{1," + MAX_BOT_ID_LENGTH + "}")) {
            throw new IllegalArgumentException("bot id '" + botId + "' must be 1 to " + MAX_BOT_ID_LENGTH
                + " letters and digits; it is the last part of the identity");
        }
        String id = botId + '-' + LocalDate.ofEpochDay(epochDay).format(DateTimeFormatter.BASIC_ISO_DATE) + '-' + orderId;
        if (id.length() > MAX_LENGTH) {
            throw new IllegalStateException("client order id " + id + " is longer than " + MAX_LENGTH);
        }
        return id;
    }
}
