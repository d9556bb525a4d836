package io.tradebot.replay.explain;

import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.PutMarket;
import io.tradebot.replay.data.SyntheticMarket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A bearish signal is traded in another instrument: the inverse fund or the put is as good a name for it as the symbol. */
class ExplainDerivedTest {

    private static final EnumSet<Stage> WHOLE = EnumSet.of(Stage.DAY, Stage.MARKET, Stage.RANK, Stage.SLOT, Stage.SIGNAL, Stage.ORDER,
        Stage.BROKER, Stage.FILL, Stage.LOT, Stage.EXIT, Stage.TRADE, Stage.LEDGER);
    private static final String PUT = "ZZZ241115P00095000";

    @TempDir
    private Path temp;

    @Test
    void shouldShowTheWholeChainForTheInverseFund() {
        BacktestResult run = demo(Map.of("SHORT_TYPE_OPEN", "InverseETF"));
        Chain chain = one(run, "MINV@2024-11-07");

        assertEquals("DRVO", chain.symbol());
        assertEquals("MINV", chain.traded());
        assertWhole(chain);
        List<Step> steps = chain.steps();
        assertEquals(steps, one(run, "DRVO@2024-11-07").steps());
        assertEquals(steps, one(run, "MINV@2024-11-07T14:56Z").steps());
        assertEquals(steps, one(run, "MINV@2024-11-07T15:26Z").steps(), "at its exit");
        Step closed = steps.stream().filter(step -> step.record().equals("TradeClosed")).findFirst().orElseThrow();
        String trade = closed.text().substring("trade ".length(), closed.text().indexOf(':'));
        assertEquals(steps, one(run, "trade:" + trade).steps());
        String text = ChainText.of(List.of(chain));
        assertTrue(text.startsWith("MINV@2024-11-07: MINV on the signal of DRVO by strategy open on 2024-11-07\n"), text);
        assertTrue(text.contains(" MINV on the signal of DRVO, market\n"), text);
        assertTrue(text.contains("bearish signal of DRVO in slot "), text);
        assertTrue(text.contains("last price of MINV, bar of"), text);
        Map<?, ?> json = (Map<?, ?>) ((List<?>) ChainJson.of(List.of(chain)).get("chains")).get(0);
        assertEquals(List.of("DRVO", "MINV"), List.of(json.get("symbol"), json.get("traded")));
    }

    @Test
    void shouldShowEveryRefusalOfTheInverseFund() {
        BacktestResult run = demo(Map.of("SHORT_TYPE_OPEN", "InverseETF", "MAX_SPREAD", "0.0001"));
        List<Chain> chains = explain(run, "MINV@2024-11-07");

        assertTrue(chains.stream().anyMatch(chain -> chain.symbol().equals("DRVO")), chains::toString);
        for (Chain chain : chains) {
            assertEquals("MINV", chain.traded());
            assertEquals("no order for MINV on the signal of " + chain.symbol() + ": SPREAD", chain.outcome());
            assertEquals(List.of(), chain.disagreements());
            assertTrue(ChainText.of(List.of(chain)).contains("quote of MINV at "), () -> ChainText.of(List.of(chain)));
        }
        assertEquals(chains.size(), chains.stream().map(Chain::symbol).distinct().count());
    }

    @Test
    void shouldSayWhyAFundWasNotLookedAt() {
        BacktestResult run = demo(Map.of("SHORT_TYPE_OPEN", "InverseETF"));
        String message = assertThrows(IllegalArgumentException.class, () -> one(run, "MINV@2024-11-06")).getMessage();
        assertTrue(message.contains("only on a bearish signal of another symbol"), message);
    }

    @Test
    void shouldShowTheWholeChainForThePut() throws IOException {
        PutMarket market = new PutMarket(temp);
        market.writeBars(99);
        market.writeQuotes("2024-11-15 95 2.00 2.10");
        BacktestResult run = market.run(EngineHost.Kind.LOOP);
        Chain chain = one(run, PUT + "@2024-11-04");

        assertEquals(List.of("ZZZ", PUT), List.of(chain.symbol(), chain.traded()));
        assertWhole(chain);
        assertEquals(chain.steps(), one(run, "trade:1").steps());
        assertEquals(chain.steps(), one(run, PUT + "@2024-11-04T15:02Z").steps());
        String text = ChainText.of(List.of(chain));
        assertTrue(text.contains("entry, buy 9 " + PUT + " on the signal of ZZZ, market\n"), text);
        assertTrue(text.contains("quote of " + PUT + " at "), text);
    }

    @Test
    void shouldShowTheRefusalOfThePut() throws IOException {
        PutMarket market = new PutMarket(temp);
        market.writeBars(97);
        market.writeQuotes("2024-11-15 95 20.00 20.10");
        Chain chain = one(market.run(EngineHost.Kind.LOOP), PUT + "@2024-11-04");

        assertEquals("no order for " + PUT + " on the signal of ZZZ: MIN_NOTIONAL", chain.outcome());
        assertEquals(List.of(), chain.disagreements());
    }

    private static void assertWhole(Chain chain) {
        Set<Stage> stages = chain.steps().stream().map(Step::stage).collect(Collectors.toSet());
        assertTrue(stages.containsAll(WHOLE), () -> "only " + stages);
        assertEquals(List.of(), chain.disagreements());
    }

    private BacktestResult demo(Map<String, String> changes) {
        return DemoRun.run(temp, "run", EngineHost.Kind.LOOP,
            SettingsTable.standard().check(SyntheticMarket.demoSettings(), SettingsFile.of("test", changes)).settings());
    }

    private static List<Chain> explain(BacktestResult run, String subject) {
        return AllChains.explain(run.folder().journal(), Optional.of(run.ledger()), subject);
    }

    private static Chain one(BacktestResult run, String subject) {
        List<Chain> chains = explain(run, subject);
        assertEquals(1, chains.size(), subject);
        return chains.get(0);
    }
}
