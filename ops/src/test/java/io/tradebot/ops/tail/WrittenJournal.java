package io.tradebot.ops.tail;

import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordComposer;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A journal in memory for followers: excerpts composed of values, given as often as a test wants. */
public final class WrittenJournal {

    /** The open of the session of 2024-11-01. */
    public static final long OPEN_NANOS = 1_730_467_800_000_000_000L;
    private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

    private final RecordComposer composer = new RecordComposer(new RecordNames());
    private final List<Excerpt> excerpts = new ArrayList<>();
    private long timeNanos = OPEN_NANOS;

    private record Excerpt(long sequence, long timeNanos, RecordBatch batch) implements ExcerptSource {
        @Override
        public boolean next() {
            throw new UnsupportedOperationException("one excerpt");
        }

        @Override
        public DirectBuffer buffer() {
            return batch.buffer();
        }

        @Override
        public int bodyOffset() {
            return 0;
        }

        @Override
        public int bodyLength() {
            return batch.length();
        }

        @Override
        public void copyChain(byte[] target) {
            throw new UnsupportedOperationException("no chain");
        }
    }

    /** Later excerpts are that much later. */
    public WrittenJournal after(long nanos) {
        timeNanos += nanos;
        return this;
    }

    public long timeNanos() {
        return timeNanos;
    }

    public int size() {
        return excerpts.size();
    }

    /** An excerpt of one record: its name, then keys and values. */
    public WrittenJournal add(String record, Object... keysAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return add(record, values);
    }

    public WrittenJournal add(String record, Map<String, ?> values) {
        RecordBatch batch = new RecordBatch();
        assertEquals(List.of(), composer.append(batch, CATALOGUE.named(record).orElseThrow(), values), record);
        excerpts.add(new Excerpt(excerpts.size(), timeNanos, batch));
        return this;
    }

    /** Session of a paper run with symbol SPY (1) and strategy open (1). */
    public WrittenJournal session(String runMode, String... settings) {
        List<Map<String, String>> rows = new ArrayList<>(List.of(Map.of("key", "BROKER_NAME", "value", "PAPER"), Map.of("key", "MODE", "value", "paper"),
            Map.of("key", "DAILY_LOSS_LIMIT", "value", "0.05")));
        for (int i = 0; i < settings.length; i += 2) {
            rows.add(Map.of("key", settings[i], "value", settings[i + 1]));
        }
        add("SessionStarted", "runMode", runMode, "identity", "ACME_US_PAPER_BOT", "versionTag", "v0.1.0", "settings", rows);
        add("InstrumentDefined", instrument());
        return add("StrategyLoaded", strategy(1, "open"));
    }

    private static Map<String, Object> instrument() {
        return Map.of("instrumentId", 1, "kind", "EQUITY", "multiplier", 1, "symbol", "SPY");
    }

    /** A strategy with that id and name. */
    public static Map<String, Object> strategy(int id, String name) {
        return Map.of("strategyId", id, "isEnabled", true, "shortType", "DISABLED", "analysisNanos", 0, "breakoutNanos", 0, "monitoringNanos", 0, "name", name);
    }

    /** An order to buy 10 SPY that fills at 500.25. */
    public WrittenJournal entry(long orderId) {
        add("OrderRequested", order(orderId));
        add("OrderFilled", "orderId", orderId, "instrumentId", 1, "executedNanos", timeNanos, "priceE8", 50_025_000_000L, "qtyE9", 10_000_000_000L, "leavesQtyE9", 0,
            "commissionE8", 0, "executionId", "x" + orderId);
        return add("OrderStateChanged", "orderId", orderId, "fromState", "ACKED", "toState", "FILLED", "filledQtyE9", 10_000_000_000L);
    }

    private static Map<String, Object> order(long orderId) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("orderId", orderId);
        values.put("strategyId", 1);
        values.put("slot", 1);
        values.put("instrumentId", 1);
        values.put("signalInstrumentId", 1);
        values.put("side", "BUY");
        values.put("role", "ENTRY");
        values.put("orderType", "MARKET");
        values.put("timeInForce", "DAY");
        values.put("exitReason", null);
        values.put("qtyE9", 10_000_000_000L);
        values.put("referencePriceE8", 50_000_000_000L);
        values.put("allocationE8", 500_000_000_000L);
        values.put("clientOrderId", "b-" + orderId);
        return values;
    }

    /** A round trip that made 12.50. */
    public WrittenJournal trade(long positionId, long pnlE8) {
        return add("TradeClosed", Map.ofEntries(Map.entry("positionId", positionId), Map.entry("strategyId", 1), Map.entry("slot", 1), Map.entry("instrumentId", 1),
            Map.entry("signalInstrumentId", 1), Map.entry("side", "LONG"), Map.entry("fallbackLevel", 0), Map.entry("exitReason", "STOP"),
            Map.entry("qtyE9", 10_000_000_000L), Map.entry("entryNanos", OPEN_NANOS), Map.entry("entryPriceE8", 50_025_000_000L),
            Map.entry("exitNanos", timeNanos), Map.entry("exitPriceE8", 50_150_000_000L), Map.entry("feesE8", 0), Map.entry("pnlE8", pnlE8)));
    }

    public WrittenJournal kill() {
        return add("KillSwitchTripped", "cause", "OPERATOR", "unit", "NONE", "actualValue", 0, "limitValue", 0);
    }

    public WrittenJournal dayClosed() {
        return add("TradingDayClosed", "sessionEpochDay", Math.floorDiv(timeNanos, 86_400_000_000_000L), "tradeCount", 1, "winCount", 1, "lossCount", 0, "signalCount", 2,
            "netPnlE8", 1_250_000_000L, "feesE8", 0, "equityE8", 10_001_250_000_000L);
    }

    /** Gives all excerpts from the one with this sequence. */
    public void giveTo(JournalFollower follower, int fromSequence) {
        excerpts.subList(fromSequence, excerpts.size()).forEach(follower::onExcerpt);
        follower.onCaughtUp();
    }

    public void giveTo(JournalFollower follower) {
        giveTo(follower, 0);
    }
}
