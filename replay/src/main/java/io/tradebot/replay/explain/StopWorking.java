package io.tradebot.replay.explain;

import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.replay.explain.Arithmetic.Relation;
import io.tradebot.replay.explain.DayLog.Bar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Works out again where a protective stop stood and at what it filled, by the rules of the simulated exchange (strategy-rules
 * 6.4). A real broker decides that by itself, so only backtests are worked out. Not thread safe.
 */
final class StopWorking {

    private static final int PRICE_DECIMALS = 4;

    private final DayLog day;

    StopWorking(DayLog day) {
        this.day = day;
    }

    /** Level, touch and price of a stop's fill; empty for other fills. */
    List<Arithmetic> filled(Fact fill) {
        Fact stop = find(fact -> fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.number("orderId") == fill.number("orderId"));
        boolean isStop = stop != null && stop.word("role").equals("PROTECTIVE_STOP") && stop.has("trailPpm");
        if (!isStop || !day.isBacktest || day.number(fill, "SLIPPAGE") == null || day.multiplier(fill.number("instrumentId")) != 1) {
            return List.of();
        }
        List<Fact> entries = day.facts.stream().filter(fact -> fact.is(OrderFilledDecoder.TEMPLATE_ID)
            && fact.number("orderId") == stop.number("parentOrderId")).toList();
        Bar last = day.barAt(fill.number("instrumentId"), fill.number("executedNanos") - DayLog.MINUTE_NANOS);
        return entries.size() != 1 || last == null ? List.of() : worked(fill, stop, entries.get(0), last);
    }

    private List<Arithmetic> worked(Fact fill, Fact stop, Fact entry, Bar last) {
        boolean isLong = stop.number("side") == OrderSide.SELL.value();
        BigDecimal anchor = Numbers.price(entry.number("priceE8"));
        if (stop.word("orderType").equals("TRAILING_STOP")) {
            for (Bar bar : day.bars(fill.number("instrumentId"), entry.number("executedNanos"), last.startNanos())) {
                anchor = isLong ? anchor.max(Numbers.price(bar.highE8())) : anchor.min(Numbers.price(bar.lowE8()));
            }
        }
        BigDecimal distance = Numbers.ratio(stop.number("trailPpm"));
        String name = stop.word("orderType").equals("TRAILING_STOP") ? isLong ? "highest price before" : "lowest price before" : "entry";
        Expression level = isLong
            ? Expression.of(name, anchor).times("(1 - distance)", BigDecimal.ONE.subtract(distance)).floor(PRICE_DECIMALS)
            : Expression.of(name, anchor).times("(1 + distance)", BigDecimal.ONE.add(distance)).ceiling(PRICE_DECIMALS);
        Expression extreme = Expression.of(isLong ? "low" : "high", Numbers.price(isLong ? last.lowE8() : last.highE8()));
        BigDecimal open = Numbers.price(last.openE8());
        BigDecimal raw = isLong ? open.min(level.value()) : open.max(level.value());
        BigDecimal slippage = day.number(fill, "SLIPPAGE");
        Expression price = isLong
            ? Expression.of("price", raw).times("(1 - SLIPPAGE)", BigDecimal.ONE.subtract(slippage)).floor(PRICE_DECIMALS)
            : Expression.of("price", raw).times("(1 + SLIPPAGE)", BigDecimal.ONE.add(slippage)).ceiling(PRICE_DECIMALS);
        List<Arithmetic> all = new ArrayList<>();
        all.add(Arithmetic.compare(extreme, isLong ? Relation.AT_MOST : Relation.AT_LEAST, level, true));
        all.add(Arithmetic.equation(price, Numbers.price(fill.number("priceE8"))));
        return all;
    }

    private Fact find(Predicate<Fact> condition) {
        return day.facts.stream().filter(condition).findFirst().orElse(null);
    }
}
