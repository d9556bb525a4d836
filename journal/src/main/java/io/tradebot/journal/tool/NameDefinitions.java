package io.tradebot.journal.tool;

import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.StrategyLoadedDecoder;

/** The records from which a printer learns names: they must be shown to it even when nobody asked for them. */
final class NameDefinitions {

    private NameDefinitions() {
    }

    static boolean isOne(int templateId) {
        return templateId == InstrumentDefinedDecoder.TEMPLATE_ID || templateId == StrategyLoadedDecoder.TEMPLATE_ID;
    }
}
