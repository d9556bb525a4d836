package io.tradebot.replay.explain;

import io.tradebot.engine.market.Borrow;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.replay.backtest.EngineHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** ABC breaks down at 09:50 New York; 205 shares would be sold short, and the broker has said at 09:00 that there are 100. */
class ExplainBorrowTest {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long OPEN_NANOS = Instant.parse("2024-03-05T14:30:00Z").getEpochSecond() * 1_000_000_000L;

    @TempDir
    private Path temp;

    @Test
    void shouldShowTheFactOfBeforeTheOpenAndTheComparison() {
        Path journal = temp.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal); EngineHost host = EngineHost.start(EngineHost.Kind.LOOP, writer, new NoOrders())) {
            publish(host.gateway());
        }
        List<Chain> chains = Explain.of(journal, Optional.empty(), Subject.parse("ABC@2024-03-05"));
        assertEquals(1, chains.size());
        List<Step> steps = chains.get(0).steps();
        assertEquals(List.of("ABC EASY 100"), steps.stream().filter(step -> step.record().equals("BorrowObserved"))
            .map(step -> step.text().replaceAll("instrument=(\\S+) state=(\\S+) availableShares=(\\S+) .*", "$1 $2 $3")).toList());
        Step denied = steps.stream().filter(step -> step.record().equals("OrderDenied")).findFirst().orElseThrow();
        assertEquals("no order for ABC: NOT_SHORTABLE", denied.text());
        assertEquals(List.of("no"), denied.arithmetic().stream().map(arithmetic -> Recomputation.of(arithmetic.text())).toList());
        assertEquals(List.of(), chains.get(0).disagreements());
        assertEquals(List.of(), Orphans.in(journal).list());
    }

    private static void publish(InputGateway gateway) {
        EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0", "SHORT_TYPE_OPEN",
            "ShortSell", "MAX_TRADES", "1", "WEIGHTS", "1"));
        long early = OPEN_NANOS - 30 * MINUTE_NANOS;
        gateway.sessionStarted(early, RunMode.BACKTEST, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        gateway.instrumentDefined(early, 1, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "ABC");
        gateway.borrowObserved(early, 1, BorrowState.NONE, Borrow.NO_SHARES, Borrow.NO_SHARES, early);
        gateway.borrowObserved(early, 1, BorrowState.EASY, 100, Borrow.NO_SHARES, early);
        gateway.borrowObserved(early, 1, BorrowState.NONE, Borrow.NO_SHARES, Borrow.NO_SHARES, early - 1); // older: refused
        gateway.timeAdvanced(OPEN_NANOS, ClockSource.TEST);
        for (int minute = 0; minute < 21; minute++) {
            long start = OPEN_NANOS + minute * MINUTE_NANOS;
            long lowE8 = minute < 20 ? 10_00_000_000L : 9_75_000_000L;
            long highE8 = minute < 20 ? 10_20_000_000L : lowE8;
            gateway.barClosed(start + MINUTE_NANOS, 1, start, MINUTE_NANOS, lowE8, highE8, lowE8, lowE8, 1000, 0);
            gateway.minuteClosed(start + MINUTE_NANOS, start, 1);
        }
    }

    private static final class NoOrders implements BrokerPort {
        @Override
        public void submitOrder(OrderTicket ticket) {
            throw new AssertionError("an order for " + ticket.instrumentId);
        }

        @Override
        public void cancelOrder(long orderId) {
            throw new AssertionError("a cancel of " + orderId);
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            throw new AssertionError("a change of " + orderId);
        }
    }
}
