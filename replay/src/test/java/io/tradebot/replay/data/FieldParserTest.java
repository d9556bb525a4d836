package io.tradebot.replay.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.value.FixedPoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldParserTest {

    @Test
    void shouldKnowEveryDayFrom1970To2200() {
        for (LocalDate day = LocalDate.EPOCH; day.getYear() < 2200; day = day.plusDays(1)) {
            assertEquals(day.toEpochDay(), epochDay(day.toString()), day.toString());
        }
        for (String wrong : new String[] {"2019-02-29", "2100-02-29", "2020-04-31", "2020-00-10", "2020-10-00", "1969-12-31",
            "2020/10/10", "2020-10-1", "", "20201010", "2020-1a-10"}) {
            assertTrue(epochDay(wrong) < 0, wrong);
        }
    }

    @Test
    void shouldReadStampsLikeInstant() {
        long seed = 20261120;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long second = (long) (random.nextDouble() * 7_000_000_000L);
            byte[] bytes = ("#" + Instant.ofEpochSecond(second) + "#").getBytes(StandardCharsets.US_ASCII);
            assertEquals(second, FieldParser.utcStamp(bytes, 1, bytes.length - 1), "seed " + seed);
        }
    }

    @Test
    void shouldReadDecimalsLikeFixedPoint() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            int decimals = random.nextInt(9);
            long value = Math.abs(random.nextLong()) % 1_000_000_000_000_000_000L / (long) Math.pow(10, random.nextInt(18));
            long shown = value - value % (long) Math.pow(10, 8 - decimals);
            String text = FixedPoint.format(shown, 8, decimals);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertEquals(FixedPoint.parse(text, 8), FieldParser.decimalE8(bytes, 0, bytes.length, 8), text + " seed " + seed);
        }
    }

    private static long epochDay(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return FieldParser.epochDay(bytes, 0, bytes.length);
    }
}
