package io.tradebot.projections.tax;

import io.tradebot.projections.tax.WashSales.Acquisition;
import io.tradebot.projections.tax.WashSales.Disposal;
import io.tradebot.projections.tax.WashSales.Mark;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WashSalesTest {

    private static final long SHARE = 1_000_000_000L;
    private static final long DAY = 20_000;

    private static Acquisition bought(long lotId, long day, long shares) {
        return new Acquisition(lotId, "SPY", false, DAY + day, shares * SHARE);
    }

    private static Disposal sold(long useId, long lotId, long day, long shares, long gainCents) {
        return new Disposal(useId, lotId, "SPY", false, DAY + day, shares * SHARE, gainCents);
    }

    /** The example of Publication 550: 100 shares bought for 1000, sold for 750, and 100 bought within 30 days for 800. */
    @Test
    void shouldDisallowTheLossAndAddItToTheNewShares() {
        WashSales.Result result = WashSales.find(List.of(bought(1, 0, 100), bought(2, 60, 100)),
            List.of(sold(1, 1, 40, 100, -25_000), sold(2, 2, 400, 100, 10_000)));
        assertEquals(List.of(new Mark(1, 2, 100 * SHARE, 25_000)), result.marks());
        assertEquals(Map.of(2L, 25_000L), result.carriedCentsByUse());
    }

    @Test
    void shouldLookThirtyDaysBothWays() {
        for (long day : new long[] {10, 70}) {
            assertEquals(1, WashSales.find(List.of(bought(1, 0, 10), bought(2, day, 10)), List.of(sold(1, 1, 40, 10, -100))).marks().size());
        }
        for (long day : new long[] {9, 71}) {
            assertEquals(0, WashSales.find(List.of(bought(1, 0, 10), bought(2, day, 10)), List.of(sold(1, 1, 40, 10, -100))).marks().size());
        }
    }

    @Test
    void shouldUseEachReplacementShareOnceInOrderOfPurchase() {
        WashSales.Result result = WashSales.find(List.of(bought(1, 0, 10), bought(2, 0, 10), bought(3, 45, 4), bought(4, 44, 12)),
            List.of(sold(1, 1, 40, 10, -1_001), sold(2, 2, 41, 10, -500)));
        assertEquals(List.of(new Mark(1, 4, 10 * SHARE, 1_001), new Mark(2, 4, 2 * SHARE, 100), new Mark(2, 3, 4 * SHARE, 200)),
            result.marks());
    }

    @Test
    void shouldNotCountWhatIsGoneGainsOtherSymbolsOrTheSameLot() {
        assertEquals(List.of(), WashSales.find(List.of(bought(1, 0, 10), bought(2, 20, 10)),
            List.of(sold(1, 2, 30, 10, 50), sold(2, 1, 40, 10, -100))).marks(), "the second lot was sold before the loss");
        assertEquals(List.of(), WashSales.find(List.of(bought(1, 0, 10), bought(2, 45, 10)), List.of(sold(1, 1, 40, 10, 100))).marks());
        assertEquals(List.of(), WashSales.find(List.of(bought(1, 30, 10)), List.of(sold(1, 1, 40, 5, -100))).marks());
        assertEquals(List.of(), WashSales.find(List.of(bought(1, 0, 10), new Acquisition(2, "QQQ", false, DAY + 45, SHARE),
            new Acquisition(3, "SPY", true, DAY + 45, SHARE)), List.of(sold(1, 1, 40, 10, -100))).marks());
    }

    @Test
    void shouldDisallowACarriedLossAgain() {
        WashSales.Result result = WashSales.find(List.of(bought(1, 0, 10), bought(2, 1, 10), bought(3, 2, 10)),
            List.of(sold(1, 1, 0, 10, -300), sold(2, 2, 1, 10, 100), sold(3, 3, 2, 10, 0)));
        assertEquals(List.of(new Mark(1, 2, 10 * SHARE, 300), new Mark(2, 3, 10 * SHARE, 200)), result.marks());
        assertEquals(Map.of(2L, 300L, 3L, 200L), result.carriedCentsByUse());
    }
}
