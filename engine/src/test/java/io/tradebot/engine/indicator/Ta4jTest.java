package io.tradebot.engine.indicator;

import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The indicators against those of ta4j, on random minutes and on real ones. */
class Ta4jTest {

    private static final int BARS = 900;
    private static final double RELATIVE = 1e-9;
    /** ta4j begins Wilder's averages at the first bar, we with a sum of 14: the difference fades by 13/14 a bar, to 1e-9 after this. */
    private static final int ADX_SETTLED = 400;
    /** Each of our two sums keeps up to 14 thousandths of a px too much, as a fourteenth of it is rounded down at each bar. */
    private static final double SUMS_TOO_HIGH_PX = 0.028;
    /** DX and ADX are rounded down to millionths; the second keeps up to 14 of them. */
    private static final double ADX_STEPS = 16e-6;
    private static final Path MINUTE_FOLDER = Path.of("..", "..", "shared", "data", "minute");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final ListedBars bars = new ListedBars();
    private final BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();

    @Test
    void shouldAgreeOnRandomMinutes() {
        RandomGenerator random = Seed.generator(Seed.take("Ta4jTest"));
        Comparison comparison = new Comparison();
        long px = 2_500_000;
        for (int i = 0; i < BARS; i++) {
            long close = Math.max(200_000, px + random.nextLong(-4_000, 4_001));
            long high = Math.max(px, close) + random.nextLong(0, 2_000);
            long low = Math.min(px, close) - random.nextLong(0, 2_000);
            addBar(px, high, low, close, random.nextLong(1, 100_000));
            comparison.check(i);
            px = close;
        }
        assertEquals(BARS - ADX_SETTLED, comparison.adxCount);
    }

    /** Regular minutes of two days in a row, taken as one session so that the ADX settles. */
    @ParameterizedTest
    @ValueSource(strings = {"SPY/SPY_20131007 SPY/SPY_20131008", "AAPL/AAPL_20140605 AAPL/AAPL_20140606"})
    void shouldAgreeOnRealMinutes(String names) throws IOException {
        Comparison comparison = new Comparison();
        for (String name : names.split(" ")) {
            Path file = MINUTE_FOLDER.resolve(name + ".csv.gz");
            assumeTrue(Files.isRegularFile(file), "skipped: no ../shared/data/minute/" + name + ".csv.gz beside the project");
            addDay(file, comparison);
        }
        assertTrue(comparison.adxCount > 300, comparison.adxCount + " ADX values of " + bars.count() + " bars");
    }

    private void addDay(Path file, Comparison comparison) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)),
                StandardCharsets.UTF_8))) {
            reader.readLine(); // column names
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                LocalTime time = Instant.parse(cells[0]).atZone(NEW_YORK).toLocalTime();
                if (!time.isBefore(LocalTime.of(9, 30)) && time.isBefore(LocalTime.of(16, 0))) {
                    addBar(px(cells[2]), px(cells[3]), px(cells[4]), px(cells[5]), Long.parseLong(cells[6]));
                    comparison.check(bars.count() - 1);
                }
            }
        }
    }

    private static long px(String price) {
        return new BigDecimal(price).movePointRight(4).longValueExact();
    }

    /** Theirs are in px as well: as fractions of a dollar two moves of one cent would differ, and ADX compares them. */
    private void addBar(long open, long high, long low, long close, long volume) {
        int minute = bars.count();
        bars.add(open, high, low, close, volume);
        series.addBar(Duration.ofMinutes(1), ZonedDateTime.of(2024, 3, 5, 9, 31, 0, 0, ZoneOffset.UTC).plusMinutes(minute), open, high, low,
            close, volume);
    }

    /** Ours and theirs over the bars so far. */
    private final class Comparison {

        private final Vwap vwap = new Vwap(bars);
        private final Adx adx = new Adx(bars);
        private final Bollinger bollinger = new Bollinger(bars);
        private final VWAPIndicator theirVwap = new VWAPIndicator(series, BARS);
        private final ADXIndicator theirAdx = new ADXIndicator(series, 14);
        private final BollingerBandsLowerIndicator lower;
        private final BollingerBandsUpperIndicator upper;
        private double sumOfMovesPx;
        private double adxRounding;
        private int adxCount;

        Comparison() {
            ClosePriceIndicator close = new ClosePriceIndicator(series);
            BollingerBandsMiddleIndicator middle = new BollingerBandsMiddleIndicator(new SMAIndicator(close, Bollinger.PERIOD));
            StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, Bollinger.PERIOD);
            lower = new BollingerBandsLowerIndicator(middle, deviation);
            upper = new BollingerBandsUpperIndicator(middle, deviation);
        }

        void check(int i) {
            double price = bars.closePx(i) / 1e4;
            assertEquals(theirVwap.getValue(i).doubleValue() / 1e4, vwap.valueE6() / 1e6, 0.5e-6 + RELATIVE * price, "VWAP of bar " + i);
            if (bollinger.isDefined()) {
                assertEquals(lower.getValue(i).doubleValue() / 1e4, bollinger.lowerE8(200) / 1e8, 1e-8 + RELATIVE * price, "lower band of bar " + i);
                assertEquals(upper.getValue(i).doubleValue() / 1e4, bollinger.upperE8(200) / 1e8, 1e-8 + RELATIVE * price, "upper band of bar " + i);
            }
            foldAdxRounding(i);
            if (i >= ADX_SETTLED) {
                adxCount++;
                assertEquals(theirAdx.getValue(i).doubleValue(), adx.valueE6() / 1e6, adxRounding + ADX_STEPS + RELATIVE * 100, "ADX of bar " + i);
            }
        }

        /** What the rounded sums can do to DX at this bar, averaged as ADX averages DX: much in quiet minutes, little in lively ones. */
        private void foldAdxRounding(int i) {
            if (i > 0) {
                long up = bars.highPx(i) - bars.highPx(i - 1);
                long down = bars.lowPx(i - 1) - bars.lowPx(i);
                sumOfMovesPx = sumOfMovesPx * 13 / 14 + (up == down ? 0 : Math.max(0, Math.max(up, down)));
                double ofDx = sumOfMovesPx == 0 ? 100 : Math.min(100, 100 * SUMS_TOO_HIGH_PX / sumOfMovesPx);
                adxRounding = (adxRounding * 13 + ofDx) / 14;
            }
        }
    }
}
