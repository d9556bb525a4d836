package io.tradebot.replay.explain;

import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SlotAssignedDecoder;
import io.tradebot.journal.event.StrategyScheduledDecoder;
import io.tradebot.replay.explain.DayLog.Bar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What came near to trading on a day: refusals by gates, filters and checks, and slots that saw no signal. Not thread safe. */
final class NearMisses {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DECIMALS = 4;

    private final DayLog day;
    private final Working working;
    private final Sentences sentences;
    private final Trigger trigger;
    private final List<NearMiss> misses = new ArrayList<>();

    NearMisses(DayLog day) {
        this.day = day;
        working = new Working(day);
        sentences = new Sentences(day);
        trigger = new Trigger(day);
    }

    /** The nearest first; what cannot be measured last; equal ones in the order of the journal. */
    List<NearMiss> list() {
        for (Fact fact : day.facts) {
            switch (fact.content().type().name()) {
                case "StrategySkipped" -> add(fact, 0, fact.word("reason"), "limitValue", "limitValue");
                case "CandidateRejected" -> add(fact, fact.number("instrumentId"), fact.word("reason"), "limitLowValue", "limitHighValue");
                case "SignalFiltered" -> add(fact, fact.number("instrumentId"), "filter " + fact.word("filter"), "limitValue", "limitValue");
                case "OrderDenied" -> add(fact, fact.number("signalInstrumentId"), fact.word("reason"), "limitValue", "limitValue");
                default -> { }
            }
        }
        addQuietSlots();
        addReserve();
        misses.sort(Comparator.comparing(NearMiss::percent, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingLong(NearMiss::sequence).thenComparing(NearMiss::symbol));
        return misses;
    }

    private void add(Fact fact, long instrumentId, String gate, String lowField, String highField) {
        List<Arithmetic> arithmetic = working.of(fact);
        String text = arithmetic.isEmpty() ? sentences.of(fact) : arithmetic.get(arithmetic.size() - 1).text();
        misses.add(new NearMiss(day.strategy(fact.number("strategyId")), instrumentId == 0 ? "" : day.symbol(instrumentId), fact.sequence(),
            fact.timeNanos(), gate, percent(fact, lowField, highField), text));
    }

    private static BigDecimal percent(Fact fact, String lowField, String highField) {
        BigDecimal actual = Numbers.measured(fact.word("unit"), fact.number("actualValue"));
        if (actual == null) {
            return null;
        }
        boolean isLow = fact.number("actualValue") < fact.number(lowField);
        BigDecimal limit = Numbers.measured(fact.word("unit"), fact.number(isLow ? lowField : highField));
        return limit.signum() == 0 ? null
            : actual.subtract(limit).abs().multiply(HUNDRED).divide(limit.abs(), PERCENT_DECIMALS, RoundingMode.HALF_UP);
    }

    // ----- watched, no signal

    private void addQuietSlots() {
        for (Fact slot : day.facts) {
            if (slot.is(SlotAssignedDecoder.TEMPLATE_ID) && !hasSignal(slot)) {
                addNearestBar(slot);
            }
        }
    }

    private boolean hasSignal(Fact slot) {
        return day.find(SignalRaisedDecoder.TEMPLATE_ID, slot.number("strategyId"), slot.number("instrumentId")) != null;
    }

    private void addNearestBar(Fact slot) {
        long strategyId = slot.number("strategyId");
        long instrumentId = slot.number("instrumentId");
        Fact ranked = day.find(CandidateRankedDecoder.TEMPLATE_ID, strategyId, instrumentId);
        Fact window = day.schedule(strategyId, StrategyScheduledDecoder.TEMPLATE_ID);
        if (ranked == null || window == null) {
            return;
        }
        NearMiss nearest = new NearMiss(day.strategy(strategyId), day.symbol(instrumentId), slot.sequence(), slot.timeNanos(), "no signal",
            null, "no bar in the breakout window could be measured");
        for (Bar bar : WatchedBars.of(day, window, slot)) {
            for (String direction : trigger.directions(ranked)) {
                nearest = nearer(nearest, bar, trigger.conditions(ranked, instrumentId, bar, direction));
            }
        }
        misses.add(nearest);
    }

    /** A bar is as far from a signal as the condition that failed by most. */
    private static NearMiss nearer(NearMiss nearest, Bar bar, List<Trigger.Condition> conditions) {
        Trigger.Condition worst = conditions.stream().filter(condition -> !condition.holds() && condition.percentAway() != null)
            .max(Comparator.comparing(Trigger.Condition::percentAway)).orElse(null);
        if (worst == null || nearest.percent() != null && nearest.percent().compareTo(worst.percentAway()) <= 0) {
            return nearest;
        }
        Arithmetic arithmetic = Arithmetic.compare(worst.left(), worst.relation(), worst.right(), false);
        return new NearMiss(nearest.strategy(), nearest.symbol(), bar.sequence(), bar.timeNanos(), "no signal", worst.percentAway(), arithmetic.text());
    }

    // ----- ranked, no slot

    private void addReserve() {
        Set<String> named = new TreeSet<>();
        misses.forEach(miss -> named.add(miss.strategy() + ' ' + miss.symbol()));
        for (Fact ranked : day.facts) {
            if (!ranked.is(CandidateRankedDecoder.TEMPLATE_ID)) {
                continue;
            }
            String strategy = day.strategy(ranked.number("strategyId"));
            String symbol = day.symbol(ranked.number("instrumentId"));
            boolean hadSlot = day.find(SlotAssignedDecoder.TEMPLATE_ID, ranked.number("strategyId"), ranked.number("instrumentId")) != null;
            boolean isOrdered = day.find(OrderRequestedDecoder.TEMPLATE_ID, ranked.number("strategyId"), ranked.number("instrumentId")) != null;
            if (!hadSlot && !isOrdered && named.add(strategy + ' ' + symbol)) {
                misses.add(new NearMiss(strategy, symbol, ranked.sequence(), ranked.timeNanos(), "reserve", null,
                    "rank " + ranked.number("rank") + ": no slot came to it"));
            }
        }
    }
}
