package io.tradebot.replay.explain;

import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.StrategyScheduledDecoder;
import io.tradebot.replay.explain.Arithmetic.Relation;
import io.tradebot.replay.explain.DayLog.Bar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Works out gates, score, rank and slot of a candidate again (strategy-rules 5 and 8). Not thread safe. */
final class CandidateWorking {

    private final DayLog day;
    private final Vwap vwap;

    CandidateWorking(DayLog day) {
        this.day = day;
        vwap = new Vwap(day);
    }

    // ----- gates

    List<Arithmetic> rejected(Fact f) {
        BigDecimal actual = Numbers.measured(f.word("unit"), f.number("actualValue"));
        List<Arithmetic> all = new ArrayList<>();
        switch (f.word("reason")) {
            case "NO_SETUP" -> noSetup(f, all);
            case "VOLUME" -> {
                volumeAverage(f, actual, all);
                if (actual != null) {
                    all.add(atLeast("average", actual, f, "MIN_VOLUME_THRESHOLD", false));
                }
            }
            case "PRICE_RANGE" -> {
                lastPrice(f, actual, all);
                boolean isLow = f.number("actualValue") < f.number("limitLowValue");
                all.add(isLow ? atLeast("price", actual, f, "MIN_PRICE", false)
                    : Arithmetic.compare(Expression.of("price", actual), Relation.AT_MOST, limit(f, "MAX_PRICE", "limitHighValue"), false));
            }
            case "WINDOW_INCOMPLETE" -> all.add(atLeast("bars in the window", actual, f, "half of the window's minutes", false));
            case "OUT_OF_POOL" -> {
                pool(f, all);
                all.add(Arithmetic.compare(Expression.of("rank", actual), Relation.AT_MOST, limit(f, "pool", "limitHighValue"), false));
            }
            default -> other(f, actual, all);
        }
        return all;
    }

    private static void other(Fact f, BigDecimal actual, List<Arithmetic> all) {
        if (actual != null && f.number("actualValue") < f.number("limitLowValue")) {
            all.add(atLeast("value", actual, f, "limit", false));
        } else if (actual != null && f.number("actualValue") > f.number("limitHighValue")) {
            all.add(Arithmetic.compare(Expression.of("value", actual), Relation.AT_MOST, limit(f, "limit", "limitHighValue"), false));
        }
    }

    private void noSetup(Fact f, List<Arithmetic> all) {
        CloseMoves moves = day.strategy(f.number("strategyId")).equals("close") ? closeMoves(f) : null;
        if (moves != null) {
            all.add(Arithmetic.compare(moves.window(), Relation.AT_LEAST, Expression.of("CLOSE_SPIKE_MIN", day.number(f, "CLOSE_SPIKE_MIN")), false));
            if (moves.haveSameSign()) {
                all.add(Arithmetic.compare(moves.session(), Relation.AT_LEAST, Expression.of("CLOSE_TREND_MIN", day.number(f, "CLOSE_TREND_MIN")), false));
            } else {
                all.add(Arithmetic.compare(moves.product(), Relation.ABOVE, Expression.of("nothing", BigDecimal.ZERO), false));
            }
        }
    }

    private void lastPrice(Fact f, BigDecimal actual, List<Arithmetic> all) {
        Bar bar = day.lastBar(f.number("instrumentId"), f.timeNanos());
        if (bar != null) {
            all.add(Arithmetic.equation(Expression.of("close of the last bar", Numbers.price(bar.closeE8())), actual));
        }
    }

    private void volumeAverage(Fact f, BigDecimal actual, List<Arithmetic> all) {
        DayLog.Volumes volumes = day.volumes(f.number("instrumentId"));
        if (volumes != null && actual != null) {
            all.add(Arithmetic.equation(average(volumes), actual));
        }
    }

    private static Expression average(DayLog.Volumes volumes) {
        return Expression.of("volume of the latest sessions", Numbers.whole(volumes.sum()))
            .dividedBy("sessions", Numbers.whole(volumes.sessions())).floor(0);
    }

    private void pool(Fact f, List<Arithmetic> all) {
        BigDecimal maxTrades = day.number(f, "MAX_TRADES");
        BigDecimal multiplier = day.number(f, "CANDIDATE_MULTIPLIER");
        if (maxTrades != null && multiplier != null) {
            Expression pool = Expression.of("MAX_TRADES", maxTrades).times("CANDIDATE_MULTIPLIER", multiplier);
            if (f.is(CandidateRankedDecoder.TEMPLATE_ID)) {
                all.add(Arithmetic.compare(Expression.of("rank", Numbers.whole(f.number("rank"))), Relation.AT_MOST, pool, true));
            } else {
                all.add(Arithmetic.equation(pool, Numbers.whole(f.number("limitHighValue"))));
            }
        }
    }

    // ----- rank

    List<Arithmetic> ranked(Fact f) {
        List<Arithmetic> all = new ArrayList<>();
        passedGates(f, all);
        BigDecimal score = Numbers.ratio(f.number("scorePpm"));
        String setup = day.strategy(f.number("strategyId")) + ' ' + f.word("setup");
        switch (setup) {
            case "open OPENING_RANGE" -> {
                range(f, all);
                all.add(Arithmetic.equation(Expression.of("high", Numbers.price(f.number("rangeHighE8")))
                    .minus("low", Numbers.price(f.number("rangeLowE8"))).dividedBy("low", Numbers.price(f.number("rangeLowE8"))).floor(6), score));
            }
            case "mid VWAP_DEVIATION" -> deviation(f, score, all);
            case "close MOMENTUM", "close FADE" -> {
                range(f, all);
                moves(f, score, all);
            }
            default -> { } // a strategy from outside has rules of its own
        }
        pool(f, all);
        return all;
    }

    private void passedGates(Fact f, List<Arithmetic> all) {
        Bar bar = day.lastBar(f.number("instrumentId"), f.timeNanos());
        if (bar != null && day.number(f, "MIN_PRICE") != null) {
            Expression price = Expression.of("close of the last bar", Numbers.price(bar.closeE8()));
            all.add(Arithmetic.compare(price, Relation.AT_LEAST, Expression.of("MIN_PRICE", day.number(f, "MIN_PRICE")), true));
            all.add(Arithmetic.compare(price, Relation.AT_MOST, Expression.of("MAX_PRICE", day.number(f, "MAX_PRICE")), true));
        }
        BigDecimal leastVolume = day.number(f, "MIN_VOLUME_THRESHOLD");
        DayLog.Volumes volumes = day.volumes(f.number("instrumentId"));
        if (leastVolume != null && leastVolume.signum() > 0 && volumes != null) {
            all.add(Arithmetic.compare(average(volumes), Relation.AT_LEAST, Expression.of("MIN_VOLUME_THRESHOLD", leastVolume), true));
        }
    }

    private void range(Fact f, List<Arithmetic> all) {
        Bar high = highest(f);
        if (high != null) {
            all.add(Arithmetic.equation(Expression.of("highest price of the window", Numbers.price(high.highE8())), Numbers.price(f.number("rangeHighE8"))));
            all.add(Arithmetic.equation(Expression.of("lowest price of the window", Numbers.price(lowest(f).lowE8())), Numbers.price(f.number("rangeLowE8"))));
        }
    }

    /** First bar of the analysis window that has its high, or null when the journal has no bars of it. */
    Bar highest(Fact f) {
        return windowBars(f).stream().max(Comparator.comparingLong(Bar::highE8).thenComparing(Comparator.comparingLong(Bar::startNanos).reversed()))
            .orElse(null);
    }

    /** First bar of the analysis window that has its low, or null when the journal has no bars of it. */
    Bar lowest(Fact f) {
        return windowBars(f).stream().min(Comparator.comparingLong(Bar::lowE8).thenComparingLong(Bar::startNanos)).orElse(null);
    }

    private List<Bar> windowBars(Fact f) {
        Fact window = day.schedule(f.number("strategyId"), StrategyScheduledDecoder.TEMPLATE_ID);
        return window == null ? List.of()
            : day.bars(f.number("instrumentId"), window.number("analysisStartNanos"), window.number("breakoutStartNanos"));
    }

    private void deviation(Fact f, BigDecimal score, List<Arithmetic> all) {
        List<Bar> window = windowBars(f);
        Expression average = vwap.before(f.number("instrumentId"), f.timeNanos());
        if (window.isEmpty() || average == null) {
            return;
        }
        BigDecimal close = Numbers.price(window.get(window.size() - 1).closeE8());
        all.add(Arithmetic.equation(average, average.value()));
        BigDecimal value = average.value();
        boolean isAbove = close.compareTo(value) > 0;
        Expression distance = isAbove ? Expression.of("close", close).minus("average", value) : Expression.of("average", value).minus("close", close);
        all.add(Arithmetic.equation(distance.dividedBy("average", value).floor(6), score));
    }

    // ----- the moves of close

    /** Session's and window's move as ratios, and the product of the plain moves, whose sign says whether they agree. */
    private record CloseMoves(Expression session, Expression window, Expression product) {

        boolean haveSameSign() {
            return product.value().signum() > 0;
        }
    }

    private CloseMoves closeMoves(Fact f) {
        List<Bar> window = windowBars(f);
        if (window.isEmpty()) {
            return null;
        }
        long instrumentId = f.number("instrumentId");
        Bar before = day.barBefore(instrumentId, window.get(0).startNanos());
        List<Bar> session = day.bars(instrumentId, Long.MIN_VALUE, f.timeNanos());
        if (before == null) {
            return null;
        }
        BigDecimal open = Numbers.price(session.get(0).openE8());
        BigDecimal close = Numbers.price(before.closeE8());
        BigDecimal windowOpen = Numbers.price(window.get(0).openE8());
        BigDecimal windowClose = Numbers.price(window.get(window.size() - 1).closeE8());
        return new CloseMoves(move("session", open, close), move("window", windowOpen, windowClose),
            Expression.of("session's move", close.subtract(open)).times("window's move", windowClose.subtract(windowOpen)));
    }

    private static Expression move(String name, BigDecimal from, BigDecimal to) {
        boolean isUp = to.compareTo(from) >= 0;
        Expression distance = isUp ? Expression.of(name + "'s end", to).minus(name + "'s start", from)
            : Expression.of(name + "'s start", from).minus(name + "'s end", to);
        return distance.dividedBy(name + "'s start", from).floor(6);
    }

    private void moves(Fact f, BigDecimal score, List<Arithmetic> all) {
        CloseMoves moves = closeMoves(f);
        if (moves == null) {
            return;
        }
        boolean isFade = f.word("setup").equals("FADE");
        all.add(Arithmetic.compare(moves.window(), Relation.AT_LEAST, Expression.of("CLOSE_SPIKE_MIN", day.number(f, "CLOSE_SPIKE_MIN")), isFade));
        if (!isFade) {
            all.add(Arithmetic.compare(moves.session(), Relation.AT_LEAST, Expression.of("CLOSE_TREND_MIN", day.number(f, "CLOSE_TREND_MIN")), true));
            all.add(Arithmetic.compare(moves.product(), Relation.ABOVE, Expression.of("nothing", BigDecimal.ZERO), true));
        }
        all.add(Arithmetic.equation(Expression.of("larger move", moves.session().value().max(moves.window().value())), score));
    }

    // ----- slot

    List<Arithmetic> slot(Fact f) {
        BigDecimal part = day.number(f, "TOTAL_ALLOCATION");
        if (part == null) {
            return List.of();
        }
        BigDecimal floatOfDay = Numbers.cash(Math.max(0, day.opened.number("floatE8")));
        Expression cap = Expression.of("float", floatOfDay).times("TOTAL_ALLOCATION", part).floor(2);
        Expression allocation = Expression.of("session cap", Numbers.trimmed(cap.value(), 2))
            .times("share", Numbers.ratio(f.number("sharePpm"))).floor(2);
        return List.of(Arithmetic.equation(cap, cap.value()), Arithmetic.equation(allocation, Numbers.cash(f.number("allocationE8"))));
    }

    private static Arithmetic atLeast(String name, BigDecimal actual, Fact f, String limitName, boolean recorded) {
        return Arithmetic.compare(Expression.of(name, actual), Relation.AT_LEAST, limit(f, limitName, "limitLowValue"), recorded);
    }

    private static Expression limit(Fact f, String name, String field) {
        return Expression.of(name, Numbers.measured(f.word("unit"), f.number(field)));
    }
}
