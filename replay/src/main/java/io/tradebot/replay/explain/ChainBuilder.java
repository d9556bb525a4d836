package io.tradebot.replay.explain;

import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.OrderApprovalSettledDecoder;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.RiskCheckedDecoder;
import io.tradebot.journal.event.SignalFilteredDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SlotAssignedDecoder;
import io.tradebot.journal.event.SlotFellBackDecoder;
import io.tradebot.journal.event.StrategyScheduledDecoder;
import io.tradebot.journal.event.StrategySkippedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.replay.explain.DayLog.Bar;
import io.tradebot.replay.explain.DayLog.Quote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects the chain of one strategy and symbol on one day, with one order's family or without. Not thread safe; used once. */
final class ChainBuilder {

    private final DayLog day;
    private final long strategyId;
    private final long instrumentId;
    private final long root;
    /** What is bought or refused on the symbol's signals: itself, its inverse fund or put; 0 when it did not come to that. */
    private final long tradedId;
    private final Working working;
    private final CandidateWorking candidates;
    private final Sentences sentences;
    private final Trigger trigger;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Long> approvals = new TreeSet<>();

    /** {@code root} is the entry order whose family is shown; {@link Families#NONE} for a candidate that was not ordered. */
    ChainBuilder(DayLog day, long strategyId, long instrumentId, long root) {
        this.day = day;
        this.strategyId = strategyId;
        this.instrumentId = instrumentId;
        this.root = root;
        tradedId = traded();
        working = new Working(day);
        candidates = new CandidateWorking(day);
        sentences = new Sentences(day);
        trigger = new Trigger(day);
    }

    Chain build(String subject, Postings postings) {
        for (Fact fact : day.facts) {
            if (concerns(fact)) {
                addEvidence(fact);
                add(Stages.of(fact), fact);
                if (fact.is(OrderFilledDecoder.TEMPLATE_ID)) {
                    steps.addAll(postings.steps(fact.sequence(), fact.timeNanos()));
                }
            }
        }
        if (root == Families.NONE) {
            addWatchedBars();
        }
        List<Step> ordered = steps.stream().distinct().sorted(Comparator.comparingLong(Step::sequence)
            .thenComparing(step -> step.stage() == Stage.LEDGER)
            .thenComparingInt(step -> step.stage() == Stage.LEDGER ? 0 : step.index())).toList(); // postings keep their order
        return new Chain(subject, day.epochDay, day.strategy(strategyId), day.symbol(instrumentId), tradedId == 0 ? "" : day.symbol(tradedId),
            outcome(), ordered);
    }

    private long traded() {
        Fact entry = last(OrderRequestedDecoder.TEMPLATE_ID, fact -> root != Families.NONE && fact.number("orderId") == root);
        Fact wanted = entry != null ? entry : last(OrderDeniedDecoder.TEMPLATE_ID, fact -> isStrategy(fact)
            && fact.number("signalInstrumentId") == instrumentId);
        return wanted == null ? 0 : wanted.number("instrumentId");
    }

    /** Excerpts with fills of the order's family, for their postings. */
    static List<Long> fillSequences(DayLog day, long root) {
        return day.facts.stream().filter(fact -> fact.is(OrderFilledDecoder.TEMPLATE_ID) && day.families.rootOf(fact) == root)
            .map(Fact::sequence).toList();
    }

    // ----- which records belong to it

    private boolean concerns(Fact f) {
        return switch (f.content().type().name()) {
            case "TradingDayOpened" -> true;
            case "KillSwitchTripped", "KillSwitchCleared", "CircuitBreakerTripped", "CircuitBreakerCleared", "EntryBlocked", "EntryUnblocked",
                 "SettingsApplied" -> true;
            case "OrderApprovalRequested" -> isOfSignal(f) && approvals.add(f.number("approvalNumber"));
            case "OrderApprovalGiven", "OrderApprovalSettled" -> approvals.contains(f.number("approvalNumber"));
            case "StrategyScheduled", "StrategySkipped" -> isStrategy(f);
            case "CandidateRejected", "CandidateRanked", "SlotAssigned" -> isStrategy(f) && isInstrument(f);
            case "SlotFellBack" -> isStrategy(f) && (isInstrument(f) || f.number("nextInstrumentId") == instrumentId);
            case "SignalRaised", "IndicatorObserved", "FilterEvaluated", "SignalFiltered", "RiskChecked", "OrderDenied" -> isOfSignal(f);
            case "SymbolBlocklisted", "AssetEligibilityObserved", "BorrowObserved", "TradingHaltChanged", "BlocklistApplied" ->
                isInstrument(f) || tradedId != 0 && f.number("instrumentId") == tradedId;
            default -> root != Families.NONE && day.families.rootOf(f) == root;
        };
    }

    private boolean isStrategy(Fact f) {
        return f.number("strategyId") == strategyId;
    }

    private boolean isInstrument(Fact f) {
        return f.number("instrumentId") == instrumentId;
    }

    /** Of a signal of the symbol, of the gate of the whole strategy, or of the refusal that made a slot take the symbol. */
    private boolean isOfSignal(Fact f) {
        if (!isStrategy(f)) {
            return false;
        }
        long slot = f.number("slot");
        boolean isGate = slot == 0 && f.number("instrumentId") == 0;
        return isGate || isOfApproval(f) || day.beside(f, SignalRaisedDecoder.TEMPLATE_ID).stream().anyMatch(signal -> isStrategy(signal)
                && signal.number("slot") == slot && isInstrument(signal))
            || f.is(OrderDeniedDecoder.TEMPLATE_ID) && day.beside(f, SlotFellBackDecoder.TEMPLATE_ID).stream().anyMatch(fell ->
                isStrategy(fell) && fell.number("slot") == slot && fell.number("nextInstrumentId") == instrumentId);
    }

    /** What came of the signal when an operator answered, or nobody did. */
    private boolean isOfApproval(Fact f) {
        return f.number("signalInstrumentId") == instrumentId && f.is(OrderDeniedDecoder.TEMPLATE_ID) && isApprovalSettledBeside(f)
            || f.is(RiskCheckedDecoder.TEMPLATE_ID) && isApprovalSettledBeside(f);
    }

    private boolean isApprovalSettledBeside(Fact f) {
        return day.beside(f, OrderApprovalSettledDecoder.TEMPLATE_ID).stream()
            .anyMatch(settled -> approvals.contains(settled.number("approvalNumber")));
    }

    // ----- what they rest on

    private void addEvidence(Fact f) {
        switch (f.content().type().name()) {
            case "CandidateRejected" -> addBar("last price", day.lastBar(instrumentId, f.timeNanos()));
            case "CandidateRanked" -> {
                addBar("high of the window", f.has("rangeHighE8") ? candidates.highest(f) : null);
                addBar("low of the window", f.has("rangeLowE8") ? candidates.lowest(f) : null);
                addBar("last price", day.lastBar(instrumentId, f.timeNanos()));
            }
            case "SignalRaised" -> {
                addBar("bar before", day.barBefore(instrumentId, f.number("barStartNanos")));
                addBar("signal's bar", day.barAt(instrumentId, f.number("barStartNanos")));
            }
            case "OrderDenied", "OrderRequested" -> {
                addPrices(f);
                addAccount(f);
            }
            case "OrderFilled" -> addBar("bar of the fill", working.of(f).isEmpty() ? null
                : day.barAt(f.number("instrumentId"), f.number("executedNanos") - DayLog.MINUTE_NANOS));
            case "StrategySkipped", "FilterEvaluated" -> {
                Fact value = f.number("slot") == 0 ? day.volatilityFor(f) : null;
                if (value != null && (f.word("filter") + f.word("reason")).contains("VIX")) {
                    add(Stage.MARKET, value);
                }
            }
            default -> { }
        }
    }

    /** The broker's figures of the account that the check of the buying power began with. */
    private void addAccount(Fact f) {
        Fact known = last(AccountObservedDecoder.TEMPLATE_ID, account -> account.sequence() < f.sequence()
            && day.beside(account, InputRefusedDecoder.TEMPLATE_ID).isEmpty());
        if (known != null && (f.is(OrderDeniedDecoder.TEMPLATE_ID) || f.word("role").equals("ENTRY"))) {
            add(Stages.of(known), known);
        }
    }

    private void addPrices(Fact f) {
        long traded = f.number("instrumentId");
        if (traded == 0 || f.is(OrderRequestedDecoder.TEMPLATE_ID) && !f.word("role").equals("ENTRY")) {
            return;
        }
        addBar("last price of " + day.symbol(traded), day.lastBar(traded, f.timeNanos()));
        Quote quote = day.quoteFor(traded, f);
        if (quote != null) {
            steps.add(new Step(Stage.MARKET, quote.sequence(), quote.index(), quote.timeNanos(), "QuoteObserved", "quote of "
                + day.symbol(traded) + " at " + Numbers.time(quote.startNanos()) + ": bid " + Numbers.price(quote.bidE8()).toPlainString()
                + ", ask " + Numbers.price(quote.askE8()).toPlainString(), "", List.of()));
        }
    }

    /** A bar that decisions rest on in more than one way is shown once. */
    private void addBar(String what, Bar bar) {
        if (bar == null) {
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step known = steps.get(i);
            if (known.record().equals("BarClosed") && known.sequence() == bar.sequence() && known.index() == bar.index()) {
                String names = known.text().substring(0, known.text().indexOf(", bar of"));
                boolean isNamed = List.of(names.split(" and ")).contains(what);
                steps.set(i, isNamed ? known : barStep(Stage.MARKET, names + " and " + what, bar, List.of()));
                return;
            }
        }
        steps.add(barStep(Stage.MARKET, what, bar, List.of()));
    }

    private static Step barStep(Stage stage, String what, Bar bar, List<Arithmetic> arithmetic) {
        return new Step(stage, bar.sequence(), bar.index(), bar.timeNanos(), "BarClosed", what + ", bar of " + Numbers.time(bar.startNanos())
            + ": open " + Numbers.price(bar.openE8()).toPlainString() + ", high " + Numbers.price(bar.highE8()).toPlainString() + ", low "
            + Numbers.price(bar.lowE8()).toPlainString() + ", close " + Numbers.price(bar.closeE8()).toPlainString() + ", volume "
            + bar.volume(), "", arithmetic);
    }

    /** How near each bar came that a slot looked at without ordering. */
    private void addWatchedBars() {
        Fact window = day.schedule(strategyId, StrategyScheduledDecoder.TEMPLATE_ID);
        Fact ranked = day.find(CandidateRankedDecoder.TEMPLATE_ID, strategyId, instrumentId);
        Fact slot = day.find(SlotAssignedDecoder.TEMPLATE_ID, strategyId, instrumentId);
        if (window == null || ranked == null || slot == null) {
            return;
        }
        for (Bar bar : WatchedBars.of(day, window, slot)) {
            List<Arithmetic> arithmetic = new ArrayList<>();
            for (String direction : trigger.directions(ranked)) {
                for (Trigger.Condition condition : trigger.conditions(ranked, instrumentId, bar, direction)) {
                    arithmetic.add(Arithmetic.compare(condition.left(), condition.relation(), condition.right(), condition.holds()));
                }
            }
            steps.add(barStep(Stage.WATCH, "watched", bar, arithmetic));
        }
    }

    private void add(Stage stage, Fact f) {
        steps.add(new Step(stage, f.sequence(), f.index(), f.timeNanos(), f.content().type().name(), sentences.of(f),
            day.printer.json(f.content()), working.of(f)));
    }

    // ----- how it ended

    private String outcome() {
        Fact trade = last(TradeClosedDecoder.TEMPLATE_ID, fact -> root != Families.NONE && day.families.rootOf(fact) == root);
        if (trade != null) {
            return sentences.of(trade);
        }
        if (root != Families.NONE) {
            Fact step = last(OrderStateChangedDecoder.TEMPLATE_ID, fact -> fact.number("orderId") == root);
            return step == null ? "order " + root + " was requested and nothing is known of it since" : sentences.of(step);
        }
        Fact denied = last(OrderDeniedDecoder.TEMPLATE_ID, fact -> isStrategy(fact) && fact.number("signalInstrumentId") == instrumentId);
        Fact filtered = last(SignalFilteredDecoder.TEMPLATE_ID, fact -> isStrategy(fact) && isInstrument(fact));
        Fact rejected = last(CandidateRejectedDecoder.TEMPLATE_ID, fact -> isStrategy(fact) && isInstrument(fact));
        Fact skipped = last(StrategySkippedDecoder.TEMPLATE_ID, this::isStrategy);
        Fact found = Stream.of(denied, filtered, rejected, skipped).filter(Objects::nonNull).findFirst().orElse(null);
        if (found != null) {
            return sentences.of(found);
        }
        boolean hadSlot = day.find(SlotAssignedDecoder.TEMPLATE_ID, strategyId, instrumentId) != null;
        boolean wasRanked = day.find(CandidateRankedDecoder.TEMPLATE_ID, strategyId, instrumentId) != null;
        return hadSlot ? "watched, and no bar gave a signal"
            : wasRanked ? "ranked and eligible, in the reserve: no slot came to it" : "not looked at";
    }

    private Fact last(int templateId, Predicate<Fact> condition) {
        Fact found = null;
        for (Fact fact : day.facts) {
            found = fact.is(templateId) && condition.test(fact) ? fact : found;
        }
        return found;
    }
}
