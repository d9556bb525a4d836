package io.tradebot.journal.value;

import io.tradebot.journal.event.Seed;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.LongSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every result is compared with exact arithmetic of any size; what does not fit must be an exception. */
class FixedPointTest {

    private static final int ROUNDS = 100_000;
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Random random = Seed.random("FixedPointTest");

    @Test
    void shouldDivideProductsLikeExactArithmetic() {
        for (int i = 0; i < ROUNDS; i++) {
            check(nonNegative(), nonNegative(), Math.max(1, nonNegative()));
        }
    }

    @Test
    void shouldDivideProductsAtTheEdges() {
        long[] edges = {0, 1, 2, 3, 9, 10, 99_999_999, 100_000_000, 1L << 31, (1L << 32) - 1, 1L << 32, 3_037_000_499L,
            3_037_000_500L, 1L << 62, (1L << 62) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        for (long a : edges) {
            for (long b : edges) {
                for (long divisor : edges) {
                    if (divisor > 0) {
                        check(a, b, divisor);
                    }
                }
            }
        }
    }

    /** Products around a multiple of the divisor, where floor, half up and ceil part. */
    @Test
    void shouldRoundAroundTiesLikeExactArithmetic() {
        for (int i = 0; i < ROUNDS; i++) {
            long divisor = 2 * Math.max(1, nonNegative() / 4);
            long quotient = nonNegative();
            BigInteger half = BigInteger.valueOf(quotient).multiply(BigInteger.valueOf(divisor))
                .add(BigInteger.valueOf(divisor / 2 + random.nextInt(3) - 1));
            if (half.bitLength() < Long.SIZE) {
                check(half.longValueExact(), 1, divisor);
                check(1, half.longValueExact(), divisor);
            }
            long odd = 2 * (nonNegative() >>> 1) + 1;
            check(odd, divisor / 2, divisor); // exactly half above a whole number, mostly beyond 64 bits
        }
    }

    private static void check(long a, long b, long divisor) {
        BigDecimal exact = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
        BigDecimal by = BigDecimal.valueOf(divisor);
        compare(exact.divide(by, 0, RoundingMode.FLOOR), () -> FixedPoint.multiplyDivideFloor(a, b, divisor), a, b, divisor);
        compare(exact.divide(by, 0, RoundingMode.CEILING), () -> FixedPoint.multiplyDivideCeil(a, b, divisor), a, b, divisor);
        compare(exact.divide(by, 0, RoundingMode.HALF_UP), () -> FixedPoint.multiplyDivideHalfUp(a, b, divisor), a, b, divisor);
    }

    private static void compare(BigDecimal expected, LongSupplier actual, long a, long b, long divisor) {
        BigInteger whole = expected.toBigIntegerExact();
        if (whole.compareTo(LONG_MAX) > 0) {
            assertThrows(ArithmeticException.class, actual::getAsLong, a + " * " + b + " / " + divisor);
        } else if (whole.longValueExact() != actual.getAsLong()) {
            assertEquals(whole.longValueExact(), actual.getAsLong(), a + " * " + b + " / " + divisor);
        }
    }

    @Test
    void shouldRefuseNegativeFactorsAndDivisorsBelowOne() {
        assertThrows(ArithmeticException.class, () -> FixedPoint.multiplyDivideFloor(-1, 1, 1));
        assertThrows(ArithmeticException.class, () -> FixedPoint.multiplyDivideCeil(1, -1, 1));
        assertThrows(ArithmeticException.class, () -> FixedPoint.multiplyDivideHalfUp(1, 1, 0));
        assertThrows(ArithmeticException.class, () -> FixedPoint.multiplyDivideFloor(1, 1, Long.MIN_VALUE));
    }

    @Test
    void shouldParseWhatExactArithmeticParses() {
        for (int i = 0; i < ROUNDS; i++) {
            int scale = random.nextInt(10);
            BigDecimal decimal = BigDecimal.valueOf(anyLong(), random.nextInt(13));
            String text = decimal.toPlainString();
            BigDecimal scaled = decimal.movePointRight(scale).stripTrailingZeros();
            boolean fits = scaled.scale() <= 0 && scaled.toBigInteger().bitLength() < Long.SIZE;
            if (fits) {
                assertEquals(scaled.longValueExact(), FixedPoint.parse(text, scale), text);
                assertEquals(scaled.longValueExact(), FixedPoint.parse(new StringBuilder(text), scale), text);
            } else {
                NumberFormatException e =
                    assertThrows(NumberFormatException.class, () -> FixedPoint.parse(text, scale), text + " to " + scale);
                assertTrue(e.getMessage().contains(text), e.getMessage());
            }
        }
    }

    @Test
    void shouldParseTheLargestAndTheSmallestNumber() {
        assertEquals(Long.MAX_VALUE, FixedPoint.parse("92233720368.54775807", 8));
        assertEquals(Long.MIN_VALUE, FixedPoint.parse("-92233720368.54775808", 8));
        assertThrows(NumberFormatException.class, () -> FixedPoint.parse("92233720368.54775808", 8));
        assertThrows(NumberFormatException.class, () -> FixedPoint.parse("-92233720368.54775809", 8));
        assertThrows(NumberFormatException.class, () -> FixedPoint.parse("9223372036854775808", 0));
    }

    @Test
    void shouldParsePlainFormsOfANumber() {
        assertEquals(0, FixedPoint.parse("-0", 2));
        assertEquals(50, FixedPoint.parse(".5", 2));
        assertEquals(500, FixedPoint.parse("5.", 2));
        assertEquals(1_250, FixedPoint.parse("0012.5000000000000000000000", 2));
    }

    @Test
    void shouldRefuseWhatIsNoPlainDecimal() {
        for (String text : new String[]{"", "-", ".", "-.", "+1", "1e3", "1,5", " 1", "1 ", "1.2.3", "--1", "1-", "NaN", "Infinity",
            "0x10", "\u0661", "1_000", "\u22121"}) {
            NumberFormatException e = assertThrows(NumberFormatException.class, () -> FixedPoint.parse(text, 4), text);
            assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
        }
        assertThrows(NumberFormatException.class, () -> FixedPoint.parse("1.00001", 4));
    }

    @Test
    void shouldFormatLikeExactArithmetic() {
        for (int i = 0; i < ROUNDS; i++) {
            int scale = random.nextInt(10);
            int decimals = random.nextInt(scale + 1);
            long value = anyLong();
            BigDecimal exact = BigDecimal.valueOf(value, scale);
            String shortest = FixedPoint.formatShort(value, scale, decimals);
            assertEquals(0, exact.compareTo(new BigDecimal(shortest)), shortest);
            int digits = new BigDecimal(shortest).scale();
            assertTrue(digits == decimals || digits > decimals && !shortest.endsWith("0"), shortest + " at least " + decimals);
            assertEquals(exact.toPlainString(), FixedPoint.format(value, scale, scale));
            if (exact.stripTrailingZeros().scale() <= decimals) {
                String text = FixedPoint.format(value, scale, decimals);
                assertEquals(exact.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString(), text);
                assertEquals(value, FixedPoint.parse(text, scale));
            } else {
                assertThrows(ArithmeticException.class, () -> FixedPoint.format(value, scale, decimals));
            }
        }
    }

    @Test
    void shouldFormatReadably() {
        assertEquals("12.3450", FixedPoint.format(1_234_500_000L, 8, 4));
        assertEquals("-0.05", FixedPoint.format(-5, 2, 2));
        assertEquals("0.00", FixedPoint.format(0, 8, 2));
        assertEquals("12.345", FixedPoint.formatShort(1_234_500_000L, 8, 2));
        assertEquals("100.00", FixedPoint.formatShort(10_000_000_000L, 8, 2));
        assertEquals("0", FixedPoint.formatShort(0, 9, 0));
        assertEquals("-92233720368.54775808", FixedPoint.formatShort(Long.MIN_VALUE, 8, 2));
        assertEquals("-9223372036854775808", FixedPoint.format(Long.MIN_VALUE, 0, 0));
        assertEquals("x=1.50", FixedPoint.append(new StringBuilder("x="), 150, 2, 2).toString());
    }

    @Test
    void shouldDivideOnlyWithoutRest() {
        assertEquals(-7, FixedPoint.divideExact(-70_000, FixedPoint.E8_PER_PX));
        assertThrows(ArithmeticException.class, () -> FixedPoint.divideExact(70_001, FixedPoint.E8_PER_PX));
        assertThrows(ArithmeticException.class, () -> FixedPoint.divideExact(Long.MIN_VALUE, -1));
        assertThrows(ArithmeticException.class, () -> FixedPoint.divideExact(1, 0));
    }

    private long nonNegative() {
        return random.nextLong() >>> 1 + random.nextInt(Long.SIZE - 1);
    }

    private long anyLong() {
        long value = random.nextLong() >> random.nextInt(Long.SIZE);
        int zeros = random.nextInt(8);
        for (int i = 0; i < zeros; i++) {
            value = value / 10 * 10;
        }
        return random.nextInt(100) == 0 ? Long.MIN_VALUE : random.nextBoolean() ? value : value / 1_000_000 * 1_000_000;
    }

    @Test
    void shouldScalePricesAndCentsOrRefuse() {
        assertEquals(1_234_500_000_000L, FixedPoint.pxToE8(123_450_000L));
        assertEquals(-1_234_000_000L, FixedPoint.centsToE8(-1_234L));
        assertThrows(ArithmeticException.class, () -> FixedPoint.pxToE8(Long.MAX_VALUE / 1_000));
        assertThrows(ArithmeticException.class, () -> FixedPoint.centsToE8(Long.MAX_VALUE / 1_000));
    }

    @Test
    void shouldRoundMoneyToCentsAwayFromZeroOnATie() {
        assertEquals(0, FixedPoint.roundToCentsHalfUp(499_999));
        assertEquals(1_000_000, FixedPoint.roundToCentsHalfUp(500_000));
        assertEquals(1_000_000, FixedPoint.roundToCentsHalfUp(1_499_999));
        assertEquals(0, FixedPoint.roundToCentsHalfUp(-499_999));
        assertEquals(-1_000_000, FixedPoint.roundToCentsHalfUp(-500_000));
        assertThrows(ArithmeticException.class, () -> FixedPoint.roundToCentsHalfUp(Long.MIN_VALUE));
        assertThrows(ArithmeticException.class, () -> FixedPoint.roundToCentsHalfUp(Long.MAX_VALUE));
    }
}
