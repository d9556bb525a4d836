package io.tradebot.engine.risk;

import io.tradebot.engine.market.Market;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.ShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The order of the checks, and the two that the desk answers before a signal can arise. The rest is shown by scripts. */
class RiskGateTest {

    private static final long NOW_NANOS = 1_700_000_000_000_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final DecisionLog log = new DecisionLog();
    private final Market market = new Market(log.decisions());
    private final EntryRequest request = new EntryRequest();
    private int exposure;

    /** Everything that can be wrong at once, in the order of strategy-rules 6.2; each step repairs the first of them. */
    @Test
    void shouldRefuseInTheOrderOfTheRules() {
        Map<String, String> values = new LinkedHashMap<>(Map.of("DISABLE_ALL_TRADES", "true", "MAX_OPEN_POSITIONS", "1", "PDT_ENFORCE", "true",
            "START_FLOAT", "1000", "MAX_SPREAD", "0.001", "MAX_RISK_PER_TRADE", "0.0005", "MIN_ORDER_NOTIONAL", "100"));
        market.define(1, "ABC", InstrumentKind.EQUITY, 1, 0);
        DailyLossLimit lossLimit = new DailyLossLimit(log.decisions(), 10_000);
        CircuitBreaker breaker = new CircuitBreaker(log.decisions(), 100_000, 100);
        Blocklist blocklist = new Blocklist(log.decisions());
        lossLimit.startDay(100_000);
        lossLimit.onTradeClosed(-50_000);
        breaker.onTradeClosed(-50_000, NOW_NANOS);
        blocklist.add(1);
        exposure = 5;

        assertEquals(DenyReason.HALTED, check(values, lossLimit, breaker, blocklist, Direction.BEARISH));
        lossLimit.startDay(100_000);
        assertEquals(DenyReason.TRADES_DISABLED, check(values, lossLimit, breaker, blocklist, Direction.BEARISH));
        values.remove("DISABLE_ALL_TRADES");
        assertEquals(DenyReason.CIRCUIT_BREAKER, check(values, lossLimit, breaker, blocklist, Direction.BEARISH));
        CircuitBreaker untripped = new CircuitBreaker(log.decisions(), 100_000, 100);
        assertEquals(DenyReason.SHORT_DISABLED, check(values, lossLimit, untripped, blocklist, Direction.BEARISH));
        assertEquals(DenyReason.BLOCKLISTED, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        blocklist.startDay(1);
        assertEquals(DenyReason.MAX_OPEN_POSITIONS, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        values.put("MAX_OPEN_POSITIONS", "9");
        assertEquals(DenyReason.NO_PRICE, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        bar(1.50);
        assertEquals(DenyReason.PRICE_RANGE, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        values.put("MIN_PRICE", "1");
        market.onQuote(1, 1, NOW_NANOS - MINUTE_NANOS, 149_000_000, 151_000_000);
        assertEquals(DenyReason.SPREAD, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        values.put("MAX_SPREAD", "0.02");
        assertEquals(DenyReason.MAX_RISK, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        values.put("MAX_RISK_PER_TRADE", "0.02");
        assertEquals(DenyReason.MIN_NOTIONAL, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        values.put("MIN_ORDER_NOTIONAL", "1");
        assertEquals(DenyReason.DAY_TRADES, check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        exposure = 2;
        assertNull(check(values, lossLimit, untripped, blocklist, Direction.BULLISH));
        assertEquals(13_333_333, request.qtyMicro(), "20.00 USD at 1.50");
    }

    @ParameterizedTest
    @EnumSource(value = DenyReason.class, names = {"NO_INVERSE_ETF", "NO_OPTION_DATA", "BLOCKLISTED", "NO_PRICE", "PRICE_RANGE", "NO_QUOTE", "SPREAD",
        "MIN_NOTIONAL"})
    void shouldFallBackWhereTheSymbolIsToBlame(DenyReason reason) {
        assertTrue(RiskGate.isFallback(reason));
    }

    @Test
    void shouldKeepWatchingAfterEveryOtherRefusal() {
        Set<DenyReason> others = EnumSet.of(DenyReason.HALTED, DenyReason.TRADES_DISABLED, DenyReason.CIRCUIT_BREAKER, DenyReason.SHORT_DISABLED,
            DenyReason.MAX_OPEN_POSITIONS, DenyReason.MAX_RISK, DenyReason.DAY_TRADES);
        others.forEach(reason -> assertEquals(false, RiskGate.isFallback(reason), reason.name()));
    }

    private void bar(double price) {
        long priceE8 = Math.round(price * 100) * 1_000_000;
        market.onBar(BarClosedDecoder.TEMPLATE_ID, 1, NOW_NANOS - MINUTE_NANOS, priceE8, priceE8, priceE8, priceE8, 1);
    }

    private DenyReason check(Map<String, String> values, DailyLossLimit lossLimit, CircuitBreaker breaker, Blocklist blocklist,
            Direction direction) {
        EngineSettings settings = EngineSettings.of(values);
        RiskGate gate = new RiskGate(settings, false, market, blocklist, lossLimit, breaker, new DayTradeRule(settings.isPdtEnforced()), () -> exposure);
        gate.startDay(100_000);
        boolean isAllowed = gate.check(request.set(market.find("ABC"), direction, ShortType.DISABLED, 2_000, NOW_NANOS));
        assertEquals(isAllowed, request.denyReason() == null);
        return request.denyReason();
    }
}
