package io.tradebot.projections.runner;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordType;

/** The record ids of the schema as a table to look them up in. */
final class KnownRecords {

    private static final boolean[] IS_KNOWN = load();

    private KnownRecords() {
    }

    private static boolean[] load() {
        boolean[] isKnown = new boolean[1 << Byte.SIZE];
        for (RecordType record : RecordCatalogue.ofSchema().records()) {
            isKnown[record.id()] = true;
        }
        return isKnown;
    }

    /** Refuses an id that the schema does not have: it is a newer journal or a damaged one, never something to skip. */
    static void require(int templateId) {
        if (templateId >= IS_KNOWN.length || !IS_KNOWN[templateId]) {
            RecordCatalogue.ofSchema().require(templateId);
        }
    }
}
