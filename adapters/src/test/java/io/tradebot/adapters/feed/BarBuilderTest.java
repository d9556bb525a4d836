package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.synthetic.SeededNumbers;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BarBuilderTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long NONE = MarketDataSink.NONE;

    private final ToldSink told = new ToldSink();
    private final BarBuilder builder = new BarBuilder(false, told);

    @Test
    void shouldBuildTheBarsThatTicksWereMadeOf() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("BarBuilderTest seed " + seed + " (-Dseed=)");
        Random random = new Random(seed);
        for (int minute = 0; minute < 2_000; minute++) {
            ToldSink readyMade = new ToldSink();
            ToldSink built = new ToldSink();
            BarBuilder fromTicks = new BarBuilder(false, built);
            long start = minute * MINUTE;
            List<Runnable> ticks = new ArrayList<>();
            for (int s = 0; s < 3; s++) {
                String symbol = "S" + s;
                long low = 1 + random.nextInt(1_000_000);
                long high = low + random.nextInt(5_000);
                long open = low + random.nextInt((int) (high - low + 1));
                long close = low + random.nextInt((int) (high - low + 1));
                long shares = 1 + random.nextInt(100_000);
                readyMade.bar(symbol, start, MINUTE, px(open), px(high), px(low), px(close), shares, 0, start + MINUTE);
                int id = 0;
                for (BarTicks.Tick tick : BarTicks.of(new SeededNumbers(seed, minute, s), start, px(open), px(high), px(low), px(close),
                        shares)) {
                    int number = id++;
                    ticks.add(() -> fromTicks.trade(symbol, tick.marketNanos(), number, tick.priceE8(), tick.qtyE9(), 0));
                }
            }
            Collections.shuffle(ticks, random);
            ticks.forEach(Runnable::run);
            fromTicks.minuteClosed(start, start + MINUTE);
            assertEquals(readyMade.lines("bar"), built.lines("bar"), "minute " + minute);
        }
    }

    @Test
    void shouldOrderByTheExchangesTimeThenNumberThenArrival() {
        builder.trade("A", 30 * SECOND, 5, px(105), FixedPoint.E9, 0);
        builder.trade("A", 30 * SECOND, 4, px(104), FixedPoint.E9, 0);
        builder.trade("A", 20 * SECOND, 9, px(109), FixedPoint.E9, 0);
        builder.trade("B", 20 * SECOND, NONE, px(201), FixedPoint.E9, 0);
        builder.trade("B", 20 * SECOND, NONE, px(202), FixedPoint.E9, 0);
        builder.minuteClosed(0, MINUTE);
        assertEquals(List.of("bar A 0 0.0109 0.0109 0.0104 0.0105 3 r0", "bar B 0 0.0201 0.0202 0.0201 0.0202 2 r0"), told.lines("bar"));
    }

    @Test
    void shouldKeepMinutesApartAndHaveNoBarWithoutTrades() {
        builder.trade("A", 59 * SECOND + 999_999_999, 1, px(1), FixedPoint.E9, 0);
        builder.trade("A", MINUTE, 2, px(2), FixedPoint.E9, 0); // comes before the first minute is closed
        builder.minuteClosed(0, MINUTE + SECOND);
        builder.minuteClosed(MINUTE, 2 * MINUTE + SECOND);
        builder.minuteClosed(2 * MINUTE, 3 * MINUTE + SECOND);
        assertEquals(List.of("bar A 0 0.0001 0.0001 0.0001 0.0001 1 r0", "minute 0", "bar A 60 0.0002 0.0002 0.0002 0.0002 1 r0",
            "minute 60", "minute 120"), told.lines);
    }

    @Test
    void shouldSumFractionsAndCutThemAtTheEnd() {
        builder.trade("A", 1, NONE, px(1), 700_000_000, 0);
        builder.trade("A", 2, NONE, px(1), 700_000_000, 0);
        builder.minuteClosed(0, MINUTE);
        assertEquals("bar A 0 0.0001 0.0001 0.0001 0.0001 1 r0", told.lines.get(0));
    }

    @Test
    void shouldGiveTheLastQuoteOfTheMinuteByTheExchangesTime() {
        builder.quote("B", 50 * SECOND, 0, px(9), px(10), 1, 2, 0);
        builder.quote("A", 40 * SECOND, 0, px(7), NONE, 3, 0, 0);
        builder.quote("B", 30 * SECOND, 0, px(1), px(2), 1, 2, 0); // late
        builder.quote("B", 61 * SECOND, 0, px(11), px(12), 1, 2, 0);
        builder.minuteClosed(0, MINUTE);
        builder.minuteClosed(MINUTE, 2 * MINUTE);
        builder.minuteClosed(2 * MINUTE, 3 * MINUTE);
        assertEquals(List.of("quote A 0+60 0.0007 - 3 0", "quote B 0+60 0.0009 0.001 1 2", "minute 0", "quote B 60+60 0.0011 0.0012 1 2",
            "minute 60", "minute 120"), told.lines);
    }

    @Test
    void shouldGiveANewRevisionWhenATradeIsTakenBack() {
        builder.trade("A", 1, 1, px(100), FixedPoint.E9, 0);
        builder.trade("A", 2, 2, px(900), FixedPoint.E9, 0);
        builder.trade("A", 3, 3, px(101), FixedPoint.E9, 0);
        builder.minuteClosed(0, MINUTE);
        told.lines.clear();
        builder.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, 2, 2, px(900), FixedPoint.E9, NONE, NONE, MINUTE + 1);
        builder.tradeCorrected("A", CorrectionKind.TRADE_CORRECTED, 3, 3, px(101), FixedPoint.E9, px(102), 5 * FixedPoint.E9, MINUTE + 2);
        builder.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, 2, 2, px(900), FixedPoint.E9, NONE, NONE, MINUTE + 3); // told twice
        assertEquals(List.of("corrected A TRADE_CANCELLED 0.000000002 0.09 -", "bar A 0 0.01 0.0101 0.01 0.0101 2 r1",
            "corrected A TRADE_CORRECTED 0.000000003 0.0101 0.0102", "bar A 0 0.01 0.0102 0.01 0.0102 6 r2",
            "corrected A TRADE_CANCELLED 0.000000002 0.09 -"), told.lines);
    }

    @Test
    void shouldCorrectAMinuteThatIsNotClosedWithoutARevision() {
        builder.trade("A", 1, NONE, px(100), FixedPoint.E9, 0);
        builder.trade("A", 2, NONE, px(900), FixedPoint.E9, 0);
        builder.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, 2, NONE, px(900), FixedPoint.E9, NONE, NONE, 3);
        builder.minuteClosed(0, MINUTE);
        assertEquals(List.of("bar A 0 0.01 0.01 0.01 0.01 1 r0"), told.lines("bar"));
    }

    @Test
    void shouldFlagABarWhoseOnlyTradeIsTakenBack() {
        builder.trade("A", 1, 1, px(100), FixedPoint.E9, 0);
        builder.minuteClosed(0, MINUTE);
        builder.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, 1, 1, px(100), FixedPoint.E9, NONE, NONE, MINUTE);
        assertEquals("corrected A BAR_FLAGGED 0 - -", told.lines.get(told.lines.size() - 1));
    }

    @Test
    void shouldForgetTradesAfterAnHour() {
        builder.trade("A", 1, 1, px(100), FixedPoint.E9, 0);
        builder.trade("A", 2, 2, px(900), FixedPoint.E9, 0);
        for (int minute = 0; minute <= BarBuilder.CORRECTABLE_MINUTES; minute++) {
            builder.minuteClosed(minute * MINUTE, (minute + 1) * MINUTE);
        }
        builder.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, 2, 2, px(900), FixedPoint.E9, NONE, NONE, 62 * MINUTE);
        assertEquals(1, told.lines("bar").size());
    }

    @Test
    void shouldLetReadyMadeBarsThroughAndTradesWhenAsked() {
        BarBuilder keeping = new BarBuilder(true, told);
        keeping.trade("A", 1, 1, px(100), FixedPoint.E9, 0);
        keeping.bar("B", 0, MINUTE, px(1), px(1), px(1), px(1), 7, 0, MINUTE);
        keeping.quote("B", 0, MINUTE, px(1), px(2), 1, 1, MINUTE);
        assertEquals(List.of("trade A 0.000000001 0.01 1", "bar B 0 0.0001 0.0001 0.0001 0.0001 7 r0", "quote B 0+60 0.0001 0.0002 1 1"),
            told.lines);
    }

    private static long px(long px) {
        return px * FixedPoint.E8_PER_PX;
    }
}
