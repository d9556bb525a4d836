package io.tradebot.replay.explain;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsRequest;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.whatif.WhatIf;
import io.tradebot.replay.whatif.WhatIfReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * ABC breaks out of its range at 09:50 New York and is asked for again and again: a paused stream, too little buying power, a pause and
 * an operator who says no stop it. Each refusal is in its chain with what it rests on.
 */
class ExplainConditionsTest {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long OPEN_NANOS = Instant.parse("2024-03-05T14:30:00Z").getEpochSecond() * 1_000_000_000L;

    @TempDir
    private Path temp;

    @Test
    void shouldShowEachRefusalWithWhatItRestsOn() {
        Path journal = temp.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal); EngineHost host = EngineHost.start(EngineHost.Kind.LOOP, writer, new NoOrders())) {
            publish(host.gateway(), "true", ExplainConditionsTest::between);
        }
        List<Chain> chains = Explain.of(journal, Optional.empty(), Subject.parse("ABC@2024-03-05"));
        assertEquals(1, chains.size());
        List<Step> steps = chains.get(0).steps();
        assertEquals(List.of("no order for ABC: ENTRY_BLOCKED", "no order for ABC: BUYING_POWER", "no order for ABC: PAUSED",
            "no order for ABC: APPROVAL_MISSING"), texts(steps, "OrderDenied"));
        assertEquals(List.of("no entries: FEED_STALE", "no entries: PAUSED"), texts(steps, "EntryBlocked"));
        assertEquals(List.of("request 1 ends: APPROVED", "request 2 ends: DECLINED"), texts(steps, "OrderApprovalSettled"));
        Step denied = steps.stream().filter(step -> step.text().endsWith("BUYING_POWER") && step.record().equals("OrderDenied")).findFirst().orElseThrow();
        assertEquals(List.of("no"), denied.arithmetic().stream().map(arithmetic -> Recomputation.of(arithmetic.text())).toList());
        assertEquals(2, texts(steps, "AccountObserved").size(), "the figures of before the open, and the newer ones");
        assertEquals(List.of(), chains.get(0).disagreements());
        assertEquals(List.of(), Orphans.in(journal).list());
    }

    @Test
    void shouldJudgeByTheSettingsThatWereInForce() {
        Path journal = temp.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal); EngineHost host = EngineHost.start(EngineHost.Kind.LOOP, writer, new NoOrders())) {
            publish(host.gateway(), "false", ExplainConditionsTest::change);
        }
        Chain chain = Explain.of(journal, Optional.empty(), Subject.parse("ABC@2024-03-05")).get(0);
        assertEquals(List.of("no order for ABC: TRADES_DISABLED", "no order for ABC: MAX_ORDER_QTY", "no order for ABC: MAX_ORDER_QTY",
            "no order for ABC: SPREAD"), texts(chain.steps(), "OrderDenied"));
        assertEquals(List.of("ann changes DISABLE_ALL_TRADES from false to true",
            "ann changes DISABLE_ALL_TRADES from true to false, MAX_ORDER_QTY from 0 to 100", "ann changes MAX_SPREAD from 0.015 to 0, MAX_ORDER_QTY from 100 to 0"),
            texts(chain.steps(), "SettingsApplied"));
        List<Step> denied = chain.steps().stream().filter(step -> step.record().equals("OrderDenied") && step.text().contains("MAX_ORDER_QTY")).toList();
        assertEquals(List.of("no"), denied.get(0).arithmetic().stream().map(arithmetic -> Recomputation.of(arithmetic.text())).distinct().toList());
        assertEquals(List.of(), chain.disagreements());
        assertEquals(List.of(), Orphans.in(journal).list());
        WhatIfReport same = WhatIf.run(journal, Map.of(), 10);
        assertEquals(0, same.changedCount(), "the same changes decide the same again");
    }

    private static void change(InputGateway gateway, int minute, long timeNanos) {
        switch (minute) {
            case 19 -> ask(gateway, timeNanos, "DISABLE_ALL_TRADES", "true");
            case 20 -> ask(gateway, timeNanos, "DISABLE_ALL_TRADES", "false", "MAX_ORDER_QTY", "100");
            case 22 -> {
                ask(gateway, timeNanos, "MAX_ORDER_QTY", "0", "MAX_SPREAD", "0");
                gateway.quoteObserved(timeNanos, 1, timeNanos - MINUTE_NANOS, MINUTE_NANOS, 10_49_000_000L, 10_51_000_000L, 100, 100);
            }
            default -> { }
        }
    }

    private static void ask(InputGateway gateway, long timeNanos, String... keysAndValues) {
        Map<String, String> valueByKey = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            valueByKey.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        gateway.settingsChanged(timeNanos, CommandOrigin.WEB, SettingsRequest.of(SettingsTable.standard(), valueByKey), "ann", "");
    }

    /** What happens at the end of a minute. */
    private interface Between {
        void minute(InputGateway gateway, int minute, long timeNanos);
    }

    private static List<String> texts(List<Step> steps, String record) {
        return steps.stream().filter(step -> step.record().equals(record)).map(Step::text).toList();
    }

    private static void publish(InputGateway gateway, String isConfirmed, Between between) {
        EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0", "MAX_TRADES", "1",
            "WEIGHTS", "1", "TRADE_CONFIRMATION_REQUIRED", isConfirmed));
        long early = OPEN_NANOS - 30 * MINUTE_NANOS;
        gateway.sessionStarted(early, RunMode.BACKTEST, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        gateway.instrumentDefined(early, 1, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "ABC");
        observeAccount(gateway, early, 1_000_00_000_000L);
        gateway.timeAdvanced(OPEN_NANOS, ClockSource.TEST);
        for (int minute = 0; minute < 24; minute++) {
            long start = OPEN_NANOS + minute * MINUTE_NANOS;
            long priceE8 = minute < 20 ? 10_00_000_000L : 10_50_000_000L;
            gateway.barClosed(start + MINUTE_NANOS, 1, start, MINUTE_NANOS, priceE8, priceE8, priceE8, priceE8, 1000, 0);
            gateway.minuteClosed(start + MINUTE_NANOS, start, 1);
            between.minute(gateway, minute, start + MINUTE_NANOS);
        }
    }

    private static void between(InputGateway gateway, int minute, long timeNanos) {
        switch (minute) {
            case 19 -> gateway.feedStatusChanged(timeNanos, FeedStatus.STALE, 0, timeNanos - MINUTE_NANOS, MINUTE_NANOS / 2, "data", "");
            case 20 -> gateway.feedStatusChanged(timeNanos, FeedStatus.LIVE, 0, timeNanos, OrderTicket.NO_PRICE, "data", "");
            case 21 -> observeAccount(gateway, timeNanos, 9_000_00_000_000L);
            case 22 -> {
                command(gateway, timeNanos, OperatorCommand.PAUSE);
                gateway.orderApprovalGiven(timeNanos, 1, ApprovalVerdict.APPROVED, CommandOrigin.WEB, "ann", "");
                command(gateway, timeNanos, OperatorCommand.RESUME);
            }
            case 23 -> gateway.orderApprovalGiven(timeNanos, 2, ApprovalVerdict.DECLINED, CommandOrigin.WEB, "ann", "too late");
            default -> { }
        }
    }

    private static void command(InputGateway gateway, long timeNanos, OperatorCommand command) {
        gateway.operatorCommanded(timeNanos, command, CommandOrigin.WEB, 0, 0, "ann", "");
    }

    private static void observeAccount(InputGateway gateway, long timeNanos, long buyingPowerE8) {
        gateway.accountObserved(timeNanos, AccountStatus.ACTIVE, false, true, 0, 0, buyingPowerE8, OrderTicket.NO_PRICE, OrderTicket.NO_PRICE, 0, 0,
            timeNanos, "USD", "A1", List.of());
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
