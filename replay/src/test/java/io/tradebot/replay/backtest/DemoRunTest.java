package io.tradebot.replay.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SlotFellBackDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.data.SyntheticMarket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo shows what it is meant to show. */
class DemoRunTest {

    private static final SettingsFile DEMO = SyntheticMarket.demoSettings();

    @TempDir
    private static Path folder;
    private static MarketHistory market;

    @BeforeAll
    static void writeOnce() {
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(folder.resolve("market"));
        market = new HistoricalReader(SyntheticMarket.range()).read(DataPath.find(folder.resolve("market").toString()));
    }

    @Test
    void shouldTradeInEveryWayThatTheOpenStrategyCan() {
        CountingSink counts = run(SettingsTable.standard().check(DEMO).settings());

        int trades = counts.of("trade");
        assertTrue(trades >= 15 && trades <= 30, counts::toString);
        for (String kind : new String[] {"won", "lost", "LONG TRAIL_STOP", "SHORT TRAIL_STOP", "LONG TIMEOUT", "SHORT TIMEOUT",
            "on the half day", "after a fallback"}) {
            assertTrue(counts.of(kind) > 0, () -> kind + " is missing in " + counts);
        }
        assertEquals(trades, counts.of("paid 0.70"), "commissions of two orders a trade");
    }

    @Test
    void shouldRefuseWhatIsNotFitToTrade() {
        CountingSink counts = run(SettingsTable.standard().check(DEMO).settings());

        assertTrue(counts.of("denied SPREAD") > 0, counts::toString);
        assertTrue(counts.of("fell back SPREAD") > 0, counts::toString);
        for (String reason : new String[] {"PRICE_RANGE", "VOLUME", "WINDOW_INCOMPLETE"}) {
            assertTrue(counts.of("rejected " + reason) > 0, () -> reason + " is missing in " + counts);
        }
    }

    @Test
    void shouldBuyTheInverseFundWhenToldTo() {
        SettingsFile fund = SettingsFile.of("test", Map.of("SHORT_TYPE_OPEN", "InverseETF"));
        CountingSink counts = run(SettingsTable.standard().check(DEMO, fund).settings());

        assertTrue(counts.of("MINV") > 0, counts::toString);
        assertEquals(counts.of("trade"), counts.of("LONG TRAIL_STOP") + counts.of("LONG TIMEOUT"), counts::toString);
    }

    private static CountingSink run(EngineSettings settings) {
        CountingSink counts = new CountingSink();
        int sessions = new Backtest(market, settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP).run(counts, (done, total) -> { });
        assertEquals(SyntheticMarket.sessions().size(), sessions);
        return counts;
    }

    /** Counts decisions by kind. */
    private static final class CountingSink implements ExcerptSink {

        private static final long HALF_DAY = LocalDate.of(2024, 11, 29).toEpochDay();
        private static final long NANOS_PER_DAY = 86_400L * 1_000_000_000L;
        private static final long FEES_E8 = 70_000_000;

        private final Map<String, Integer> countByKind = new TreeMap<>();
        private final RecordCursor cursor = new RecordCursor();
        private final TradeClosedDecoder trade = new TradeClosedDecoder();
        private final OrderDeniedDecoder denied = new OrderDeniedDecoder();
        private final SlotFellBackDecoder fellBack = new SlotFellBackDecoder();
        private final CandidateRejectedDecoder rejected = new CandidateRejectedDecoder();
        private long sequence;

        int of(String kind) {
            return countByKind.getOrDefault(kind, 0);
        }

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            RecordCursor c = cursor.wrap(body, offset, length);
            while (c.next()) {
                switch (c.templateId()) {
                    case TradeClosedDecoder.TEMPLATE_ID ->
                        countTrade(trade.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version()));
                    case OrderDeniedDecoder.TEMPLATE_ID -> count("denied "
                        + denied.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version()).reason());
                    case SlotFellBackDecoder.TEMPLATE_ID -> count("fell back "
                        + fellBack.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version()).reason());
                    case CandidateRejectedDecoder.TEMPLATE_ID -> count("rejected "
                        + rejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version()).reason());
                    default -> { }
                }
            }
            return sequence++;
        }

        private void countTrade(TradeClosedDecoder closed) {
            count("trade");
            count(closed.side() + " " + closed.exitReason());
            count(closed.pnlE8() > 0 ? "won" : "lost");
            count(market.symbols().get(closed.instrumentId() - 1));
            if (closed.entryNanos() / NANOS_PER_DAY == HALF_DAY) {
                count("on the half day");
            }
            if (closed.fallbackLevel() > 0) {
                count("after a fallback");
            }
            if (closed.feesE8() == FEES_E8) {
                count("paid 0.70");
            }
        }

        private void count(String kind) {
            countByKind.merge(kind, 1, Integer::sum);
        }

        @Override
        public void sync() {
            // nothing is kept
        }

        @Override
        public String toString() {
            return countByKind.toString();
        }
    }
}
