package io.tradebot.engine.indicator;

import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The indicators against those of ta4j on random minutes. */
class Ta4jTest {

    private static final int BARS = 900;
    private static final double RELATIVE = 1e-9;
    /** ta4j begins Wilder's averages at the first bar, we with a sum of 14: the difference fades by 13/14 a bar, to 1e-9 after this. */
    private static final int ADX_SETTLED = 400;
    /**
     * Each of our two sums keeps up to 14 thousandths of a px too much, as a fourteenth of it is rounded down at each bar: 100 x 0.028
     * of sums that are about 14 x 600 px here and never half of it, in points.
     */
    private static final double ADX_ROUNDING = 0.0007;

    private final ListedBars bars = new ListedBars();
    private final BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();

    @Test
    void shouldAgree() {
        RandomGenerator random = Seed.generator(Seed.take("Ta4jTest"));
        Vwap vwap = new Vwap(bars);
        Adx adx = new Adx(bars);
        Bollinger bollinger = new Bollinger(bars);
        VWAPIndicator theirVwap = new VWAPIndicator(series, BARS);
        ADXIndicator theirAdx = new ADXIndicator(series, 14);
        ClosePriceIndicator close = new ClosePriceIndicator(series);
        BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(new SMAIndicator(close, Bollinger.PERIOD));
        StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, Bollinger.PERIOD);
        BollingerBandsLowerIndicator lower = new BollingerBandsLowerIndicator(middle, deviation);
        BollingerBandsUpperIndicator upper = new BollingerBandsUpperIndicator(middle, deviation);
        long px = 2_500_000;
        for (int i = 0; i < BARS; i++) {
            px = addBar(random, px, i);
            double price = px / 1e4;
            assertEquals(theirVwap.getValue(i).doubleValue(), vwap.valueE6() / 1e6, 0.5e-6 + RELATIVE * price, "VWAP of bar " + i);
            if (bollinger.isDefined()) {
                assertEquals(lower.getValue(i).doubleValue(), bollinger.lowerE8(200) / 1e8, 1e-8 + RELATIVE * price, "lower band of bar " + i);
                assertEquals(upper.getValue(i).doubleValue(), bollinger.upperE8(200) / 1e8, 1e-8 + RELATIVE * price, "upper band of bar " + i);
            }
            if (i >= ADX_SETTLED) {
                assertEquals(theirAdx.getValue(i).doubleValue(), adx.valueE6() / 1e6, ADX_ROUNDING, "ADX of bar " + i);
            }
        }
    }

    private long addBar(RandomGenerator random, long before, int i) {
        long close = Math.max(200_000, before + random.nextLong(-4_000, 4_001));
        long open = before;
        long high = Math.max(open, close) + random.nextLong(0, 2_000);
        long low = Math.min(open, close) - random.nextLong(0, 2_000);
        long volume = random.nextLong(1, 100_000);
        bars.add(open, high, low, close, volume);
        series.addBar(Duration.ofMinutes(1), ZonedDateTime.of(2024, 3, 5, 9, 31, 0, 0, ZoneOffset.UTC).plusMinutes(i), open / 1e4, high / 1e4,
            low / 1e4, close / 1e4, volume);
        return close;
    }
}
