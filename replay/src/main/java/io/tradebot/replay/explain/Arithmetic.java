package io.tradebot.replay.explain;

import java.math.BigDecimal;

/**
 * One computation behind a decision, written so that it can be repeated, and whether the journal says the same. Immutable.
 *
 * @param text    {@code left = result}, or {@code left > right ? yes}; expressions go from left to right
 * @param outcome the result, or {@code yes} or {@code no}
 * @param agrees  false when the record has another result
 */
public record Arithmetic(String text, String outcome, boolean agrees) {

    /** How two values are compared. */
    enum Relation {
        ABOVE(">"), AT_LEAST(">="), BELOW("<"), AT_MOST("<=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(BigDecimal left, BigDecimal right) {
            int order = left.compareTo(right);
            return switch (this) {
                case ABOVE -> order > 0;
                case AT_LEAST -> order >= 0;
                case BELOW -> order < 0;
                case AT_MOST -> order <= 0;
            };
        }
    }

    /** A comparison whose verdict the record implies. */
    static Arithmetic compare(Expression left, Relation relation, Expression right, boolean recorded) {
        boolean holds = relation.holds(left.value(), right.value());
        String outcome = holds ? "yes" : "no";
        String text = left.shown() + ' ' + relation.sign + ' ' + right.shown() + " ? " + outcome;
        return new Arithmetic(holds == recorded ? text : text + " [the record says " + (recorded ? "yes" : "no") + ']', outcome,
            holds == recorded);
    }

    /** A result that stands in the record. */
    static Arithmetic equation(Expression expression, BigDecimal recorded) {
        BigDecimal value = expression.value();
        boolean isEqual = value.compareTo(recorded) == 0;
        String text = isEqual ? expression.worked() : expression.worked() + " [the record says " + recorded.toPlainString() + ']';
        return new Arithmetic(text, expression.result(), isEqual);
    }
}
