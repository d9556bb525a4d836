package io.tradebot.engine.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tradebot.engine.indicator.Adx;
import io.tradebot.engine.indicator.Bollinger;
import io.tradebot.engine.indicator.Vwap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BarRevisionTest {

    private static final int RUNS = 200;

    @Test
    void shouldComputeAsIfTheLastVersionHadBeenTheOnlyOne() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("BarRevisionTest seed " + seed + " (-Dseed=)");
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            SessionBars bars = new SessionBars();
            Vwap vwap = new Vwap(bars);
            Adx adx = new Adx(bars);
            Bollinger band = new Bollinger(bars);
            for (int i = 0; i < 60; i++) {
                add(bars, i, random);
                if (random.nextInt(4) == 0) {
                    revise(bars, random.nextInt(i + 1), random);
                }
                assertEquals(new Vwap(bars).valueE6(), vwap.valueE6());
                assertEquals(new Vwap(bars).valueBeforeLastE6(), vwap.valueBeforeLastE6());
                assertEquals(new Adx(bars).valueE6(), adx.valueE6());
                assertEquals(new Bollinger(bars).touchesLower(200), band.touchesLower(200));
                if (band.isDefined()) {
                    assertEquals(new Bollinger(bars).upperE8(200), band.upperE8(200));
                }
                assertEquals(sum(bars), bars.volumeSum());
            }
        }
    }

    @Test
    void shouldNotReviseWhatNeverCame() {
        SessionBars bars = new SessionBars();
        assertFalse(bars.revise(0, 1, 1, 1, 1, 1));
        bars.add(10, 1, 1, 1, 1, 1);
        assertFalse(bars.revise(5, 1, 1, 1, 1, 1));
        assertFalse(bars.revise(11, 1, 1, 1, 1, 1));
        assertEquals(0, bars.revisionCount());
    }

    private static void add(SessionBars bars, int index, Random random) {
        long[] px = prices(random);
        bars.add(index, px[0], px[1], px[2], px[3], random.nextInt(1_000));
    }

    private static void revise(SessionBars bars, int index, Random random) {
        long[] px = prices(random);
        bars.revise(index, px[0], px[1], px[2], px[3], random.nextInt(1_000));
    }

    private static long[] prices(Random random) {
        long open = 100_000 + random.nextInt(5_000);
        long close = 100_000 + random.nextInt(5_000);
        return new long[] {open, Math.max(open, close) + random.nextInt(500), Math.min(open, close) - random.nextInt(500), close};
    }

    private static long sum(SessionBars bars) {
        long sum = 0;
        for (int i = 0; i < bars.count(); i++) {
            sum += bars.volumeShares(i);
        }
        return sum;
    }
}
