package io.tradebot.journal.value;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Arithmetic on scaled longs that never wraps and never rounds unasked. Pure functions, any thread, no allocation on the
 * usual paths.
 *
 * <p>Scales: a price or cash value {@code E8} is USD x 10^8, a quantity {@code E9} is units x 10^9, {@code px} is USD x
 * 10^4 (the grid of market prices), cents are USD x 10^2, ppm is a ratio x 10^6.
 */
public final class FixedPoint {

    /** 10^8: scale of prices and cash. */
    public static final long E8 = 100_000_000L;
    /** 10^9: scale of quantities. */
    public static final long E9 = 1_000_000_000L;
    /** 10^6: scale of ratios. */
    public static final long PPM = 1_000_000L;
    /** {@code E8} units in one price step of 0.0001 USD. */
    public static final long E8_PER_PX = 10_000L;
    /** {@code E8} units in one cent. */
    public static final long E8_PER_CENT = 1_000_000L;
    /** {@code E9} units in one micro-share. */
    public static final long E9_PER_MICRO = 1_000L;

    private static final long DIGIT_MASK = 0xFFFF_FFFFL;

    private FixedPoint() {
    }

    /** A price in px (USD x 10^4) as E8; too large a price is an error. */
    public static long pxToE8(long px) {
        return Math.multiplyExact(px, E8_PER_PX);
    }

    /** Money in cents as E8; too large an amount is an error. */
    public static long centsToE8(long cents) {
        return Math.multiplyExact(cents, E8_PER_CENT);
    }

    /** Money (E8) rounded to whole cents (E8), ties away from zero. */
    public static long roundToCentsHalfUp(long cashE8) {
        long cents = multiplyDivideHalfUp(Math.absExact(cashE8), 1, E8_PER_CENT);
        return centsToE8(cashE8 < 0 ? -cents : cents);
    }

    /** {@code floor(a * b / divisor)} for non-negative {@code a}, {@code b} and positive {@code divisor}, through 128 bits. */
    public static long multiplyDivideFloor(long a, long b, long divisor) {
        requireNonNegative(a, b, divisor);
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0) {
            return low / divisor;
        }
        return divide128(high, low, divisor);
    }

    /** {@code ceil(a * b / divisor)} for non-negative {@code a}, {@code b} and positive {@code divisor}, through 128 bits. */
    public static long multiplyDivideCeil(long a, long b, long divisor) {
        long floor = multiplyDivideFloor(a, b, divisor);
        return a * b == floor * divisor ? floor : Math.addExact(floor, 1); // equal modulo 2^64 and closer than divisor: equal
    }

    /** {@code a * b / divisor}, ties away from zero, for non-negative arguments, through 128 bits. */
    public static long multiplyDivideHalfUp(long a, long b, long divisor) {
        long floor = multiplyDivideFloor(a, b, divisor);
        long remainder = a * b - floor * divisor; // exact: the true remainder is below divisor
        return remainder >= divisor - remainder ? Math.addExact(floor, 1) : floor;
    }

    /**
     * Reads a plain decimal such as {@code -12.34} exactly.
     *
     * @param scale digits behind the point that the result keeps; more digits (other than zeros) are an error
     * @throws NumberFormatException when the text is no plain decimal, has more digits than {@code scale}, or does not fit
     */
    public static long parse(CharSequence text, int scale) {
        int length = text.length();
        int at = 0;
        boolean negative = length > 0 && text.charAt(0) == '-';
        if (negative) {
            at++;
        }
        long value = 0; // collected below zero, where one number more fits
        int digits = 0;
        int behindPoint = -1;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && behindPoint < 0) {
                behindPoint = 0;
            } else if (c >= '0' && c <= '9') {
                digits++;
                if (behindPoint >= scale) {
                    if (c != '0') {
                        throw new NumberFormatException("'" + text + "' has more than " + scale + " digits behind the point");
                    }
                    continue;
                }
                value = appendDigit(value, c - '0', negative, text);
                if (behindPoint >= 0) {
                    behindPoint++;
                }
            } else {
                throw new NumberFormatException("'" + text + "' is not a plain decimal number");
            }
        }
        if (digits == 0) {
            throw new NumberFormatException("'" + text + "' is not a plain decimal number");
        }
        for (int i = Math.max(behindPoint, 0); i < scale; i++) {
            value = appendDigit(value, 0, negative, text);
        }
        return negative ? value : -value;
    }

    private static long appendDigit(long value, int digit, boolean negative, CharSequence text) {
        long lowest = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        if (value < (lowest + digit) / 10) {
            throw new NumberFormatException("'" + text + "' does not fit into 64 bits at its scale");
        }
        return value * 10 - digit;
    }

    /** Appends {@code value / 10^scale} with exactly {@code decimals <= scale} digits; the digits left out must be zero. */
    public static StringBuilder append(StringBuilder target, long value, int scale, int decimals) {
        BigDecimal exact = BigDecimal.valueOf(value, scale).setScale(decimals, RoundingMode.UNNECESSARY);
        return target.append(exact.toPlainString());
    }

    /** {@code value / 10^scale} with exactly {@code decimals <= scale} digits; the digits left out must be zero. */
    public static String format(long value, int scale, int decimals) {
        return append(new StringBuilder(24), value, scale, decimals).toString();
    }

    /** {@code value / 10^scale} with at least {@code minDecimals} digits behind the point and as many more as are not zero. */
    public static String formatShort(long value, int scale, int minDecimals) {
        BigDecimal exact = BigDecimal.valueOf(value, scale).stripTrailingZeros();
        return exact.setScale(Math.max(minDecimals, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    /** {@code value / divisor}, which must leave no rest. */
    public static long divideExact(long value, long divisor) {
        long quotient = value / divisor;
        if (quotient * divisor != value || value == Long.MIN_VALUE && divisor == -1) {
            throw new ArithmeticException(value + " is not a multiple of " + divisor + ", or the quotient does not fit");
        }
        return quotient;
    }

    private static void requireNonNegative(long a, long b, long divisor) {
        if (a < 0 || b < 0 || divisor <= 0) {
            throw new ArithmeticException("expected non-negative factors and a positive divisor, got " + a + " * " + b
                + " / " + divisor);
        }
    }

    /**
     * A non-negative 128-bit number by a positive long: schoolbook division with two digits of 32 bits, the divisor shifted
     * so that its highest bit is set, which bounds each guessed digit to at most two too high (Knuth, algorithm D).
     */
    private static long divide128(long high, long low, long divisor) {
        if (Long.compareUnsigned(high, divisor) >= 0) {
            throw new ArithmeticException("quotient does not fit into 64 bits");
        }
        int shift = Long.numberOfLeadingZeros(divisor); // at least 1, as the divisor is positive
        long shifted = divisor << shift;
        long lowShifted = low << shift;
        long rest = high << shift | low >>> Long.SIZE - shift;
        long digitHigh = quotientDigit(rest, lowShifted >>> Integer.SIZE, shifted);
        rest = (rest << Integer.SIZE | lowShifted >>> Integer.SIZE) - digitHigh * shifted; // exact: the true rest is below shifted
        long digitLow = quotientDigit(rest, lowShifted & DIGIT_MASK, shifted);
        long quotient = (digitHigh << Integer.SIZE) + digitLow;
        if (quotient < 0) {
            throw new ArithmeticException("quotient does not fit into 63 bits");
        }
        return quotient;
    }

    /** floor((rest x 2^32 + next) / divisor) for rest below divisor and a divisor with its highest bit set, all unsigned. */
    private static long quotientDigit(long rest, long next, long divisor) {
        long divisorHigh = divisor >>> Integer.SIZE;
        long divisorLow = divisor & DIGIT_MASK;
        long digit = Long.divideUnsigned(rest, divisorHigh);
        long left = rest - digit * divisorHigh;
        while (left <= DIGIT_MASK
                && (digit > DIGIT_MASK || Long.compareUnsigned(digit * divisorLow, left << Integer.SIZE | next) > 0)) {
            digit--;
            left += divisorHigh;
        }
        return digit;
    }
}
