package io.tradebot.engine.selection;

import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CapitalSharesTest {

    private static long[] ppm(String text) {
        return Arrays.stream(text.split("/")).mapToLong(share -> Math.round(Double.parseDouble(share) * 1_000_000)).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "0.4/0.2/0.2/0.2, 1, 1",
        "0.4/0.2/0.2/0.2, 2, 0.6/0.4",
        "0.4/0.2/0.2/0.2, 3, 0.4/0.3/0.3",
        "0.4/0.2/0.2/0.2, 4, 0.4/0.2/0.2/0.2",
        "0.2/0.5, 2, 0.2/0.5",
        "0.2/0.5, 1, 0.7",
        "0.2/0.3/0.1, 2, 0.4/0.2",
        "0.333333/0.333333/0.333333, 2, 0.666666/0.333333",
        "0.3/0.1/0.2/0.1, 3, 0.3/0.266666/0.133333",
        "1, 1, 1"
    })
    void shouldFollowTheTableOfTheRules(String weights, int slotCount, String shares) {
        assertArrayEquals(ppm(shares), CapitalShares.of(ppm(weights), slotCount));
    }

    @Test
    void shouldNeverGiveMoreThanTheWeightsAndLoseLessThanAMillionthASlot() {
        long seed = Seed.take("CapitalSharesTest");
        RandomGenerator random = Seed.generator(seed);
        for (int i = 0; i < 20_000; i++) {
            long[] weights = random.longs(random.nextInt(1, 12), 1, 80_000).toArray();
            int slotCount = random.nextInt(1, weights.length + 1);
            long[] given = weights.clone();
            long[] shares = CapitalShares.of(weights, slotCount);
            String what = "seed " + seed + " weights " + Arrays.toString(weights) + " slots " + slotCount + " shares " + Arrays.toString(shares);
            assertArrayEquals(given, weights, what);
            assertEquals(slotCount, shares.length, what);
            long lost = Arrays.stream(weights).sum() - Arrays.stream(shares).sum();
            assertTrue(lost >= 0 && lost < slotCount, what);
            for (int s = 1; s < slotCount && slotCount < weights.length; s++) {
                assertTrue(shares[s - 1] >= shares[s], what);
            }
        }
    }
}
