package io.tradebot.engine.position;

import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LegAmountTest {

    @ParameterizedTest
    @CsvSource({
        "10.00, 1, 1, 10.00",
        "10.4211, 192.122958, 1, 2002.13",
        "0.0100, 0.5, 1, 0.01",
        "0.0100, 0.499999, 1, 0.00",
        "1.2345, 2, 100, 246.90",
    })
    void shouldRoundHalfUpToTheCent(BigDecimal price, BigDecimal qty, int multiplier, BigDecimal amount) {
        assertEquals(amount.movePointRight(8).longValueExact(),
            LegAmount.ofE8(price.movePointRight(8).longValueExact(), qty.movePointRight(9).longValueExact(), multiplier));
    }

    @Test
    void shouldEqualTheFormulaOfTheRules() {
        long seed = Seed.take("LegAmountTest");
        RandomGenerator random = Seed.generator(seed);
        for (int i = 0; i < 20_000; i++) {
            long px = random.nextLong(1, 100_000_000);
            long qtyMicro = random.nextLong(1, 90_000_000_000L);
            long cents = BigDecimal.valueOf(px).multiply(BigDecimal.valueOf(qtyMicro)).add(BigDecimal.valueOf(50_000_000))
                .divide(BigDecimal.valueOf(100_000_000), 0, RoundingMode.FLOOR).longValueExact();
            assertEquals(cents * 1_000_000, LegAmount.ofE8(px * 10_000, qtyMicro * 1_000, 1), "seed " + seed + " px " + px + " qty " + qtyMicro);
        }
    }
}
