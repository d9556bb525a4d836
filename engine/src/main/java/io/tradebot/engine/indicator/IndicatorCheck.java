package io.tradebot.engine.indicator;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.check.SelfCheck;

/** Checks the indicators on bars whose results were worked out by hand. Engine thread only. */
public final class IndicatorCheck implements SelfCheck {

    private static final int ADX_BARS = 28;
    private static final long FLAT_PX = 100_000;
    private static final long ADX_OF_ONE_WAY_E6 = 100_000_000;

    @Override
    public void selfCheck(Findings findings) {
        checkVwap(findings);
        checkAdx(findings);
        checkBollinger(findings);
    }

    private static void checkVwap(Findings findings) {
        Vwap vwap = new Vwap(new Column(2, i -> 100_200 + i * 100, i -> 99_900 + i * 100, i -> 100_000 + i * 100, i -> 100 + i * 200));
        // (300100 x 100 + 300400 x 300) / (3 x 400) px
        findings.expect("VWAP of two bars", 10_010_833L, vwap.valueE6());
        findings.expect("VWAP of the first of two bars", 10_003_333L, vwap.valueBeforeLastE6());
    }

    private static void checkAdx(Findings findings) {
        Adx early = new Adx(rising(ADX_BARS - 1));
        findings.expect("ADX before bar 28", Adx.UNDEFINED, early.valueE6());
        Adx oneWay = new Adx(rising(ADX_BARS));
        findings.expect("ADX of bars that only rise", ADX_OF_ONE_WAY_E6, oneWay.valueE6());
        Adx flat = new Adx(new Column(ADX_BARS, i -> FLAT_PX, i -> FLAT_PX, i -> FLAT_PX, i -> 1));
        findings.expect("ADX of equal bars", 0L, flat.valueE6());
    }

    private static Bars rising(int count) {
        return new Column(count, i -> FLAT_PX + i * 10L, i -> FLAT_PX + i * 10L, i -> FLAT_PX + i * 10L, i -> 1);
    }

    /** Closes 10 px above and below 10 USD in turn: mean 10 USD, standard deviation 10 px. */
    private static void checkBollinger(Findings findings) {
        Bollinger touched = new Bollinger(alternating(FLAT_PX - 20));
        findings.expect("touch of the lower band at its price", true, touched.touchesLower(200));
        findings.expect("lower band in E8", (FLAT_PX - 20) * 10_000, touched.lowerE8(200));
        findings.expect("upper band in E8", (FLAT_PX + 20) * 10_000, touched.upperE8(200));
        findings.expect("touch one step above the lower band", false, new Bollinger(alternating(FLAT_PX - 19)).touchesLower(200));
    }

    private static Bars alternating(long lastLow) {
        return new Column(Bollinger.PERIOD, i -> FLAT_PX + 10, i -> i == Bollinger.PERIOD - 1 ? lastLow : FLAT_PX - 10,
            i -> FLAT_PX + (i % 2 == 0 ? 10 : -10), i -> 1);
    }

    private interface ByIndex {
        long at(int index);
    }

    private record Column(int count, ByIndex high, ByIndex low, ByIndex close, ByIndex volume) implements Bars {
        @Override
        public long highPx(int index) {
            return high.at(index);
        }

        @Override
        public long lowPx(int index) {
            return low.at(index);
        }

        @Override
        public long closePx(int index) {
            return close.at(index);
        }

        @Override
        public long volumeShares(int index) {
            return volume.at(index);
        }
    }
}
