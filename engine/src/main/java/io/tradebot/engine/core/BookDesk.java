package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.ChartBook;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.record.ChartAccount;
import io.tradebot.engine.record.ChartProblem;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CashTransferredDecoder;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.CommandRefusal;
import io.tradebot.journal.event.DividendPaidDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InterestPostedDecoder;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers facts about the account that are no fills: fees that come apart, transfers, dividends, interest, reserves moved by hand,
 * new charts of accounts. They come at any time, in a session or outside one. Engine thread only.
 *
 * <ul>
 * <li>A fact with an id of the broker that is known is refused (DUPLICATE); the order of the other checks is order, execution,
 * instrument, kind.
 * <li>Amounts are booked in whole cents, half up for each fact; what rounds to nothing is not booked.
 * <li>All of them move cash and equity at once. The float of the running day stays what it was at its open, the next day begins
 * with what is there then. The daily loss limit counts trades only. Fees, dividends and interest count for the drawdown, which is
 * looked at when a trade closes; a transfer does not: it moves equity and peak alike.
 * <li>A reserve is cash that the bot does not trade with: it leaves the float of the next day, not the equity.
 * </ul>
 */
final class BookDesk {

    private final Decisions decisions;
    private final Market market;
    private final OrderTable orders;
    private final ExecutionBook executions;
    private final BookedIds ids;
    private final Cash cash;
    private final CircuitBreaker breaker;
    private final ChartBook chart = new ChartBook();

    BookDesk(Decisions decisions, Market market, OrderTable orders, ExecutionBook executions, BookedIds ids, Cash cash,
            CircuitBreaker breaker) {
        this.decisions = decisions;
        this.market = market;
        this.orders = orders;
        this.executions = executions;
        this.ids = ids;
        this.cash = cash;
        this.breaker = breaker;
    }

    /** A fee came apart from its fill, or belongs to none. It is linked by the execution, else by the order. */
    void onFeeCharged(long orderId, int instrumentId, FeeKind kind, long amountE8, String executionId, String feeId) {
        boolean hasExecution = !executionId.isEmpty();
        var linked = hasExecution ? executions.find(orderId, executionId) : orderId == 0 ? null : executions.findFirst(orderId);
        InputRefusal refusal = ids.isKnown(BookedIds.Kind.FEE, feeId) ? InputRefusal.DUPLICATE
            : orderId != 0 && !isOurs(orderId) ? InputRefusal.UNKNOWN_ORDER
            : hasExecution && linked == null ? InputRefusal.UNKNOWN_EXECUTION
            : isUnknown(instrumentId) ? InputRefusal.UNKNOWN_INSTRUMENT
            : kind == FeeKind.NULL_VAL ? InputRefusal.NOT_ALLOWED : InputRefusal.NULL_VAL;
        if (isRefused(refusal, FeeChargedDecoder.TEMPLATE_ID, instrumentId, orderId)) {
            return;
        }
        ids.add(BookedIds.Kind.FEE, feeId);
        long bookedE8 = FixedPoint.roundToCentsHalfUp(amountE8);
        if (bookedE8 == 0) {
            return;
        }
        receive(-bookedE8);
        if (linked != null) {
            decisions.feeBooked(linked.orderId(), hasExecution ? linked.lotId() : 0, linked.strategyId(), linked.instrumentId(), kind,
                bookedE8, feeId);
        } else {
            Order order = orders.find(orderId);
            decisions.feeBooked(orderId, 0, order == null ? 0 : order.strategyId(), order == null ? instrumentId : order.instrumentId(),
                kind, bookedE8, feeId);
        }
    }

    /** Cash came into or left the account. */
    void onCashTransferred(TransferKind kind, long amountE8, String transferId) {
        InputRefusal refusal = ids.isKnown(BookedIds.Kind.TRANSFER, transferId) ? InputRefusal.DUPLICATE
            : kind == TransferKind.NULL_VAL ? InputRefusal.NOT_ALLOWED : InputRefusal.NULL_VAL;
        if (isRefused(refusal, CashTransferredDecoder.TEMPLATE_ID, 0, 0)) {
            return;
        }
        ids.add(BookedIds.Kind.TRANSFER, transferId);
        long bookedE8 = FixedPoint.roundToCentsHalfUp(amountE8);
        if (bookedE8 != 0) {
            cash.receive(bookedE8);
            breaker.onTransfer(cents(bookedE8));
            decisions.cashTransferBooked(kind, bookedE8, transferId);
        }
    }

    /** A dividend was paid, or charged on a short position. What of the gross amount did not arrive is tax. */
    void onDividendPaid(int instrumentId, long grossE8, long netE8, String paymentId) {
        InputRefusal refusal = ids.isKnown(BookedIds.Kind.PAYMENT, paymentId) ? InputRefusal.DUPLICATE
            : market.instrument(instrumentId) == null ? InputRefusal.UNKNOWN_INSTRUMENT : InputRefusal.NULL_VAL;
        if (isRefused(refusal, DividendPaidDecoder.TEMPLATE_ID, instrumentId, 0)) {
            return;
        }
        ids.add(BookedIds.Kind.PAYMENT, paymentId);
        long bookedNetE8 = FixedPoint.roundToCentsHalfUp(netE8);
        long bookedGrossE8 = FixedPoint.roundToCentsHalfUp(grossE8);
        if (bookedNetE8 != 0 || bookedGrossE8 != 0) {
            receive(bookedNetE8);
            decisions.dividendBooked(instrumentId, bookedGrossE8, Math.subtractExact(bookedGrossE8, bookedNetE8), bookedNetE8, paymentId);
        }
    }

    /** Interest or a borrow fee was paid or charged. */
    void onInterestPosted(long amountE8, boolean isBorrowFee, int instrumentId, String interestId) {
        InputRefusal refusal = ids.isKnown(BookedIds.Kind.INTEREST, interestId) ? InputRefusal.DUPLICATE
            : isUnknown(instrumentId) ? InputRefusal.UNKNOWN_INSTRUMENT : InputRefusal.NULL_VAL;
        if (isRefused(refusal, InterestPostedDecoder.TEMPLATE_ID, instrumentId, 0)) {
            return;
        }
        ids.add(BookedIds.Kind.INTEREST, interestId);
        long bookedE8 = FixedPoint.roundToCentsHalfUp(amountE8);
        if (bookedE8 != 0) {
            receive(bookedE8);
            decisions.interestBooked(bookedE8, isBorrowFee, instrumentId, interestId);
        }
    }

    /** Somebody moves cash between float and a reserve by hand: the one way in which a reserve shrinks. */
    void onReserveOverridden(ReserveKind reserve, long amountE8, String user, String reason) {
        boolean isReserve = reserve == ReserveKind.TAX || reserve == ReserveKind.PAYROLL;
        long balanceBeforeE8 = isReserve ? cash.balanceE8(reserve) : 0;
        long sourceE8 = amountE8 < 0 ? balanceBeforeE8 : cash.floatE8();
        CommandRefusal refusal = !isReserve ? CommandRefusal.UNKNOWN_TARGET
            : user.isBlank() || reason.isBlank() ? CommandRefusal.REASON_MISSING
            : amountE8 == 0 ? CommandRefusal.ALREADY_SO
            : amountE8 % FixedPoint.E8_PER_CENT != 0 || isMoreThan(amountE8, sourceE8) ? CommandRefusal.AMOUNT_NOT_POSSIBLE
            : CommandRefusal.NULL_VAL;
        if (refusal != CommandRefusal.NULL_VAL) {
            decisions.reserveOverrideRefused(reserve, refusal, amountE8, sourceE8);
            return;
        }
        cash.reserve(reserve, amountE8);
        decisions.reserveOverrideApplied(reserve, amountE8, balanceBeforeE8, cash.balanceE8(reserve), user, reason);
    }

    /** The chart of accounts in force. */
    ChartBook chart() {
        return chart;
    }

    private static boolean isMoreThan(long amountE8, long sourceE8) {
        return amountE8 < 0 ? amountE8 < -sourceE8 : amountE8 > sourceE8;
    }

    /** Somebody gives a new chart of accounts. */
    void onChartOfAccountsChanged(ChartOfAccountsChangedDecoder changed) {
        int version = changed.coaVersion();
        List<ChartAccount> accounts = new ArrayList<>();
        for (ChartOfAccountsChangedDecoder.AccountsDecoder account : changed.accounts()) {
            accounts.add(new ChartAccount(account.accountNumber(), account.accountType(), account.parentNumber(),
                account.isActive() == BooleanType.YES, account.currency(), account.name()));
        }
        List<ChartProblem> problems = chart.change(version, accounts);
        if (problems.isEmpty()) {
            decisions.chartOfAccountsApplied(version, accounts.size(), ChartBook.digest(accounts));
        } else {
            decisions.chartOfAccountsRefused(version, problems);
        }
    }

    private void receive(long amountE8) {
        cash.receive(amountE8);
        breaker.onBooked(cents(amountE8));
    }

    private static long cents(long amountE8) {
        return FixedPoint.divideExact(amountE8, FixedPoint.E8_PER_CENT);
    }

    private boolean isOurs(long orderId) {
        return orderId > 0 && orderId < orders.nextOrderId();
    }

    private boolean isUnknown(int instrumentId) {
        return instrumentId != 0 && market.instrument(instrumentId) == null;
    }

    private boolean isRefused(InputRefusal refusal, int inputTemplateId, int instrumentId, long orderId) {
        if (refusal == InputRefusal.NULL_VAL) {
            return false;
        }
        decisions.inputRefused(refusal, inputTemplateId, instrumentId, orderId);
        return true;
    }
}
