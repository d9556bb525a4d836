package io.tradebot.replay.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Named numbers joined by {@code + - x /} and worked out from left to right, so that it can be repeated with a pocket
 * calculator: {@code high 13.60 x (1 + STRAT_OPEN_BUFFER) 1.02 = 13.872}. Exact: a fraction inside, rounded only where the rules round,
 * and then the text says how. Immutable, any thread.
 */
final class Expression {

    private static final int MOST_ZEROS = 4;

    private final String text;
    private final int termCount;
    private final BigDecimal numerator;
    private final BigDecimal denominator;
    private final String rounding;
    /** Digits that the result is shown with at least: those of its terms, at most four. */
    private final int decimals;

    private Expression(String text, int termCount, BigDecimal numerator, BigDecimal denominator, String rounding, int decimals) {
        this.text = text;
        this.termCount = termCount;
        this.numerator = numerator;
        this.denominator = denominator;
        this.rounding = rounding;
        this.decimals = Math.min(MOST_ZEROS, decimals);
    }

    static Expression of(String name, BigDecimal value) {
        return new Expression(name + ' ' + value.toPlainString(), 1, value, BigDecimal.ONE, "", value.scale());
    }

    /** A point in time; compared, never computed with. */
    static Expression ofTime(String name, long nanos) {
        return new Expression(name + ' ' + Numbers.time(nanos), 1, BigDecimal.valueOf(nanos), BigDecimal.ONE, "", 0);
    }

    Expression plus(String name, BigDecimal value) {
        return with('+', name, value, numerator.add(value.multiply(denominator)), denominator);
    }

    Expression minus(String name, BigDecimal value) {
        return with('-', name, value, numerator.subtract(value.multiply(denominator)), denominator);
    }

    Expression times(String name, BigDecimal value) {
        return with('x', name, value, numerator.multiply(value), denominator);
    }

    Expression dividedBy(String name, BigDecimal value) {
        return with('/', name, value, numerator, denominator.multiply(value));
    }

    private Expression with(char operator, String name, BigDecimal value, BigDecimal newNumerator, BigDecimal newDenominator) {
        return new Expression(text + ' ' + operator + ' ' + name + ' ' + value.toPlainString(), termCount + 1, newNumerator, newDenominator, "",
            Math.max(decimals, value.scale()));
    }

    Expression floor(int decimals) {
        return rounded(RoundingMode.FLOOR, decimals);
    }

    Expression ceiling(int decimals) {
        return rounded(RoundingMode.CEILING, decimals);
    }

    Expression halfUp(int decimals) {
        return rounded(RoundingMode.HALF_UP, decimals);
    }

    private Expression rounded(RoundingMode mode, int places) {
        BigDecimal value = numerator.divide(denominator, places, mode);
        String how = mode.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ' ' + places;
        return new Expression(text, termCount, value, BigDecimal.ONE, how, places);
    }

    /** The result; a quotient must have been rounded. */
    BigDecimal value() {
        return denominator.compareTo(BigDecimal.ONE) == 0 ? numerator : numerator.divide(denominator);
    }

    /** With its result when there is something to work out, and how it was rounded: {@code (floor 6)} is to six decimals. */
    String shown() {
        return termCount == 1 ? text : worked();
    }

    /** With its result in any case. */
    String worked() {
        return text + " = " + result() + (rounding.isEmpty() ? "" : " (" + rounding + ')');
    }

    /** The result as it is shown. */
    String result() {
        return Numbers.trimmed(value(), decimals).toPlainString();
    }
}
