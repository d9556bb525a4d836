package io.tradebot.replay.explain;

import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.replay.explain.Arithmetic.Relation;
import io.tradebot.replay.explain.DayLog.Bar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a bar had to do to give a signal, by strategy and setup (strategy-rules 6.1). Not thread safe. */
final class Trigger {

    private static final String BULLISH = "BULLISH";
    private static final String BEARISH = "BEARISH";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DECIMALS = 4;

    /** One condition of a signal on one bar. */
    record Condition(Expression left, Relation relation, Expression right) {

        boolean holds() {
            return relation.holds(left.value(), right.value());
        }

        /** How far the left side is from the right one, in percent of the right one. */
        BigDecimal percentAway() {
            BigDecimal distance = left.value().subtract(right.value()).abs();
            return right.value().signum() == 0 ? null
                : distance.multiply(HUNDRED).divide(right.value().abs(), PERCENT_DECIMALS, RoundingMode.HALF_UP);
        }
    }

    private final DayLog day;
    private final Vwap vwap;

    Trigger(DayLog day) {
        this.day = day;
        vwap = new Vwap(day);
    }

    /** Directions in which this strategy may signal for the candidate. */
    List<String> directions(Fact ranked) {
        return ranked.word("direction").equals("EITHER") ? List.of(BULLISH, BEARISH) : List.of(ranked.word("direction"));
    }

    /**
     * All conditions of a signal, the distance to a level first; empty for strategies from outside, whose rules are their own.
     *
     * @param ranked the candidate, or null
     */
    List<Condition> conditions(Fact ranked, long instrumentId, Bar bar, String direction) {
        if (ranked == null) {
            return List.of();
        }
        boolean isBullish = direction.equals(BULLISH);
        Expression close = Expression.of("close", Numbers.price(bar.closeE8()));
        return switch (day.strategy(ranked.number("strategyId")) + ' ' + ranked.word("setup")) {
            case "open OPENING_RANGE" -> breakout(ranked, close, isBullish);
            case "mid VWAP_DEVIATION" -> deviation(ranked, instrumentId, bar, close, isBullish);
            case "close MOMENTUM" -> List.of(isBullish
                ? new Condition(close, Relation.ABOVE, Expression.of("high", Numbers.price(ranked.number("rangeHighE8"))))
                : new Condition(close, Relation.BELOW, Expression.of("low", Numbers.price(ranked.number("rangeLowE8")))));
            case "close FADE" -> fade(instrumentId, bar, close, isBullish);
            default -> List.of();
        };
    }

    private List<Condition> breakout(Fact ranked, Expression close, boolean isBullish) {
        BigDecimal buffer = day.number(ranked, "STRAT_OPEN_BUFFER");
        if (buffer == null) {
            return List.of();
        }
        return List.of(isBullish
            ? new Condition(close, Relation.ABOVE, Expression.of("high", Numbers.price(ranked.number("rangeHighE8")))
                .times("(1 + STRAT_OPEN_BUFFER)", BigDecimal.ONE.add(buffer)))
            : new Condition(close, Relation.BELOW, Expression.of("low", Numbers.price(ranked.number("rangeLowE8")))
                .times("(1 - STRAT_OPEN_BUFFER)", BigDecimal.ONE.subtract(buffer))));
    }

    private List<Condition> deviation(Fact ranked, long instrumentId, Bar bar, Expression close, boolean isBullish) {
        BigDecimal threshold = day.number(ranked, "STRAT_MID_VWAP_THRESHOLD");
        Expression average = vwap.before(instrumentId, bar.startNanos() + DayLog.MINUTE_NANOS);
        if (threshold == null || average == null || day.barBefore(instrumentId, bar.startNanos()) == null) {
            return List.of();
        }
        return List.of(isBullish
            ? new Condition(close, Relation.BELOW, Expression.of("average", average.value())
                .times("(1 - STRAT_MID_VWAP_THRESHOLD)", BigDecimal.ONE.subtract(threshold)))
            : new Condition(close, Relation.ABOVE, Expression.of("average", average.value())
                .times("(1 + STRAT_MID_VWAP_THRESHOLD)", BigDecimal.ONE.add(threshold))));
    }

    private List<Condition> fade(long instrumentId, Bar bar, Expression close, boolean isBullish) {
        Bar before = day.barBefore(instrumentId, bar.startNanos());
        if (before == null) {
            return List.of();
        }
        Relation relation = isBullish ? Relation.ABOVE : Relation.BELOW;
        Expression level = isBullish ? Expression.of("high of the bar before", Numbers.price(before.highE8()))
            : Expression.of("low of the bar before", Numbers.price(before.lowE8()));
        return List.of(new Condition(close, relation, level),
            new Condition(close, relation, Expression.of("open", Numbers.price(bar.openE8()))));
    }

    // ----- signals

    /** Why a signal was raised. */
    List<Arithmetic> raised(Fact f) {
        long instrumentId = f.number("instrumentId");
        Bar bar = day.barAt(instrumentId, f.number("barStartNanos"));
        List<Arithmetic> all = new ArrayList<>();
        if (bar == null) {
            return all;
        }
        all.add(Arithmetic.equation(Expression.of("close of the bar", Numbers.price(bar.closeE8())), Numbers.price(f.number("closeE8"))));
        Fact ranked = day.find(CandidateRankedDecoder.TEMPLATE_ID, f.number("strategyId"), instrumentId);
        if (ranked != null && ranked.word("setup").equals("VWAP_DEVIATION")) {
            Expression average = vwap.before(instrumentId, bar.startNanos() + DayLog.MINUTE_NANOS);
            all.add(Arithmetic.equation(average, average.value()));
        }
        for (Condition condition : conditions(ranked, instrumentId, bar, f.word("direction"))) {
            all.add(Arithmetic.compare(condition.left(), condition.relation(), condition.right(), true));
        }
        return all;
    }

    // ----- filters

    /** What a filter compared; FilterEvaluated or SignalFiltered. */
    List<Arithmetic> filtered(Fact f, boolean isPassed) {
        if (f.word("filter").equals("REVERSAL_BAR") && day.strategy(f.number("strategyId")).equals("mid")) {
            return rejectionBar(f, isPassed);
        }
        BigDecimal actual = Numbers.measured(f.word("unit"), f.number("actualValue"));
        BigDecimal limit = Numbers.measured(f.word("unit"), f.number("limitValue"));
        if (actual == null) {
            return List.of();
        }
        boolean isBullish = f.word("direction").equals(BULLISH);
        return switch (f.word("filter")) {
            case "ADX" -> compare("average directional index", actual, Relation.AT_MOST, "MID_ADX_MAX", limit, isPassed);
            case "BOLLINGER" -> isBullish ? compare("low", actual, Relation.AT_MOST, "lower band", limit, isPassed)
                : compare("high", actual, Relation.AT_LEAST, "upper band", limit, isPassed);
            case "VIX" -> compare("volatility index", actual, Relation.ABOVE, "STRAT_CLOSE_VIX_THRESHOLD", limit, isPassed);
            case "IMBALANCE" -> compare("opposing imbalance", actual, Relation.AT_MOST, "limit", limit, isPassed);
            case "SPREAD" -> compare("spread", actual, Relation.AT_MOST, "limit", limit, isPassed);
            case "VOLUME" -> compare("volume", actual, Relation.AT_LEAST, "limit", limit, isPassed);
            default -> List.of(); // of a strategy from outside: its own rule
        };
    }

    private static List<Arithmetic> compare(String name, BigDecimal actual, Relation relation, String limitName, BigDecimal limit, boolean isPassed) {
        return List.of(Arithmetic.compare(Expression.of(name, actual), relation, Expression.of(limitName, limit), isPassed));
    }

    /** All three comparisons when the bar passed, the first that fails when it did not. */
    private List<Arithmetic> rejectionBar(Fact f, boolean isPassed) {
        long instrumentId = f.number("instrumentId");
        Bar bar = day.barAt(instrumentId, f.timeNanos() - DayLog.MINUTE_NANOS);
        Bar before = bar == null ? null : day.barBefore(instrumentId, bar.startNanos());
        if (before == null) {
            return List.of();
        }
        boolean isBullish = f.word("direction").equals(BULLISH);
        Expression close = Expression.of("close", Numbers.price(bar.closeE8()));
        Expression middle = Expression.of("high", Numbers.price(bar.highE8())).plus("low", Numbers.price(bar.lowE8()));
        Expression twice = close.times("twice", BigDecimal.valueOf(2));
        List<Condition> conditions = List.of(
            new Condition(close, isBullish ? Relation.ABOVE : Relation.BELOW, Expression.of("open", Numbers.price(bar.openE8()))),
            isBullish ? new Condition(Expression.of("low", Numbers.price(bar.lowE8())), Relation.AT_MOST,
                    Expression.of("low of the bar before", Numbers.price(before.lowE8())))
                : new Condition(Expression.of("high", Numbers.price(bar.highE8())), Relation.AT_LEAST,
                    Expression.of("high of the bar before", Numbers.price(before.highE8()))),
            new Condition(twice, isBullish ? Relation.AT_LEAST : Relation.AT_MOST, middle));
        Condition failed = conditions.stream().filter(condition -> !condition.holds()).findFirst().orElse(conditions.get(2));
        return (isPassed ? conditions : List.of(failed)).stream()
            .map(condition -> Arithmetic.compare(condition.left(), condition.relation(), condition.right(), isPassed)).toList();
    }
}
