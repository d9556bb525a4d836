package io.tradebot.replay.explain;

import java.util.List;

/** The arithmetic behind any record. Not thread safe. */
final class Working {

    private final CandidateWorking candidates;
    private final Trigger trigger;
    private final RiskWorking risk;
    private final TradeWorking trades;
    private final StopWorking stops;

    Working(DayLog day) {
        candidates = new CandidateWorking(day);
        trigger = new Trigger(day);
        risk = new RiskWorking(day);
        trades = new TradeWorking(day);
        stops = new StopWorking(day);
    }

    List<Arithmetic> of(Fact f) {
        return switch (f.content().type().name()) {
            case "CandidateRejected" -> candidates.rejected(f);
            case "CandidateRanked" -> candidates.ranked(f);
            case "SlotAssigned" -> candidates.slot(f);
            case "StrategySkipped" -> skipped(f);
            case "SignalRaised" -> trigger.raised(f);
            case "SignalFiltered" -> trigger.filtered(f, false);
            case "FilterEvaluated" -> switch (f.word("verdict")) {
                case "ALLOWED" -> trigger.filtered(f, true);
                case "BLOCKED" -> trigger.filtered(f, false);
                default -> List.of();
            };
            case "RiskChecked" -> risk.checked(f);
            case "OrderDenied" -> risk.denied(f);
            case "OrderRequested" -> f.word("role").equals("ENTRY") ? risk.sized(f) : List.of();
            case "OrderFilled" -> stops.filled(f);
            case "LotOpened" -> trades.lotOpened(f);
            case "LotClosed" -> trades.lotClosed(f);
            case "ExitDecided" -> trades.exitDecided(f);
            case "TradeClosed" -> trades.tradeClosed(f);
            case "KillSwitchTripped" -> trades.killSwitch(f);
            case "CircuitBreakerTripped" -> trades.breaker(f);
            default -> List.of();
        };
    }

    private static List<Arithmetic> skipped(Fact f) {
        boolean isGate = f.word("reason").equals("VIX") && !f.word("unit").equals("NONE");
        return !isGate ? List.of() : List.of(Arithmetic.compare(Expression.of("volatility index", Numbers.cash(f.number("actualValue"))),
            Arithmetic.Relation.ABOVE, Expression.of("STRAT_CLOSE_VIX_THRESHOLD", Numbers.cash(f.number("limitValue"))), false));
    }
}
