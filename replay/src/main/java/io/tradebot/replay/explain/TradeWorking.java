package io.tradebot.replay.explain;

import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.replay.explain.Arithmetic.Relation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Works out lots, exits, results and what they trip again (strategy-rules 6.5 and 7). Not thread safe. */
final class TradeWorking {

    private final DayLog day;

    TradeWorking(DayLog day) {
        this.day = day;
    }

    List<Arithmetic> lotOpened(Fact f) {
        return List.of(amount(f, "amountE8"));
    }

    List<Arithmetic> lotClosed(Fact f) {
        BigDecimal open = Numbers.cash(f.number("openAmountE8"));
        BigDecimal close = Numbers.cash(f.number("closeAmountE8"));
        boolean isLong = f.number("side") == PositionSide.LONG.value();
        Expression gain = isLong ? Expression.of("proceeds", close).minus("cost", open) : Expression.of("proceeds", open).minus("cost", close);
        return List.of(amount(f, "closeAmountE8"), Arithmetic.equation(gain, Numbers.cash(f.number("gainE8"))));
    }

    private Arithmetic amount(Fact f, String field) {
        Expression amount = Expression.of("price", Numbers.price(f.number("priceE8"))).times("quantity", Numbers.qty(f.number("qtyE9")));
        long multiplier = day.multiplier(f.number("instrumentId"));
        if (multiplier != 1) {
            amount = amount.times("multiplier", Numbers.whole(multiplier));
        }
        return Arithmetic.equation(amount.halfUp(2), Numbers.cash(f.number(field)));
    }

    List<Arithmetic> exitDecided(Fact f) {
        String reason = f.word("reason");
        return switch (f.word("unit")) {
            case "NANOS" -> List.of(Arithmetic.compare(Expression.ofTime("time", f.number("actualValue")), Relation.AT_LEAST,
                Expression.ofTime("deadline", f.number("limitValue")), true));
            case "PRICE_E8" -> List.of(reason.equals("VWAP_TOUCH")
                ? priced(f, "low of the symbol", Relation.AT_MOST, "average before the bar") : watchedStop(f));
            case "CASH_E8" -> List.of(lossOfTheDay(f, Relation.AT_LEAST)); // one limit halts above it, the other at it
            default -> List.of();
        };
    }

    /** A put is left when its underlying rises; everything else when it moves against the position. */
    private Arithmetic watchedStop(Fact f) {
        boolean isLeftAbove = false;
        for (Fact fact : day.facts) {
            if (fact.is(PositionOpenedDecoder.TEMPLATE_ID) && fact.number("positionId") == f.number("positionId")) {
                isLeftAbove = fact.number("side") == PositionSide.SHORT.value() || day.multiplier(fact.number("instrumentId")) != 1;
            }
        }
        return isLeftAbove ? priced(f, "high", Relation.AT_LEAST, "stop") : priced(f, "low", Relation.AT_MOST, "stop");
    }

    private static Arithmetic priced(Fact f, String actual, Relation relation, String limit) {
        return Arithmetic.compare(Expression.of(actual, Numbers.price(f.number("actualValue"))), relation,
            Expression.of(limit, Numbers.price(f.number("limitValue"))), true);
    }

    private static Arithmetic lossOfTheDay(Fact f, Relation relation) {
        return Arithmetic.compare(
            Expression.of("nothing", BigDecimal.ZERO).minus("result of the day", Numbers.cash(f.number("actualValue"))),
            relation, Expression.of("limit", Numbers.cash(f.number("limitValue"))), true);
    }

    List<Arithmetic> tradeClosed(Fact f) {
        BigDecimal gain = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;
        long position = f.number("positionId");
        long root = day.families.rootOfPosition(position);
        for (Fact fact : day.facts) {
            if (fact.is(LotClosedDecoder.TEMPLATE_ID) && fact.number("positionId") == position) {
                gain = gain.add(Numbers.cash(fact.number("gainE8")));
            } else if (fact.is(FeeBookedDecoder.TEMPLATE_ID) && fact.text("feeId").isEmpty()
                && day.families.rootOfOrder(fact.number("orderId")) == root) {
                fees = fees.add(Numbers.cash(fact.number("amountE8")));
            }
        }
        List<Arithmetic> all = new ArrayList<>();
        all.add(Arithmetic.equation(Expression.of("commissions booked", fees), Numbers.cash(f.number("feesE8"))));
        all.add(Arithmetic.equation(Expression.of("gain", gain).minus("fees", fees), Numbers.cash(f.number("pnlE8"))));
        return all;
    }

    List<Arithmetic> killSwitch(Fact f) {
        boolean isLoss = f.word("cause").equals("DAILY_LOSS") && f.word("unit").equals("CASH_E8");
        return isLoss ? List.of(lossOfTheDay(f, Relation.ABOVE)) : List.of();
    }

    List<Arithmetic> breaker(Fact f) {
        BigDecimal peak = Numbers.cash(f.number("peakE8"));
        return List.of(Arithmetic.compare(Expression.of("peak", peak).minus("equity", Numbers.cash(f.number("equityE8"))), Relation.ABOVE,
            Expression.of("peak", peak).times("CIRCUIT_BREAKER_DRAWDOWN", Numbers.ratio(f.number("limitPpm"))), true));
    }
}
