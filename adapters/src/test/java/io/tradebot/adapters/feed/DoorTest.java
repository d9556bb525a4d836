package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long T0 = 1_709_649_000L * SECOND; // 2024-03-05 09:30 New York
    private static final long NONE = MarketDataSink.NONE;
    private static final long USD = FixedPoint.E8;
    private static final long SHARE = FixedPoint.E9;

    private final ToldSink told = new ToldSink();
    private final Door door = new Door(EngineSettings.of(Map.of()).feed(), told);
    private long tradeCount;

    @Test
    void shouldLetGoodValuesThrough() {
        trade(1, 50 * USD, 100 * SHARE);
        quote(2, 50 * USD, 50 * USD + 100_000_000 / 100, 1, 1);
        quote(3, 50 * USD, 50 * USD, 1, 1); // locked
        quote(4, 50 * USD, NONE, 1, 0);
        quote(5, NONE, NONE, 0, 0);
        quote(6, 50 * USD, 51 * USD, NONE, NONE); // sizes not given
        bar(0, 50, 51, 49, 50, 0);
        door.dailyBar("A", 19_786, USD, USD, USD, USD, 1, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - MINUTE, 19_787, 15 * USD, T0);
        door.imbalance("A", T0, OrderSide.BUY, 0, NONE, NONE, NONE, T0);
        assertEquals(10, told.lines.size());
        assertEquals(List.of(), told.lines("rejected"));
    }

    @Test
    void shouldStopPricesThatCannotBe() {
        stopsTrade(DataRejection.NOT_POSITIVE, 0, SHARE);
        stopsTrade(DataRejection.NOT_POSITIVE, -50 * USD, SHARE);
        stopsTrade(DataRejection.NOT_POSITIVE, Long.MIN_VALUE, SHARE);
        stopsTrade(DataRejection.OUT_OF_RANGE, 1, SHARE); // 1e-8
        stopsTrade(DataRejection.OUT_OF_RANGE, 50 * USD + 1, SHARE);
        stopsTrade(DataRejection.OUT_OF_RANGE, 1_000_000 * USD + FixedPoint.E8_PER_PX, SHARE);
        stopsTrade(DataRejection.OUT_OF_RANGE, Long.MAX_VALUE, SHARE);
        stopsTrade(DataRejection.NOT_POSITIVE, 50 * USD, 0);
        stopsTrade(DataRejection.NOT_POSITIVE, 50 * USD, -SHARE);
        stopsTrade(DataRejection.NOT_POSITIVE, 50 * USD, Long.MIN_VALUE);
    }

    @Test
    void shouldStopBarsThatContradictThemselves() {
        stopsBar(DataRejection.OUT_OF_RANGE, 50, 49, 48, 49, 1);  // high below open
        stopsBar(DataRejection.OUT_OF_RANGE, 50, 51, 48, 52, 1);  // close above high
        stopsBar(DataRejection.OUT_OF_RANGE, 50, 51, 49, 48, 1);  // close below low
        stopsBar(DataRejection.OUT_OF_RANGE, 50, 48, 51, 50, 1);  // high below low
        stopsBar(DataRejection.NOT_POSITIVE, 50, 51, 0, 50, 1);
        stopsBar(DataRejection.NOT_POSITIVE, 50, 51, 49, 50, -1);
        stopsBar(DataRejection.OUT_OF_RANGE, 50, 51, 49, 50, 100_000_000_001L);
    }

    @Test
    void shouldStopABarThatIsNotOverOrBeginsWithinAMinute() {
        door.bar("A", T0, MINUTE, USD, USD, USD, USD, 1, 0, T0 + MINUTE - 2 * SECOND);
        door.bar("A", T0 + 1, MINUTE, USD, USD, USD, USD, 1, 0, T0 + 2 * MINUTE);
        door.bar("A", T0, 0, USD, USD, USD, USD, 1, 0, T0 + 2 * MINUTE);
        assertEquals(1, door.rejectedCount(DataRejection.FUTURE));
        assertEquals(1, door.rejectedCount(DataRejection.OUT_OF_RANGE));
        assertEquals(1, door.rejectedCount(DataRejection.NOT_POSITIVE));
        assertEquals(List.of(), told.lines("bar"));
    }

    @Test
    void shouldTakeBackTheQuoteBeforeABadOne() {
        quote(1, 50 * USD, 51 * USD, 1, 1);
        quote(2, 52 * USD, 51 * USD, 1, 1);
        quote(3, 50 * USD, 51 * USD, 0, 1);
        quote(4, 0, 51 * USD, 1, 1);
        assertEquals(1, door.rejectedCount(DataRejection.CROSSED));
        assertEquals(2, door.rejectedCount(DataRejection.NOT_POSITIVE));
        List<String> quotes = told.lines("quote");
        assertEquals(4, quotes.size());
        assertTrue(quotes.get(1).endsWith(" - - 0 0"), quotes.toString());
    }

    @Test
    void shouldNotTakeBackAQuoteForOneThatIsOld() {
        quote(5, 50 * USD, 51 * USD, 1, 1);
        quote(3, 49 * USD, 51 * USD, 1, 1);
        door.quote("A", T0 + 10 * SECOND, 0, 50 * USD, 51 * USD, 1, 1, T0 + 5 * SECOND); // from the future
        assertEquals(1, told.lines("quote").size());
        assertEquals(1, door.rejectedCount(DataRejection.OUT_OF_ORDER));
        assertEquals(1, door.rejectedCount(DataRejection.FUTURE));
    }

    @Test
    void shouldStopASpikeAndLetTheMarketGoOn() {
        for (int i = 1; i <= 5; i++) {
            trade(i, 50 * USD, SHARE);
        }
        trade(6, 500 * USD, SHARE);
        trade(7, 51 * USD, SHARE);
        trade(8, 5 * USD, SHARE);
        quote(9, USD / 100, 51 * USD, 1, 1);
        assertEquals(3, door.rejectedCount(DataRejection.SPIKE));
        assertEquals(6, told.lines("trade").size());
    }

    @Test
    void shouldBelieveANewLevelThatEnoughPricesConfirm() {
        for (int i = 1; i <= 5; i++) {
            trade(i, 50 * USD, SHARE);
        }
        for (int i = 6; i <= 20; i++) {
            trade(i, 20 * USD + i * USD / 100, SHARE);
        }
        assertEquals(4, door.rejectedCount(DataRejection.SPIKE)); // FEED_MOVE_CONFIRMATIONS less the one that confirms
        trade(21, 50 * USD, SHARE);
        assertEquals(5, door.rejectedCount(DataRejection.SPIKE));
    }

    @Test
    void shouldNotBelieveSpikesThatDisagree() {
        for (int i = 1; i <= 5; i++) {
            trade(i, 50 * USD, SHARE);
        }
        for (int i = 6; i <= 25; i++) {
            trade(i, (i % 2 == 0 ? 500 : 5) * USD, SHARE);
        }
        assertEquals(20, door.rejectedCount(DataRejection.SPIKE));
    }

    @Test
    void shouldStartTheNextDayWithoutAMedian() {
        for (int i = 1; i <= 5; i++) {
            trade(i, 50 * USD, SHARE);
        }
        door.trade("A", T0 + 86_400 * SECOND, NONE, 5 * USD, SHARE, T0 + 86_400 * SECOND); // split ten for one
        assertEquals(0, door.rejectedCount(DataRejection.SPIKE));
    }

    @Test
    void shouldStopATradeGivenTwice() {
        door.trade("A", T0, 7, 50 * USD, SHARE, T0);
        door.trade("A", T0, 7, 50 * USD, SHARE, T0);
        door.trade("B", T0, 7, 50 * USD, SHARE, T0);
        door.trade("A", T0, NONE, 50 * USD, SHARE, T0);
        door.trade("A", T0, NONE, 50 * USD, SHARE, T0); // two prints may be alike
        assertEquals(1, door.rejectedCount(DataRejection.DUPLICATE));
        assertEquals(4, told.lines("trade").size());
    }

    @Test
    void shouldTakeTradesOutOfOrderWithinTheAllowedLatenessOnly() {
        trade(10, 50 * USD, SHARE);
        door.trade("A", T0 + 9 * SECOND, NONE, 50 * USD, SHARE, T0 + 10 * SECOND);
        door.trade("A", T0 + 9 * SECOND - 1, NONE, 50 * USD, SHARE, T0 + 10 * SECOND);
        assertEquals(1, door.rejectedCount(DataRejection.OUT_OF_ORDER));
        door.minuteClosed(T0, T0 + MINUTE + SECOND);
        door.trade("A", T0 + MINUTE - 1, NONE, 50 * USD, SHARE, T0 + MINUTE + SECOND);
        door.trade("A", T0 + MINUTE, NONE, 50 * USD, SHARE, T0 + MINUTE + SECOND);
        door.trade("A", T0 - 2 * 86_400 * SECOND, NONE, 50 * USD, SHARE, T0 + MINUTE + SECOND);
        assertEquals(3, door.rejectedCount(DataRejection.OUT_OF_ORDER));
    }

    @Test
    void shouldKeyBarsByTime() {
        bar(0, 50, 51, 49, 50, 100);
        bar(0, 50, 51, 49, 50, 100);           // again
        bar(2, 50, 51, 49, 50, 100);
        bar(1, 50, 51, 49, 50, 100);           // out of order, its minute is still open
        bar(0, 50, 52, 49, 50, 120);           // revised, whatever number it has
        door.minuteClosed(T0 + 3 * MINUTE, T0 + 4 * MINUTE);
        bar(3, 50, 51, 49, 50, 100);           // never seen, too late
        bar(2, 50, 51, 48, 50, 100);           // revised later
        assertEquals(1, door.rejectedCount(DataRejection.DUPLICATE));
        assertEquals(1, door.rejectedCount(DataRejection.OUT_OF_ORDER));
        assertEquals(List.of("r0", "r0", "r0", "r1", "r1"),
            told.lines("bar").stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList());
    }

    @Test
    void shouldCheckCorrections() {
        door.tradeCorrected("A", CorrectionKind.TRADE_CORRECTED, T0, 1, USD, SHARE, 0, SHARE, T0);
        door.tradeCorrected("A", CorrectionKind.TRADE_CORRECTED, T0, 1, USD, SHARE, USD, 0, T0);
        door.tradeCorrected("A", CorrectionKind.TRADE_CANCELLED, T0, 1, USD, SHARE, NONE, NONE, T0);
        assertEquals(2, door.rejectedCount(DataRejection.NOT_POSITIVE));
        assertEquals(1, told.lines("corrected").size());
    }

    @Test
    void shouldCheckTheRest() {
        door.dailyBar("A", 19_788, USD, USD, USD, USD, 1, T0); // tomorrow
        door.dailyBar("A", 19_786, USD, USD, 2 * USD, USD, 1, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - MINUTE, 19_787, 0, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - MINUTE, 19_787, 1_001 * USD, T0);
        door.volatility(VolatilitySource.MINUTE, T0, 19_787, USD, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - MINUTE, 19_787, USD, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - MINUTE, 19_787, USD, T0);
        door.volatility(VolatilitySource.MINUTE, T0 - 2 * MINUTE, 19_787, USD, T0);
        door.imbalance("A", T0, OrderSide.BUY, -1, NONE, NONE, NONE, T0);
        door.imbalance("A", T0, OrderSide.BUY, 1, 1, -USD, NONE, T0);
        door.imbalance("A", T0, OrderSide.BUY, 1, 1, USD, USD, T0);
        door.imbalance("A", T0 - 1, OrderSide.BUY, 1, 1, USD, USD, T0);
        assertEquals(1, told.lines("volatility").size());
        assertEquals(1, told.lines("imbalance").size());
        assertEquals(0, told.lines("daily").size());
        assertEquals(2, door.rejectedCount(DataRejection.FUTURE));
        assertEquals(2, door.rejectedCount(DataRejection.OUT_OF_ORDER));
        assertEquals(1, door.rejectedCount(DataRejection.DUPLICATE));
    }

    @Test
    void shouldTellTheFirstAtOnceAndRepetitionsOnceAMinute() {
        for (int i = 0; i < 1_000; i++) {
            trade(1, 0, SHARE);
        }
        assertEquals(List.of("rejected A NOT_POSITIVE 1 trade 2024-03-05T14:30:01Z 0.00 x 1"), told.lines("rejected"));
        told.lines.clear();
        door.minuteClosed(T0, T0 + MINUTE);
        door.minuteClosed(T0 + MINUTE, T0 + 2 * MINUTE);
        assertEquals(List.of("rejected A NOT_POSITIVE 999 trade 2024-03-05T14:30:01Z 0.00 x 1"), told.lines("rejected"));
        told.lines.clear();
        trade(1, 0, SHARE); // a new row of them
        assertEquals(1, told.lines("rejected").size());
        assertEquals(1_001, door.rejectedCount(DataRejection.NOT_POSITIVE));
    }

    @Test
    void shouldCountWhatTheParserStopped() {
        door.rejected("A", DataRejection.NOT_A_NUMBER, 1, T0, "p=NaN", T0);
        door.rejected("A", DataRejection.NOT_A_NUMBER, 1, T0, "p=Infinity", T0);
        assertEquals(List.of("rejected A NOT_A_NUMBER 1 p=NaN"), told.lines);
        assertEquals(2, door.rejectedCount(DataRejection.NOT_A_NUMBER));
    }

    @Test
    void shouldNeverLetThroughWhatCannotBe() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("DoorTest seed " + seed + " (-Dseed=)");
        Random random = new Random(seed);
        Checking checking = new Checking();
        Door fuzzed = new Door(EngineSettings.of(Map.of()).feed(), checking);
        long now = T0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(400) * 1_000_000L;
            long market = random.nextInt(20) == 0 ? random.nextLong() : now - random.nextInt(2_000) * 1_000_000L;
            switch (random.nextInt(4)) {
                case 0 -> fuzzed.trade("A", market, random.nextInt(5) == 0 ? NONE : random.nextInt(1_000), any(random), anyQty(random), now);
                case 1 -> fuzzed.quote("A", market, 0, any(random), any(random), anyQty(random), anyQty(random), now);
                case 2 -> fuzzed.bar("A", market - Math.floorMod(market, MINUTE), MINUTE, any(random), any(random), any(random), any(random),
                    anyQty(random), 0, now);
                default -> fuzzed.minuteClosed(now - Math.floorMod(now, MINUTE) - MINUTE, now);
            }
        }
        assertTrue(checking.passedCount > 1_000, "passed " + checking.passedCount);
    }

    private static long any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> 0;
            case 2 -> -50 * USD;
            case 3 -> NONE;
            default -> (49_00 + random.nextInt(200)) * FixedPoint.E8_PER_CENT;
        };
    }

    private static long anyQty(Random random) {
        return random.nextInt(6) == 0 ? random.nextLong() : random.nextInt(1_000) * SHARE / 100;
    }

    /** What the engine computes with must be possible. */
    private static final class Checking extends ForwardingSink {

        private int passedCount;

        Checking() {
            super(new ToldSink());
        }

        private void check(long priceE8) {
            assertTrue(priceE8 > 0 && priceE8 <= 1_000_000 * USD && priceE8 % FixedPoint.E8_PER_PX == 0, "price " + priceE8);
            passedCount++;
        }

        @Override
        public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
            check(priceE8);
            assertTrue(qtyE9 > 0);
            assertTrue(marketNanos <= receivedNanos + SECOND && marketNanos > receivedNanos - 86_401 * SECOND);
        }

        @Override
        public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
                long receivedNanos) {
            if (bidE8 != NONE) {
                check(bidE8);
            }
            if (askE8 != NONE) {
                check(askE8);
            }
            assertTrue(bidE8 == NONE || askE8 == NONE || bidE8 <= askE8);
            assertTrue(bidShares >= 0 && askShares >= 0);
        }

        @Override
        public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
                long volumeShares, int revision, long receivedNanos) {
            check(lowE8);
            check(highE8);
            assertTrue(highE8 >= Math.max(openE8, closeE8) && lowE8 <= Math.min(openE8, closeE8) && volumeShares >= 0);
            assertTrue(startNanos + lengthNanos <= receivedNanos + SECOND);
        }
    }

    private void stopsTrade(DataRejection reason, long priceE8, long qtyE9) {
        long before = door.rejectedCount(reason);
        trade(1, priceE8, qtyE9);
        assertEquals(before + 1, door.rejectedCount(reason));
        assertEquals(List.of(), told.lines("trade"));
    }

    private void stopsBar(DataRejection reason, int open, int high, int low, int close, long shares) {
        long before = door.rejectedCount(reason);
        bar(0, open, high, low, close, shares);
        assertEquals(before + 1, door.rejectedCount(reason));
        assertEquals(List.of(), told.lines("bar"));
    }

    private void trade(int second, long priceE8, long qtyE9) {
        door.trade("A", T0 + second * SECOND, ++tradeCount, priceE8, qtyE9, T0 + second * SECOND);
    }

    private void quote(int second, long bidE8, long askE8, long bidShares, long askShares) {
        door.quote("A", T0 + second * SECOND, 0, bidE8, askE8, bidShares, askShares, T0 + second * SECOND);
    }

    private void bar(int minute, int open, int high, int low, int close, long shares) {
        door.bar("A", T0 + minute * MINUTE, MINUTE, open * USD, high * USD, low * USD, close * USD, shares, 0, T0 + 5 * MINUTE);
    }
}
