package io.tradebot.engine.indicator;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Each indicator equals its naive twin on every bar of random sessions, also beyond the prices that fit the fast arithmetic. */
class IndicatorTwinTest {

    private static final int SESSIONS = 300;
    private static final long[] SCALES = {50, 100_000, 90_000_000, 99_999_990, 5_000_000_000L, 1_000_000_000_000L};

    @Test
    void shouldEqualTheNaiveTwins() {
        long seed = Seed.take("IndicatorTwinTest");
        ListedBars bars = new ListedBars();
        Vwap vwap = new Vwap(bars);
        Adx adx = new Adx(bars);
        Bollinger bollinger = new Bollinger(bars);
        for (int session = 0; session < SESSIONS; session++) {
            RandomGenerator random = Seed.generator(seed + session);
            bars.bars.clear();
            vwap.clear();
            adx.clear();
            bollinger.clear();
            long scale = SCALES[random.nextInt(SCALES.length)];
            long step = Math.max(2, random.nextBoolean() ? scale / 1000 : scale / 5);
            long px = scale;
            int count = random.nextInt(1, 90);
            for (int i = 0; i < count; i++) {
                px = random.nextInt(5) == 0 ? px : Math.max(10, px + random.nextLong(-step, step + 1));
                long open = Math.max(5, px + random.nextLong(-step, step + 1) / 2);
                long high = Math.max(open, px) + random.nextLong(0, step);
                long low = Math.max(1, Math.min(open, px) - random.nextLong(0, step));
                bars.add(open, high, low, px, random.nextInt(4) == 0 ? 0 : random.nextLong(1, 5_000));
                if (random.nextInt(3) == 0) {
                    compare(bars.bars, vwap, adx, bollinger, random, "-Dtest.seed=" + (seed + session) + " bar " + i);
                }
            }
        }
    }

    private static void compare(List<ListedBars.Bar> bars, Vwap vwap, Adx adx, Bollinger bollinger, RandomGenerator random, String where) {
        assertEquals(orUndefined(NaiveIndicators.vwap6(bars, bars.size()), Vwap.UNDEFINED), vwap.valueE6(), where);
        assertEquals(orUndefined(NaiveIndicators.vwap6(bars, bars.size() - 1), Vwap.UNDEFINED), vwap.valueBeforeLastE6(), where);
        assertEquals(orUndefined(NaiveIndicators.adx6(bars), Adx.UNDEFINED), adx.valueE6(), where);
        int k = random.nextBoolean() ? 200 : random.nextInt(0, 1001);
        assertEquals(NaiveIndicators.touches(bars, k, true), bollinger.touchesLower(k), where);
        assertEquals(NaiveIndicators.touches(bars, k, false), bollinger.touchesUpper(k), where);
        assertEquals(bars.size() >= Bollinger.PERIOD, bollinger.isDefined(), where);
        if (bollinger.isDefined()) {
            compareBands(bars, bollinger, k, where);
        } else {
            assertThrows(IllegalStateException.class, () -> bollinger.lowerE8(k));
        }
    }

    /** The band shown decides like the touch: that is what its rounding is for. */
    private static void compareBands(List<ListedBars.Bar> bars, Bollinger bollinger, int k, String where) {
        BigDecimal lower = NaiveIndicators.bandPx(bars, k, true);
        BigDecimal upper = NaiveIndicators.bandPx(bars, k, false);
        if (lower == null) {
            assertEquals(Bollinger.NO_WIDTH, bollinger.lowerE8(k), where);
            assertEquals(Bollinger.NO_WIDTH, bollinger.upperE8(k), where);
            return;
        }
        ListedBars.Bar last = bars.get(bars.size() - 1);
        assertEquals(bollinger.touchesLower(k), last.lowPx() * 10_000 <= bollinger.lowerE8(k), where);
        assertEquals(bollinger.touchesUpper(k), last.highPx() * 10_000 >= bollinger.upperE8(k), where);
        BigDecimal tolerance = new BigDecimal("0.00000001"); // of an E8 unit: forty digits against exact roots
        assertEquals(floor(lower, tolerance), bollinger.lowerE8(k), where);
        assertEquals(floor(upper.negate(), tolerance), -bollinger.upperE8(k), where);
    }

    private static long floor(BigDecimal px, BigDecimal tolerance) {
        return px.movePointRight(4).add(tolerance).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private static long orUndefined(BigInteger value, long undefined) {
        return value == null ? undefined : value.longValueExact();
    }

    @Test
    void shouldRefuseToWrap() {
        ListedBars bars = new ListedBars();
        bars.add(Long.MAX_VALUE / 3, Long.MAX_VALUE / 3, Long.MAX_VALUE / 3, Long.MAX_VALUE / 3, 2);
        assertThrows(ArithmeticException.class, () -> new Vwap(bars).valueE6());
    }

    @Test
    void shouldPassTheirOwnCheck() {
        Findings findings = new Findings();
        new IndicatorCheck().selfCheck(findings);
        assertEquals(List.of(), findings.all());
    }
}
