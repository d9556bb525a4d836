package io.tradebot.engine.pipeline;

import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.AlertAcknowledgedDecoder;
import io.tradebot.journal.event.AlertDeliveredDecoder;
import io.tradebot.journal.event.AlertRaisedDecoder;
import io.tradebot.journal.event.AssetEligibilityObservedDecoder;
import io.tradebot.journal.event.BackupCompletedDecoder;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.BlocklistAppliedDecoder;
import io.tradebot.journal.event.BlocklistChangedDecoder;
import io.tradebot.journal.event.BorrowObservedDecoder;
import io.tradebot.journal.event.BrokerConnectionChangedDecoder;
import io.tradebot.journal.event.BrokerStatementLineObservedDecoder;
import io.tradebot.journal.event.BrokerWarningReceivedDecoder;
import io.tradebot.journal.event.BuildCheckedDecoder;
import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.CashTransferBookedDecoder;
import io.tradebot.journal.event.CashTransferredDecoder;
import io.tradebot.journal.event.ChartOfAccountsAppliedDecoder;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.ChartOfAccountsRefusedDecoder;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.CircuitBreakerClearedDecoder;
import io.tradebot.journal.event.CircuitBreakerTrippedDecoder;
import io.tradebot.journal.event.ClockSkewObservedDecoder;
import io.tradebot.journal.event.ConnectionCredentialsCheckedDecoder;
import io.tradebot.journal.event.CorporateActionAnnouncedDecoder;
import io.tradebot.journal.event.CorporateActionAppliedDecoder;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.DayTradeCountedDecoder;
import io.tradebot.journal.event.DividendBookedDecoder;
import io.tradebot.journal.event.DividendPaidDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.EntryBlockedDecoder;
import io.tradebot.journal.event.EntryUnblockedDecoder;
import io.tradebot.journal.event.ExitDecidedDecoder;
import io.tradebot.journal.event.ExportCompletedDecoder;
import io.tradebot.journal.event.ExternalActivityFoundDecoder;
import io.tradebot.journal.event.ExternalFillObservedDecoder;
import io.tradebot.journal.event.ExternalOrderObservedDecoder;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FeedStatusChangedDecoder;
import io.tradebot.journal.event.FillBustedDecoder;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.FilterEvaluatedDecoder;
import io.tradebot.journal.event.FloatDeviationNotedDecoder;
import io.tradebot.journal.event.FloatToppedUpDecoder;
import io.tradebot.journal.event.HoldingsAppliedDecoder;
import io.tradebot.journal.event.HoldingsConfiguredDecoder;
import io.tradebot.journal.event.HoldingsRefusedDecoder;
import io.tradebot.journal.event.HoldingsRunCompletedDecoder;
import io.tradebot.journal.event.ImbalanceObservedDecoder;
import io.tradebot.journal.event.IndicatorObservedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.InterestBookedDecoder;
import io.tradebot.journal.event.InterestPostedDecoder;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.KeysRotatedDecoder;
import io.tradebot.journal.event.KillSwitchClearedDecoder;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.LoginObservedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.LotsDesignatedDecoder;
import io.tradebot.journal.event.MarketDataCorrectedDecoder;
import io.tradebot.journal.event.MarketDataRejectedDecoder;
import io.tradebot.journal.event.MarketSessionObservedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OpenStrategyCompletedDecoder;
import io.tradebot.journal.event.OpeningPositionBookedDecoder;
import io.tradebot.journal.event.OpeningPositionObservedDecoder;
import io.tradebot.journal.event.OperatorCommandAppliedDecoder;
import io.tradebot.journal.event.OperatorCommandRefusedDecoder;
import io.tradebot.journal.event.OperatorCommandedDecoder;
import io.tradebot.journal.event.OptionLifecycleBookedDecoder;
import io.tradebot.journal.event.OptionLifecycleObservedDecoder;
import io.tradebot.journal.event.OrderAcknowledgedDecoder;
import io.tradebot.journal.event.OrderApprovalGivenDecoder;
import io.tradebot.journal.event.OrderApprovalRequestedDecoder;
import io.tradebot.journal.event.OrderApprovalSettledDecoder;
import io.tradebot.journal.event.OrderCancelRejectedDecoder;
import io.tradebot.journal.event.OrderCancelRequestedDecoder;
import io.tradebot.journal.event.OrderCancelledDecoder;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.OrderExpiredDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderNotFoundDecoder;
import io.tradebot.journal.event.OrderQueryRequestedDecoder;
import io.tradebot.journal.event.OrderRejectedDecoder;
import io.tradebot.journal.event.OrderReplaceRejectedDecoder;
import io.tradebot.journal.event.OrderReplaceRequestedDecoder;
import io.tradebot.journal.event.OrderReplacedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderSentDecoder;
import io.tradebot.journal.event.OrderSnapshotObservedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.OrderStateUnknownDecoder;
import io.tradebot.journal.event.OverfillFoundDecoder;
import io.tradebot.journal.event.PayrollReserveAllocatedDecoder;
import io.tradebot.journal.event.PhaseChangedDecoder;
import io.tradebot.journal.event.PositionObservedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.PriceBandObservedDecoder;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.ProfitReinvestedDecoder;
import io.tradebot.journal.event.ProjectionObservedDecoder;
import io.tradebot.journal.event.ProtectiveStopMissingDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RebalancePlannedDecoder;
import io.tradebot.journal.event.RebalanceRefusedDecoder;
import io.tradebot.journal.event.RebalanceRequestedDecoder;
import io.tradebot.journal.event.ReconciliationBreakFoundDecoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedDecoder;
import io.tradebot.journal.event.ReconciliationCompletedDecoder;
import io.tradebot.journal.event.ReconciliationDifferenceBookedDecoder;
import io.tradebot.journal.event.ReconciliationRequestedDecoder;
import io.tradebot.journal.event.ReserveOverriddenDecoder;
import io.tradebot.journal.event.ReserveOverrideAppliedDecoder;
import io.tradebot.journal.event.ReserveOverrideRefusedDecoder;
import io.tradebot.journal.event.RiskCheckedDecoder;
import io.tradebot.journal.event.ScreenerCandidateObservedDecoder;
import io.tradebot.journal.event.ScreenerRunCompletedDecoder;
import io.tradebot.journal.event.SelfCheckReportedDecoder;
import io.tradebot.journal.event.SessionEndedDecoder;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.event.SettingsChangedDecoder;
import io.tradebot.journal.event.SettingsRefusedDecoder;
import io.tradebot.journal.event.SettingsStoreObservedDecoder;
import io.tradebot.journal.event.SignalFilteredDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SlotAssignedDecoder;
import io.tradebot.journal.event.SlotFellBackDecoder;
import io.tradebot.journal.event.StorageObservedDecoder;
import io.tradebot.journal.event.StrategyLoadedDecoder;
import io.tradebot.journal.event.StrategyScheduledDecoder;
import io.tradebot.journal.event.StrategySkippedDecoder;
import io.tradebot.journal.event.SupervisorPhaseStartedDecoder;
import io.tradebot.journal.event.SymbolBlocklistedDecoder;
import io.tradebot.journal.event.TaxReserveAllocatedDecoder;
import io.tradebot.journal.event.TestModeChangedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.UserActivityObservedDecoder;
import io.tradebot.journal.event.UserChangedDecoder;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;
import io.tradebot.journal.event.WatchdogReportedDecoder;
import io.tradebot.journal.event.WebhookReceivedDecoder;
import io.tradebot.journal.event.WebhookSignalAcceptedDecoder;
import io.tradebot.journal.event.WebhookSignalRefusedDecoder;

import java.util.List;

/**
 * How durable an excerpt must be before its effects leave the process, by class of record. An excerpt is synced, together with all
 * before it, when one of its records is of a class that is waited for; a batch of excerpts shares one sync. The rest is on disk a second
 * later, and what a power cut takes of it is decided anew. Immutable, any thread.
 */
enum DurabilityLevel {

    /** What happened on the market: the source can be asked again, or the next observation replaces it. */
    MARKET_DATA(false,
        MinuteClosedDecoder.TEMPLATE_ID, InstrumentDefinedDecoder.TEMPLATE_ID, BarClosedDecoder.TEMPLATE_ID,
        QuoteObservedDecoder.TEMPLATE_ID, TradeObservedDecoder.TEMPLATE_ID, DailyBarClosedDecoder.TEMPLATE_ID,
        VolatilityIndexObservedDecoder.TEMPLATE_ID, ImbalanceObservedDecoder.TEMPLATE_ID,
        TradingHaltChangedDecoder.TEMPLATE_ID, FeedStatusChangedDecoder.TEMPLATE_ID,
        MarketDataCorrectedDecoder.TEMPLATE_ID, MarketDataRejectedDecoder.TEMPLATE_ID,
        PriceBandObservedDecoder.TEMPLATE_ID, MarketSessionObservedDecoder.TEMPLATE_ID,
        AssetEligibilityObservedDecoder.TEMPLATE_ID, BorrowObservedDecoder.TEMPLATE_ID),

    /** The time; the next tick brings it. */
    CLOCK(false,
        TimeAdvancedDecoder.TEMPLATE_ID),

    /** Measurements of the machine that come again; what they block is a latch. */
    HEALTH(false,
        ClockSkewObservedDecoder.TEMPLATE_ID, WatchdogReportedDecoder.TEMPLATE_ID, StorageObservedDecoder.TEMPLATE_ID,
        ProjectionObservedDecoder.TEMPLATE_ID),

    /** Beginning and end of sessions, processes and journals: settings in force, state handed over, seals, repairs. */
    SESSION(true,
        SessionStartedDecoder.TEMPLATE_ID, SessionEndedDecoder.TEMPLATE_ID, ProcessStartedDecoder.TEMPLATE_ID,
        ProcessStoppedDecoder.TEMPLATE_ID, SupervisorPhaseStartedDecoder.TEMPLATE_ID,
        TestModeChangedDecoder.TEMPLATE_ID, JournalRecoveredDecoder.TEMPLATE_ID, JournalSealedDecoder.TEMPLATE_ID,
        BuildCheckedDecoder.TEMPLATE_ID, EngineFaultedDecoder.TEMPLATE_ID, CheckpointedDecoder.TEMPLATE_ID),

    /** What the broker said of orders, account and positions: it may not say it twice. */
    BROKER_FACT(true,
        CorporateActionAnnouncedDecoder.TEMPLATE_ID, OrderSentDecoder.TEMPLATE_ID,
        OrderAcknowledgedDecoder.TEMPLATE_ID, OrderRejectedDecoder.TEMPLATE_ID, OrderFilledDecoder.TEMPLATE_ID,
        OrderCancelledDecoder.TEMPLATE_ID, OrderExpiredDecoder.TEMPLATE_ID, OrderCancelRejectedDecoder.TEMPLATE_ID,
        OrderReplacedDecoder.TEMPLATE_ID, OrderReplaceRejectedDecoder.TEMPLATE_ID,
        OrderStateUnknownDecoder.TEMPLATE_ID, OrderNotFoundDecoder.TEMPLATE_ID, FillBustedDecoder.TEMPLATE_ID,
        FillCorrectedDecoder.TEMPLATE_ID, ExternalOrderObservedDecoder.TEMPLATE_ID,
        ExternalFillObservedDecoder.TEMPLATE_ID, BrokerConnectionChangedDecoder.TEMPLATE_ID,
        AccountObservedDecoder.TEMPLATE_ID, PositionObservedDecoder.TEMPLATE_ID,
        OptionLifecycleObservedDecoder.TEMPLATE_ID, OpeningPositionObservedDecoder.TEMPLATE_ID,
        ReconciliationCompletedDecoder.TEMPLATE_ID, OrderSnapshotObservedDecoder.TEMPLATE_ID,
        BrokerWarningReceivedDecoder.TEMPLATE_ID),

    /** Money that moved, and what statements say of it. */
    MONEY_FACT(true,
        FeeChargedDecoder.TEMPLATE_ID, BrokerStatementLineObservedDecoder.TEMPLATE_ID,
        CashTransferredDecoder.TEMPLATE_ID, DividendPaidDecoder.TEMPLATE_ID, InterestPostedDecoder.TEMPLATE_ID),

    /** What people and their programs asked for: acknowledged only when it is on disk. */
    OPERATOR(true,
        SettingsChangedDecoder.TEMPLATE_ID, ChartOfAccountsChangedDecoder.TEMPLATE_ID,
        OperatorCommandedDecoder.TEMPLATE_ID, OrderApprovalGivenDecoder.TEMPLATE_ID, UserChangedDecoder.TEMPLATE_ID,
        LoginObservedDecoder.TEMPLATE_ID, KeysRotatedDecoder.TEMPLATE_ID, HoldingsConfiguredDecoder.TEMPLATE_ID,
        RebalanceRequestedDecoder.TEMPLATE_ID, ReserveOverriddenDecoder.TEMPLATE_ID,
        WebhookReceivedDecoder.TEMPLATE_ID, ScreenerCandidateObservedDecoder.TEMPLATE_ID,
        ScreenerRunCompletedDecoder.TEMPLATE_ID, BlocklistChangedDecoder.TEMPLATE_ID,
        AlertAcknowledgedDecoder.TEMPLATE_ID, UserActivityObservedDecoder.TEMPLATE_ID,
        LotsDesignatedDecoder.TEMPLATE_ID),

    /** What was done with journal, tables, keys and alerts outside of trading. */
    UPKEEP(true,
        AlertDeliveredDecoder.TEMPLATE_ID, BackupCompletedDecoder.TEMPLATE_ID, ExportCompletedDecoder.TEMPLATE_ID,
        ConnectionCredentialsCheckedDecoder.TEMPLATE_ID, SettingsStoreObservedDecoder.TEMPLATE_ID),

    /** Leaves the process: on disk before the broker hears of it. */
    INTENT(true,
        OrderRequestedDecoder.TEMPLATE_ID, OrderCancelRequestedDecoder.TEMPLATE_ID,
        OrderReplaceRequestedDecoder.TEMPLATE_ID,
        ReconciliationRequestedDecoder.TEMPLATE_ID, OrderQueryRequestedDecoder.TEMPLATE_ID),

    /** Stops or frees trading, or answers an operator. */
    LATCH(true,
        KillSwitchTrippedDecoder.TEMPLATE_ID, CircuitBreakerTrippedDecoder.TEMPLATE_ID,
        CircuitBreakerClearedDecoder.TEMPLATE_ID, SymbolBlocklistedDecoder.TEMPLATE_ID,
        EntryBlockedDecoder.TEMPLATE_ID, InputRefusedDecoder.TEMPLATE_ID, EntryUnblockedDecoder.TEMPLATE_ID,
        KillSwitchClearedDecoder.TEMPLATE_ID, ProtectiveStopMissingDecoder.TEMPLATE_ID,
        OrderApprovalRequestedDecoder.TEMPLATE_ID, OrderApprovalSettledDecoder.TEMPLATE_ID,
        ExternalActivityFoundDecoder.TEMPLATE_ID, OverfillFoundDecoder.TEMPLATE_ID, SettingsAppliedDecoder.TEMPLATE_ID,
        SettingsRefusedDecoder.TEMPLATE_ID, AlertRaisedDecoder.TEMPLATE_ID, OperatorCommandAppliedDecoder.TEMPLATE_ID,
        OperatorCommandRefusedDecoder.TEMPLATE_ID, WebhookSignalAcceptedDecoder.TEMPLATE_ID,
        WebhookSignalRefusedDecoder.TEMPLATE_ID, BlocklistAppliedDecoder.TEMPLATE_ID),

    /** Positions, lots, money and reserves: the books follow. */
    BOOKING(true,
        TradingDayOpenedDecoder.TEMPLATE_ID, TradingDayClosedDecoder.TEMPLATE_ID, PositionOpenedDecoder.TEMPLATE_ID,
        LotOpenedDecoder.TEMPLATE_ID, LotClosedDecoder.TEMPLATE_ID, TradeClosedDecoder.TEMPLATE_ID,
        DayTradeCountedDecoder.TEMPLATE_ID, ChartOfAccountsAppliedDecoder.TEMPLATE_ID,
        ChartOfAccountsRefusedDecoder.TEMPLATE_ID, FeeBookedDecoder.TEMPLATE_ID, LotAdjustedDecoder.TEMPLATE_ID,
        FillReversedDecoder.TEMPLATE_ID, DividendBookedDecoder.TEMPLATE_ID, InterestBookedDecoder.TEMPLATE_ID,
        CashTransferBookedDecoder.TEMPLATE_ID, OptionLifecycleBookedDecoder.TEMPLATE_ID,
        OpeningPositionBookedDecoder.TEMPLATE_ID, ReconciliationBreakFoundDecoder.TEMPLATE_ID,
        ReconciliationBreakResolvedDecoder.TEMPLATE_ID, ReconciliationDifferenceBookedDecoder.TEMPLATE_ID,
        CorporateActionAppliedDecoder.TEMPLATE_ID, TaxReserveAllocatedDecoder.TEMPLATE_ID,
        PayrollReserveAllocatedDecoder.TEMPLATE_ID, FloatToppedUpDecoder.TEMPLATE_ID,
        ProfitReinvestedDecoder.TEMPLATE_ID, RebalancePlannedDecoder.TEMPLATE_ID, RebalanceRefusedDecoder.TEMPLATE_ID,
        ReserveOverrideAppliedDecoder.TEMPLATE_ID, ReserveOverrideRefusedDecoder.TEMPLATE_ID,
        HoldingsAppliedDecoder.TEMPLATE_ID, HoldingsRefusedDecoder.TEMPLATE_ID,
        HoldingsRunCompletedDecoder.TEMPLATE_ID, FloatDeviationNotedDecoder.TEMPLATE_ID),

    /** Why the engine did what it did or did not: decided again from the same inputs, and worth nothing without them. */
    REASON(false,
        StrategyLoadedDecoder.TEMPLATE_ID, StrategyScheduledDecoder.TEMPLATE_ID, StrategySkippedDecoder.TEMPLATE_ID,
        CandidateRejectedDecoder.TEMPLATE_ID, CandidateRankedDecoder.TEMPLATE_ID, SlotAssignedDecoder.TEMPLATE_ID,
        SlotFellBackDecoder.TEMPLATE_ID, SignalRaisedDecoder.TEMPLATE_ID, SignalFilteredDecoder.TEMPLATE_ID,
        IndicatorObservedDecoder.TEMPLATE_ID, FilterEvaluatedDecoder.TEMPLATE_ID, OrderDeniedDecoder.TEMPLATE_ID,
        OrderStateChangedDecoder.TEMPLATE_ID, ExitDecidedDecoder.TEMPLATE_ID, RiskCheckedDecoder.TEMPLATE_ID,
        OpenStrategyCompletedDecoder.TEMPLATE_ID, PhaseChangedDecoder.TEMPLATE_ID,
        SelfCheckReportedDecoder.TEMPLATE_ID);

    private static final DurabilityLevel[] LEVEL_BY_ID = levels();

    private final boolean isWaitedFor;
    private final int[] templateIds;

    DurabilityLevel(boolean isWaitedFor, int... templateIds) {
        this.isWaitedFor = isWaitedFor;
        this.templateIds = templateIds;
    }

    private static DurabilityLevel[] levels() {
        DurabilityLevel[] levels = new DurabilityLevel[1 << 8];
        for (DurabilityLevel level : List.of(values())) {
            for (int id : level.templateIds) {
                if (levels[id] != null) {
                    throw new IllegalStateException("record " + id + " is both " + levels[id] + " and " + level);
                }
                levels[id] = level;
            }
        }
        return levels;
    }

    /** The level of a record, null for an id that is not in the schema. */
    static DurabilityLevel of(int templateId) {
        return templateId < 0 || templateId >= LEVEL_BY_ID.length ? null : LEVEL_BY_ID[templateId];
    }

    /** True when the record is to be on disk before its effect or acknowledgement; also for a record that nobody has classed. */
    static boolean isWaitedFor(int templateId) {
        DurabilityLevel level = of(templateId);
        return level == null || level.isWaitedFor;
    }

    boolean isWaitedFor() {
        return isWaitedFor;
    }
}
