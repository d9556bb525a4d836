package io.tradebot.ops.daemon;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ids of symbols as the journal has them: a symbol keeps its id for ever, a new one gets the next. Any thread asks; the journal is
 * folded before the pipeline runs.
 */
final class Instruments {

    private static final int NO_EXPIRY = Integer.MIN_VALUE;
    private static final long NO_PRICE = Long.MIN_VALUE;

    private final Map<String, Integer> idBySymbol = new TreeMap<>();
    private final Map<Integer, String> symbolById = new TreeMap<>();
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();

    /** Learns from one excerpt. */
    synchronized void learn(ExcerptSource excerpt) {
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            if (cursor.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID) {
                learn(RecordContent.read(catalogue, cursor).row());
            } else if (cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                RecordContent.read(catalogue, cursor).row().rows("instruments").forEach(this::learn);
            }
        }
    }

    private void learn(RecordContent.Row row) {
        put(row.number("instrumentId").intValue(), row.text("symbol"));
    }

    private void put(int id, String symbol) {
        idBySymbol.put(symbol, id);
        symbolById.put(id, symbol);
    }

    /** Defines every symbol in the session that has begun, also those that it knows already. */
    synchronized void define(Collection<String> symbols, InputGateway gateway, long timeNanos) {
        int next = symbolById.keySet().stream().mapToInt(id -> id).max().orElse(0) + 1;
        for (String symbol : symbols) {
            if (!idBySymbol.containsKey(symbol)) {
                put(next++, symbol);
            }
            gateway.instrumentDefined(timeNanos, idBySymbol.get(symbol), InstrumentKind.EQUITY, 1, 0, NO_PRICE, NO_EXPIRY, symbol);
        }
    }

    /** Id of a symbol, 0 for none. */
    synchronized int id(String symbol) {
        return idBySymbol.getOrDefault(symbol, 0);
    }

    /** Symbol of an id. */
    synchronized String symbol(int id) {
        return symbolById.get(id);
    }
}
