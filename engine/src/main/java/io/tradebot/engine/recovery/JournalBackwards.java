package io.tradebot.engine.recovery;

import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for records in a journal from its last segment to its first, so that what is new is found soon. Not thread safe. */
final class JournalBackwards {

    private final Path journal;
    private final List<Long> segmentStarts;
    private final RecordCursor cursor = new RecordCursor();

    JournalBackwards(Path journal) {
        this.journal = journal;
        segmentStarts = JournalReader.segmentStarts(journal);
    }

    /** Sequence of the last excerpt in which a session was started and the state written down, -1 for none. */
    long lastCheckpoint() {
        long found = -1;
        long end = Long.MAX_VALUE;
        for (int i = segmentStarts.size() - 1; i >= 0 && found < 0; i--) {
            try (JournalReader reader = JournalReader.open(journal, segmentStarts.get(i))) {
                while (reader.sequence() + 1 < end && reader.next()) {
                    found = isCheckpoint(reader) ? reader.sequence() : found;
                }
            }
            end = segmentStarts.get(i);
        }
        return found;
    }

    /** Whether the excerpt reached starts a session and holds the state that it begins with. */
    private boolean isCheckpoint(JournalReader reader) {
        cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        if (!cursor.next() || cursor.templateId() != SessionStartedDecoder.TEMPLATE_ID) {
            return false;
        }
        while (cursor.next()) {
            if (cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                return true;
            }
        }
        return false;
    }

    /** Adds the client order ids of these orders, all requested before a sequence. */
    void findClientOrderIds(Set<Long> orderIds, long before, Map<Long, String> clientOrderIdById) {
        OrderRequestedDecoder requested = new OrderRequestedDecoder();
        long end = before;
        for (int i = segmentStarts.size() - 1; i >= 0 && !clientOrderIdById.keySet().containsAll(orderIds); i--) {
            if (segmentStarts.get(i) >= end) {
                continue;
            }
            try (JournalReader reader = JournalReader.open(journal, segmentStarts.get(i))) {
                while (reader.sequence() + 1 < end && reader.next()) {
                    cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                    while (cursor.next()) {
                        if (cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                            requested.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                            if (orderIds.contains(requested.orderId())) {
                                clientOrderIdById.put(requested.orderId(), requested.clientOrderId());
                            }
                        }
                    }
                }
            }
            end = segmentStarts.get(i);
        }
    }
}
