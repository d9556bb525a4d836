package io.tradebot.replay.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every decision of the demo is explained, and the numbers shown give the verdict. */
class ExplainDemoTest {

    @TempDir
    private static Path temp;
    private static Path journal;
    private static Path ledger;

    @BeforeAll
    static void runOnce() {
        BacktestResult result = DemoRun.run(temp, "run", EngineHost.Kind.LOOP);
        journal = result.folder().journal();
        ledger = result.ledger();
    }

    @Test
    void shouldLeaveNoOrphan() {
        Orphans orphans = Orphans.in(journal);

        assertEquals(List.of(), orphans.list());
        assertTrue(orphans.checkedCount() > 300, () -> "only " + orphans.checkedCount() + " records were checked");
    }

    @ParameterizedTest
    @CsvSource({
        "SignalRaised, OrderRequested, its signal",
        "SignalRaised, OrderDenied, its signal",
        "SlotAssigned, OrderRequested, its slot",
        "CandidateRanked, OrderRequested, the rank of its symbol",
        "StrategyScheduled, CandidateRejected, the schedule of its strategy",
        "TradingDayOpened, OrderRequested, its session",
        "OrderDenied, SlotFellBack, the refusal that caused it",
        "OrderRequested, OrderFilled, its order",
        "OrderFilled, LotOpened, its fill",
        "LotOpened, LotClosed, its lot",
        "PositionOpened, TradeClosed, its position",
        "ExitDecided, OrderRequested, the decision to leave"})
    void shouldFindTheOrphansWhenARecordIsMissing(String lost, String orphan, String missing) {
        int id = RecordCatalogue.ofSchema().named(lost).orElseThrow().id();
        try (JournalReader reader = JournalReader.open(journal)) {
            List<Orphan> found = Orphans.in(new LossySource(reader, Set.of(id))).list();

            assertTrue(found.stream().anyMatch(one -> one.record().equals(orphan) && one.missing().equals(missing)), found::toString);
        }
    }

    @Test
    void shouldShowNumbersThatGiveTheVerdict() {
        int count = 0;
        for (Chain chain : AllChains.of(journal, ledger)) {
            assertEquals(List.of(), chain.disagreements(), chain.symbol());
            for (Step step : chain.steps()) {
                for (Arithmetic arithmetic : step.arithmetic()) {
                    BigDecimal number = arithmetic.text().contains("?") ? null : new BigDecimal(arithmetic.outcome());
                    String expected = number == null ? arithmetic.outcome() : number.stripTrailingZeros().toPlainString();
                    assertEquals(expected, Recomputation.of(arithmetic.text()), arithmetic.text());
                    assertFalse(step.stage() == Stage.WATCH && arithmetic.outcome().equals("yes"), "a signal that was not raised: " + arithmetic.text());
                    count++;
                }
            }
        }
        assertTrue(count > 1000, "only " + count + " numbers were worked out again");
    }

    @Test
    void shouldReachFromMarketToLedger() {
        Chain chain = one("trade:2");

        Set<Stage> stages = chain.steps().stream().map(Step::stage).collect(Collectors.toSet());
        assertTrue(stages.containsAll(EnumSet.of(Stage.DAY, Stage.MARKET, Stage.RANK, Stage.SLOT, Stage.SIGNAL, Stage.ORDER, Stage.BROKER,
            Stage.FILL, Stage.LOT, Stage.TRADE, Stage.LEDGER)), stages::toString);
        assertEquals("ELMQ", chain.symbol());
        String text = ChainText.of(List.of(chain));
        assertTrue(text.contains("close 70.7100 > high 69.1700 x (1 + STRAT_OPEN_BUFFER) 1.02 = 70.5534 ? yes"), text);
        assertTrue(text.contains("allocation 400.00 / last price 70.7100 = 5.656908 (floor 6)"), text);
    }

    @Test
    void shouldFindTheSameChainByAnyOfItsNames() {
        List<Step> steps = one("trade:2").steps();

        assertEquals(steps, one("3").steps()); // the entry
        assertEquals(steps, one("order:4").steps()); // its stop
        assertEquals(steps, one("BOT1-20241031-3").steps());
        assertEquals(steps, one("ELMQ@2024-10-31T13:59Z").steps());
        assertEquals(steps, one("ELMQ@2024-10-31").steps());
        assertEquals(steps, one("ELMQ@2024-10-31T09:59-04:00").steps());
    }

    @Test
    void shouldExplainAnOrderOfEachRole() {
        Map<String, Fact> orderByRole = new TreeMap<>();
        Map<String, Fact> orderByExitReason = new TreeMap<>();
        for (Fact order : AllChains.orders(journal)) {
            orderByRole.putIfAbsent(order.word("role"), order);
            orderByExitReason.putIfAbsent(order.word("exitReason"), order);
        }
        assertEquals(Set.of("ENTRY", "EXIT", "PROTECTIVE_STOP"), orderByRole.keySet());
        Set<Fact> orders = new LinkedHashSet<>(orderByRole.values());
        orders.addAll(orderByExitReason.values());
        orders.forEach(order -> AllChains.assertExplains(one(Long.toString(order.number("orderId"))), order));
    }

    @Test
    void shouldExplainASymbolThatOnlyWasAFallback() {
        Chain chain = one("AURX@2024-11-05");

        assertTrue(chain.steps().stream().anyMatch(step -> step.stage() == Stage.RANK && step.text().startsWith("AURX has rank 5")), chain::toString);
        assertTrue(chain.steps().stream().anyMatch(step -> step.stage() == Stage.SLOT && step.text().endsWith("fallback level 1")), chain::toString);
        assertTrue(chain.outcome().startsWith("trade "), chain::outcome);
    }

    @Test
    void shouldShowWhatARefusalComparedAndWhoCameNext() {
        String denied = ChainText.of(List.of(one("FJRD@2024-11-05T14:58Z")));
        assertTrue(denied.contains("outcome: no order for FJRD: SPREAD"), denied);
        assertTrue(denied.contains("spread 0.7800 <= limit 0.4900 ? no"), denied);

        String next = ChainText.of(List.of(one("AURX@2024-11-05T14:59Z")));
        assertTrue(next.contains("slot 4 gives up FJRD (SPREAD) and takes AURX"), next);
        assertTrue(next.contains("no order for FJRD: SPREAD"), next);
    }

    @Test
    void shouldShowTheGateThatStoppedACandidate() {
        Chain chain = one("GRIQ@2024-10-31");

        assertEquals("GRIQ is no candidate of open: PRICE_RANGE", chain.outcome());
        assertTrue(ChainText.of(List.of(chain)).contains("price 1.4700 >= MIN_PRICE 2.0000 ? no"), () -> ChainText.of(List.of(chain)));
    }

    @Test
    void shouldShowHowNearEachBarCameToASignal() {
        Chain chain = one("DRVO@2024-10-31");

        assertEquals("watched, and no bar gave a signal", chain.outcome());
        List<Step> watched = chain.steps().stream().filter(step -> step.stage() == Stage.WATCH).toList();
        assertTrue(watched.size() > 5 && watched.size() <= 15, () -> watched.size() + " bars");
        watched.forEach(step -> step.arithmetic().forEach(arithmetic -> assertEquals("no", arithmetic.outcome(), arithmetic.text())));
    }

    @Test
    void shouldListNearMissesTheNearestFirst() {
        List<NearMiss> misses = Explain.nearMisses(journal, LocalDate.of(2024, 11, 5).toEpochDay());

        List<BigDecimal> percents = misses.stream().map(NearMiss::percent).filter(percent -> percent != null).toList();
        assertEquals(percents.stream().sorted().toList(), percents);
        assertTrue(misses.stream().anyMatch(miss -> miss.symbol().equals("FJRD") && miss.gate().equals("SPREAD")
            && miss.percent().compareTo(new BigDecimal("59.1837")) == 0), misses::toString); // 0.78 against 0.49
        assertTrue(misses.stream().anyMatch(miss -> miss.gate().equals("no signal")), misses::toString);
        assertFalse(misses.stream().anyMatch(miss -> miss.symbol().equals("AURX")), "AURX traded on that day");
    }

    @Test
    void shouldSayWhatTheJournalDoesNotKnow() {
        for (String subject : List.of("9999", "trade:9999", "NOPE-1", "ZZZZ@2024-10-31", "ELMQ@2024-10-30", "MINV@2024-10-31")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> one(subject), subject);
            assertFalse(refused.getMessage().isBlank());
        }
        assertThrows(IllegalArgumentException.class, () -> Subject.parse("ELMQ@yesterday"));
        assertThrows(IllegalArgumentException.class, () -> Subject.parse("trade:x"));
    }

    private static Chain one(String subject) {
        List<Chain> chains = AllChains.explain(journal, Optional.of(ledger), subject);
        assertEquals(1, chains.size());
        return chains.get(0);
    }
}
