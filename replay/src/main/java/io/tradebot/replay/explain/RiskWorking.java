package io.tradebot.replay.explain;

import io.tradebot.engine.risk.DayTradeRules;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.RiskCheckedDecoder;
import io.tradebot.replay.explain.Arithmetic.Relation;
import io.tradebot.replay.explain.DayLog.Bar;
import io.tradebot.replay.explain.DayLog.Quote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Works out the checks between signal and order, and the order's quantity, again (strategy-rules 6.2 and 7.1). Not thread safe. */
final class RiskWorking {

    private final DayLog day;

    RiskWorking(DayLog day) {
        this.day = day;
    }

    /** A check that was recorded on its own. */
    List<Arithmetic> checked(Fact f) {
        return switch (f.word("verdict")) {
            case "PASSED" -> compared(f, f.word("check"), "limitLowValue", "limitHighValue", true);
            case "REFUSED" -> compared(f, f.word("check"), "limitLowValue", "limitHighValue", false);
            default -> List.of();
        };
    }

    /** A refusal, with what its values were made of. */
    List<Arithmetic> denied(Fact f) {
        List<Arithmetic> all = new ArrayList<>();
        long instrumentId = f.number("instrumentId");
        if (f.word("reason").equals("SPREAD") && f.word("unit").equals("PRICE_E8")) {
            spread(f, instrumentId, all);
        }
        if (f.word("reason").equals("MAX_RISK") && day.number(f, "MAX_RISK_PER_TRADE") != null) {
            all.add(Arithmetic.equation(riskLimit(f), Numbers.cash(f.number("limitValue"))));
        }
        all.addAll(compared(f, f.word("reason"), "limitValue", "limitValue", false));
        return all;
    }

    /** Day trades are counted below a float only (strategy-rules 7.6), so the count alone does not give the verdict. */
    private List<Arithmetic> compared(Fact f, String check, String lowField, String highField, boolean isPassed) {
        if (!check.equals("DAY_TRADES")) {
            return verdict(f, check, lowField, highField, isPassed);
        }
        BigDecimal dayFloat = Numbers.cash(day.opened.number("floatE8"));
        BigDecimal exempt = BigDecimal.valueOf(DayTradeRules.EXEMPT_FLOAT_CENTS, 2);
        boolean isExempt = dayFloat.compareTo(exempt) >= 0;
        List<Arithmetic> all = new ArrayList<>();
        all.add(Arithmetic.compare(Expression.of("float", dayFloat), isExempt ? Relation.AT_LEAST : Relation.BELOW,
            Expression.of("float without a count", exempt), true));
        if (!isExempt || !isPassed) {
            all.addAll(verdict(f, check, lowField, highField, isPassed));
        }
        return all;
    }

    private void spread(Fact f, long instrumentId, List<Arithmetic> all) {
        Quote quote = day.quoteFor(instrumentId, f);
        Bar bar = day.lastBar(instrumentId, f.timeNanos());
        if (quote != null && bar != null) {
            all.add(Arithmetic.equation(Expression.of("ask", Numbers.price(quote.askE8())).minus("bid", Numbers.price(quote.bidE8())),
                Numbers.price(f.number("actualValue"))));
            all.add(Arithmetic.equation(widest(f, bar).floor(4), Numbers.price(f.number("limitValue"))));
        }
    }

    private Expression widest(Fact f, Bar bar) {
        return Expression.of("last price", Numbers.price(bar.closeE8())).times("MAX_SPREAD", day.number(f, "MAX_SPREAD"));
    }

    private Expression riskLimit(Fact f) {
        return Expression.of("float", Numbers.cash(Math.max(0, day.opened.number("floatE8"))))
            .times("MAX_RISK_PER_TRADE", day.number(f, "MAX_RISK_PER_TRADE")).floor(2);
    }

    private static List<Arithmetic> verdict(Fact f, String check, String lowField, String highField, boolean isPassed) {
        long actual = f.number("actualValue");
        long low = f.number(lowField);
        long high = f.number(highField);
        if (check.equals("OUTSIDE_HOURS")) {
            return hours(actual, low, high, isPassed);
        }
        if (check.equals("ENTRY_BLOCKED")) {
            return List.of(); // the record of the block has what it compared
        }
        if (check.equals("APPROVAL_MISSING") && f.word("unit").equals("NANOS")) {
            return List.of(Arithmetic.compare(Expression.ofTime("time", actual), Relation.BELOW, Expression.ofTime("approval expires", high), isPassed));
        }
        if (check.equals("STALE_QUOTE")) {
            return List.of(Arithmetic.compare(seconds("age of the quote in seconds", actual), Relation.AT_MOST, seconds("limit", high), isPassed));
        }
        if (f.word("unit").equals("NANOS")) {
            return List.of(time(check, actual, high, isPassed));
        }
        if (Numbers.measured(f.word("unit"), actual) == null || isLatch(check)) {
            return List.of(); // a switch or a latch: the record says which
        }
        String unit = f.word("unit");
        if (low != high || check.equals("PRICE_RANGE") && lowField.equals(highField)) {
            return range(unit, check, actual, low, high, isPassed);
        }
        Expression limit = Expression.of(check.equals("BUYING_POWER") ? "buying power left" : "limit", Numbers.measured(unit, high));
        return List.of(Arithmetic.compare(Expression.of(name(check), Numbers.measured(unit, actual)), relation(check), limit, isPassed));
    }

    private static List<Arithmetic> range(String unit, String check, long actual, long low, long high, boolean isPassed) {
        Expression value = Expression.of(name(check), Numbers.measured(unit, actual));
        boolean isLow = actual < low;
        List<Arithmetic> all = new ArrayList<>();
        if (isPassed || isLow) {
            all.add(Arithmetic.compare(value, Relation.AT_LEAST, Expression.of("lower limit", Numbers.measured(unit, low)), isPassed));
        }
        if (isPassed || !isLow) {
            all.add(Arithmetic.compare(value, Relation.AT_MOST, Expression.of("upper limit", Numbers.measured(unit, high)), isPassed));
        }
        return all;
    }

    private static List<Arithmetic> hours(long actual, long open, long close, boolean isPassed) {
        Expression time = Expression.ofTime("time", actual);
        List<Arithmetic> all = new ArrayList<>();
        if (isPassed || actual < open) {
            all.add(Arithmetic.compare(time, Relation.AT_LEAST, Expression.ofTime("session opens", open), isPassed));
        }
        if (isPassed || actual >= open) {
            all.add(Arithmetic.compare(time, Relation.BELOW, Expression.ofTime("session closes", close), isPassed));
        }
        return all;
    }

    private static Expression seconds(String name, long nanos) {
        return Expression.of(name, BigDecimal.valueOf(nanos, 9));
    }

    private static Arithmetic time(String check, long actual, long limit, boolean isPassed) {
        return Arithmetic.compare(Expression.ofTime("time", actual), Relation.AT_LEAST, Expression.ofTime(name(check) + " ends", limit), isPassed);
    }

    /** Once tripped it holds whatever the figures are later; the record of the trip has the comparison. */
    private static boolean isLatch(String check) {
        return check.equals("HALTED") || check.equals("MONEY_LOSS_LIMIT");
    }

    private static String name(String check) {
        return switch (check) {
            case "NOT_SHORTABLE" -> "shares to borrow";
            case "BUYING_POWER" -> "worth of the order";
            default -> check.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** What passes. A count is compared before the new order is counted, so it has to be below; amounts may reach their limit. */
    private static Relation relation(String check) {
        return switch (check) {
            case "MAX_OPEN_POSITIONS", "DAY_TRADES", "ORDER_RATE", "SYMBOL_ORDER_RATE", "REPEATED_ORDER" -> Relation.BELOW;
            case "MIN_NOTIONAL" -> Relation.AT_LEAST;
            default -> Relation.AT_MOST;
        };
    }

    /** Quantity of an entry, and the limits that it is within; those only where no check is recorded on its own. */
    List<Arithmetic> sized(Fact f) {
        List<Arithmetic> all = new ArrayList<>();
        BigDecimal reference = Numbers.price(f.number("referencePriceE8"));
        BigDecimal allocation = Numbers.cash(f.number("allocationE8"));
        long multiplier = day.multiplier(f.number("instrumentId"));
        Bar bar = day.lastBar(f.number("instrumentId"), f.timeNanos());
        if (bar != null) {
            all.add(Arithmetic.equation(Expression.of("close of the last bar", Numbers.price(bar.closeE8())), reference));
        }
        boolean isWhole = multiplier != 1 || f.number("side") == OrderSide.SELL_SHORT.value() || day.setting(f, "FRACTIONAL").equals("false");
        Expression quantity = Expression.of("allocation", allocation).dividedBy("last price", reference);
        if (multiplier != 1) {
            quantity = quantity.dividedBy("multiplier", Numbers.whole(multiplier));
        }
        all.add(Arithmetic.equation(quantity.floor(isWhole ? 0 : 6), Numbers.qty(f.number("qtyE9"))));
        boolean isChecked = day.beside(f, RiskCheckedDecoder.TEMPLATE_ID).stream()
            .anyMatch(check -> check.number("strategyId") == f.number("strategyId") && check.number("slot") == f.number("slot"));
        if (!isChecked && day.number(f, "MAX_RISK_PER_TRADE") != null) {
            limits(f, reference, allocation, bar, all);
        }
        return all;
    }

    private void limits(Fact f, BigDecimal reference, BigDecimal allocation, Bar bar, List<Arithmetic> all) {
        Expression price = Expression.of("last price", reference);
        all.add(Arithmetic.compare(price, Relation.AT_LEAST, Expression.of("MIN_PRICE", day.number(f, "MIN_PRICE")), true));
        all.add(Arithmetic.compare(price, Relation.AT_MOST, Expression.of("MAX_PRICE", day.number(f, "MAX_PRICE")), true));
        Quote quote = day.quoteFor(f.number("instrumentId"), f);
        if (quote != null && bar != null) {
            Expression spread = Expression.of("ask", Numbers.price(quote.askE8())).minus("bid", Numbers.price(quote.bidE8()));
            all.add(Arithmetic.compare(spread, Relation.AT_MOST, widest(f, bar), true));
        }
        all.add(Arithmetic.compare(Expression.of("allocation", allocation), Relation.AT_MOST, riskLimit(f), true));
        Expression notional = Expression.of("quantity", Numbers.qty(f.number("qtyE9"))).times("last price", reference);
        all.add(Arithmetic.compare(notional, Relation.AT_LEAST, Expression.of("MIN_ORDER_NOTIONAL", day.number(f, "MIN_ORDER_NOTIONAL")), true));
    }
}
