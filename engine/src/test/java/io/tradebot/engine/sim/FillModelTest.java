package io.tradebot.engine.sim;

import io.tradebot.engine.script.Seed;
import io.tradebot.engine.settings.EngineSettings;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FillModelTest {

    private static FillModel model(String slippage, String perOrder, String perShare) {
        return new FillModel(EngineSettings.of(Map.of("SLIPPAGE", slippage, "COMMISSION_PER_ORDER", perOrder, "COMMISSION_PER_SHARE", perShare)));
    }

    @Test
    void shouldLeaveExactPricesAlone() {
        FillModel free = model("0", "0", "0");
        assertEquals(123_456, free.buyPx(123_456));
        assertEquals(123_456, free.sellPx(123_456));
        assertEquals(0, free.commissionE8(1_000_000_000_000L));
    }

    @Test
    void shouldNotSellForNothing() {
        assertEquals(1, model("1", "0", "0").sellPx(50_000));
    }

    @Test
    void shouldRoundAgainstTheTrader() {
        FillModel model = model("0.0001", "0", "0");
        assertEquals(105_011, model.buyPx(105_000)); // 105010.5
        assertEquals(104_989, model.sellPx(105_000)); // 104989.5
    }

    @Test
    void shouldEqualTheFormulasOfTheRules() {
        long seed = Seed.take("FillModelTest");
        RandomGenerator random = Seed.generator(seed);
        for (int i = 0; i < 2_000; i++) {
            BigDecimal slippage = BigDecimal.valueOf(random.nextInt(0, 20_000), 6);
            BigDecimal perOrder = BigDecimal.valueOf(random.nextInt(0, 1_000), 2);
            BigDecimal perShare = BigDecimal.valueOf(random.nextInt(0, 30_000), 6);
            long px = random.nextLong(1, 100_000_000);
            long qtyE9 = random.nextLong(1, 100_000_000_000L) * 1_000;
            FillModel model = model(slippage.toPlainString(), perOrder.toPlainString(), perShare.toPlainString());
            String what = "seed " + seed + " slippage " + slippage + " px " + px + " qty " + qtyE9 + " rates " + perOrder + " " + perShare;

            BigDecimal price = BigDecimal.valueOf(px);
            assertEquals(price.multiply(BigDecimal.ONE.add(slippage)).setScale(0, RoundingMode.CEILING).longValueExact(), model.buyPx(px), what);
            assertEquals(Math.max(1, price.multiply(BigDecimal.ONE.subtract(slippage)).setScale(0, RoundingMode.FLOOR).longValueExact()),
                model.sellPx(px), what);
            BigDecimal shares = BigDecimal.valueOf(qtyE9, 9);
            BigDecimal fee = perOrder.add(shares.multiply(perShare).setScale(2, RoundingMode.CEILING));
            assertEquals(fee.movePointRight(8).longValueExact(), model.commissionE8(qtyE9), what);
        }
    }

    @Test
    void shouldChargeALegTheSameInHoweverManyParts() {
        FillModel model = model("0", "1.00", "0.005");
        long whole = model.commissionE8(190_000_000_000L);
        long parts = model.commissionE8(0, 100_000_000_000L) + model.commissionE8(100_000_000_000L, 90_000_000_000L);
        assertEquals(whole, parts);
        assertEquals(195_000_000L, whole);
        assertEquals(45_000_000L, model.commissionE8(100_000_000_000L, 90_000_000_000L));
    }
}
