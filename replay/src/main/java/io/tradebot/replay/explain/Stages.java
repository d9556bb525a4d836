package io.tradebot.replay.explain;

/** Which part of a chain a record belongs to. Pure function, any thread. */
final class Stages {

    private Stages() {
    }

    static Stage of(Fact f) {
        return switch (f.content().type().name()) {
            case "TradingDayOpened", "StrategyScheduled", "StrategySkipped" -> Stage.DAY;
            case "VolatilityIndexObserved", "TradingHaltChanged" -> Stage.MARKET;
            case "IndicatorObserved" -> Stage.INDICATOR;
            case "FilterEvaluated", "SignalFiltered" -> Stage.FILTER;
            case "CandidateRejected", "CandidateRanked" -> Stage.RANK;
            case "SlotAssigned" -> Stage.SLOT;
            case "SlotFellBack" -> Stage.FALLBACK;
            case "SignalRaised" -> Stage.SIGNAL;
            case "RiskChecked", "OrderDenied", "KillSwitchTripped", "CircuitBreakerTripped", "CircuitBreakerCleared", "EntryBlocked",
                 "EntryUnblocked", "SymbolBlocklisted", "BlocklistApplied", "KillSwitchCleared", "OrderApprovalRequested", "OrderApprovalGiven",
                 "OrderApprovalSettled", "AccountObserved", "SettingsApplied" -> Stage.RISK;
            case "OrderFilled", "FillBusted", "FillCorrected", "FillReversed" -> Stage.FILL;
            case "PositionOpened", "LotOpened", "LotClosed", "LotAdjusted", "FeeBooked" -> Stage.LOT;
            case "ExitDecided" -> Stage.EXIT;
            case "TradeClosed" -> Stage.TRADE;
            default -> f.content().type().isInput() ? Stage.BROKER : Stage.ORDER;
        };
    }
}
