package io.tradebot.journal.event;

import java.util.HashMap;
import java.util.Map;

/**
 * Symbols and strategy names behind the ids in records. Learns them from InstrumentDefined and StrategyLoaded records, or
 * is told. Not thread safe.
 */
public final class RecordNames {

    private final Map<Long, String> symbolById = new HashMap<>();
    private final Map<Long, String> strategyById = new HashMap<>();

    /** Remembers the symbol of an instrument; the latest word counts. */
    public void instrument(int instrumentId, String symbol) {
        symbolById.put((long) instrumentId, symbol);
    }

    /** Remembers the name of a strategy; the latest word counts. */
    public void strategy(int strategyId, String name) {
        strategyById.put((long) strategyId, name);
    }

    /** True for records that give something a name. */
    public static boolean isNaming(int templateId) {
        return templateId == InstrumentDefinedDecoder.TEMPLATE_ID || templateId == StrategyLoadedDecoder.TEMPLATE_ID;
    }

    /** Takes names from a record that defines one, and from a Checkpointed, which says all of them; ignores the others. */
    public void learn(RecordContent record) {
        int id = record.type().id();
        if (id == InstrumentDefinedDecoder.TEMPLATE_ID) {
            symbolById.put(record.row().number("instrumentId"), record.row().text("symbol"));
        } else if (id == StrategyLoadedDecoder.TEMPLATE_ID) {
            strategyById.put(record.row().number("strategyId"), record.row().text("name"));
        } else if (id == CheckpointedDecoder.TEMPLATE_ID) {
            record.row().rows("instruments").forEach(row -> symbolById.put(row.number("instrumentId"), row.text("symbol")));
            record.row().rows("strategies").forEach(row -> strategyById.put(row.number("strategyId"), row.text("name")));
        }
    }

    /** Symbol of an instrument, or null when it is not known. */
    public String symbol(long instrumentId) {
        return symbolById.get(instrumentId);
    }

    /** Id of the instrument that was given this symbol last, or null when none was. */
    public Long instrumentId(String symbol) {
        return highest(symbolById, symbol);
    }

    /** Id of the strategy with this name, or null when none has it. */
    public Long strategyId(String name) {
        return highest(strategyById, name);
    }

    private static Long highest(Map<Long, String> nameById, String name) {
        return nameById.entrySet().stream().filter(entry -> entry.getValue().equals(name)).map(Map.Entry::getKey)
            .max(Long::compare).orElse(null);
    }

    /** Name of a strategy, or null when it is not known. */
    public String strategyName(long strategyId) {
        return strategyById.get(strategyId);
    }
}
