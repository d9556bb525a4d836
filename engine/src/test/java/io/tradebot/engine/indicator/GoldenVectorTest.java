package io.tradebot.engine.indicator;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The test vectors of an independent library (../shared/data/indicators, 502 daily bars taken as one session). Its numbers are
 * doubles; ours are whole: VWAP in millionths of a dollar, so half a millionth apart at most; ADX in millionths with its sums
 * rounded down, 0.000016 apart as strategy-rules 4.4 states; bands to 1e-8.
 */
class GoldenVectorTest {

    private static final Path FOLDER = Path.of("..", "..", "shared", "data", "indicators");
    private static final int BARS = 502;

    private final ListedBars bars = new ListedBars();
    private List<String> rows;

    @BeforeEach
    void readBars() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "skipped: ../shared/data/indicators is not beside the project");
        List<String> lines = Files.readAllLines(FOLDER.resolve("default.csv"), StandardCharsets.UTF_8);
        rows = lines.subList(1, lines.size());
        assertEquals(BARS, rows.size());
    }

    @Test
    void shouldGiveTheVolumeWeightedAverage() throws IOException {
        Vwap vwap = new Vwap(bars);
        List<Double> expected = column("vwap.standard.json", "vwap");
        forEachBar(i -> assertEquals(expected.get(i), vwap.valueE6() / 1e6, 0.5000001e-6, rows.get(i)));
    }

    @Test
    void shouldGiveTheDirectionalIndexFromTheSameBarOn() throws IOException {
        Adx adx = new Adx(bars);
        List<Double> expected = column("adx.standard.json", "adx");
        forEachBar(i -> {
            assertEquals(expected.get(i) == null, adx.valueE6() == Adx.UNDEFINED, rows.get(i));
            if (expected.get(i) != null) {
                assertEquals(expected.get(i), adx.valueE6() / 1e6, 0.0000161, rows.get(i));
            }
        });
    }

    @Test
    void shouldTouchTheSameBands() throws IOException {
        Bollinger bollinger = new Bollinger(bars);
        List<Double> lower = column("bb.standard.json", "lowerBand");
        List<Double> upper = column("bb.standard.json", "upperBand");
        forEachBar(i -> {
            assertEquals(lower.get(i) != null, bollinger.isDefined(), rows.get(i));
            if (lower.get(i) != null) {
                assertEquals(lower.get(i), bollinger.lowerE8(200) / 1e8, 1.1e-8, rows.get(i));
                assertEquals(upper.get(i), bollinger.upperE8(200) / 1e8, 1.1e-8, rows.get(i));
                assertEquals(bars.lowPx(i) / 1e4 <= lower.get(i), bollinger.touchesLower(200), rows.get(i));
                assertEquals(bars.highPx(i) / 1e4 >= upper.get(i), bollinger.touchesUpper(200), rows.get(i));
            }
        });
    }

    private void forEachBar(IntConsumer check) {
        for (int i = 0; i < rows.size(); i++) {
            String[] fields = rows.get(i).split(",");
            bars.add(px(fields[1]), px(fields[2]), px(fields[3]), px(fields[4]), Long.parseLong(fields[5]));
            check.accept(i);
        }
    }

    private static long px(String text) {
        return new BigDecimal(text).movePointRight(4).longValueExact();
    }

    /** All values of a key in the order of the file; null stays null. */
    private static List<Double> column(String file, String key) throws IOException {
        Matcher matcher = Pattern.compile("\"" + key + "\": (null|[-+0-9.eE]+)").matcher(Files.readString(FOLDER.resolve(file)));
        List<Double> values = new ArrayList<>();
        while (matcher.find()) {
            values.add(matcher.group(1).equals("null") ? null : Double.valueOf(matcher.group(1)));
        }
        assertEquals(BARS, values.size(), file);
        return values;
    }
}
