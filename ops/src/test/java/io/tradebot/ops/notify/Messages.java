package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;

import java.util.List;

/** Messages for the tests of channels. */
final class Messages {

    private Messages() {
    }

    static Message of(String context, String text) {
        return Message.of("ACME_US_PAPER_BOT", new Batch(List.of(new Alert(17, 1, 1_730_467_800_000_000_000L, AlertKind.KILL_SWITCH, AlertSeverity.CRITICAL, context,
            text, false)), 0), Message.LINES_MAX);
    }
}
