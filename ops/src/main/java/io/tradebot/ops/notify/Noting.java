package io.tradebot.ops.notify;

import java.util.Map;

/** Puts a record of what the host did into the journal. */
@FunctionalInterface
public interface Noting {

    /** Publishes it; fields as {@link io.tradebot.journal.event.RecordComposer} takes them. */
    void put(String record, Map<String, ?> values);
}
