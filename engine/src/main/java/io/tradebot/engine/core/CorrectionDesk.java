package io.tradebot.engine.core;

import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.journal.event.FillBustedDecoder;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Fills that the broker takes back or replaces. Books are put right first, the market afterwards:
 *
 * <ul>
 * <li>A fill on which no later one rests is undone; a correction is then booked in its place.
 * <li>Later fills that have closed what it opened are undone with it and booked anew, as long as there is something that they can
 * close. A busted entry that leaves them nothing is undone alone: what they had closed are units on the other side then, of no
 * position, and entries are blocked.
 * <li>A position that shrinks has its closing orders resized; one that vanishes or turns out closed has them cancelled. One that comes
 * back is closed again at once (EXTERNAL), or when the next session opens; until then entries are blocked.
 * </ul>
 *
 * <p>Nothing is undone across a corporate action or the end of an option: such a fact is refused, and a person has to settle it. Engine
 * thread only.
 */
final class CorrectionDesk {

    private final Decisions decisions;
    private final OrderTable orders;
    private final PositionBook positions;
    private final LotBook lots;
    private final ExecutionBook executions;
    private final Market market;
    private final KillSwitch killSwitch;
    private final ExitDesk exits;
    private final TradeResults results;
    private final Unexplained unexplained;

    CorrectionDesk(Decisions decisions, OrderTable orders, PositionBook positions, LotBook lots, ExecutionBook executions, Market market,
            KillSwitch killSwitch, ExitDesk exits, TradeResults results, Unexplained unexplained) {
        this.decisions = decisions;
        this.orders = orders;
        this.positions = positions;
        this.lots = lots;
        this.executions = executions;
        this.market = market;
        this.killSwitch = killSwitch;
        this.exits = exits;
        this.results = results;
        this.unexplained = unexplained;
    }

    /** The broker took an execution back. */
    void onBusted(long orderId, String executionId, boolean isSessionOpen, long timeNanos) {
        Execution busted = find(FillBustedDecoder.TEMPLATE_ID, orderId, executionId);
        if (busted != null) {
            correct(FillBustedDecoder.TEMPLATE_ID, busted, null, isSessionOpen, timeNanos);
        }
    }

    /** The broker replaced an execution by this fill. */
    void onCorrected(Fill fill, String correctedExecutionId, boolean isSessionOpen, long timeNanos) {
        Execution replaced = find(FillCorrectedDecoder.TEMPLATE_ID, fill.orderId(), correctedExecutionId);
        if (replaced == null) {
            return;
        }
        boolean isSameId = fill.executionId().equals(correctedExecutionId);
        if (!isSameId && executions.find(replaced.orderId(), fill.executionId()) != null) {
            refuse(InputRefusal.DUPLICATE_EXECUTION, FillCorrectedDecoder.TEMPLATE_ID, replaced);
        } else if (fill.qtyE9() <= 0 || fill.priceE8() < 0) {
            refuse(InputRefusal.NOT_ALLOWED, FillCorrectedDecoder.TEMPLATE_ID, replaced);
        } else {
            Fill ofOrder = new Fill(replaced.orderId(), fill.executionId(), fill.priceE8(), fill.qtyE9(), fill.commissionE8(), fill.executedNanos());
            correct(FillCorrectedDecoder.TEMPLATE_ID, replaced, ofOrder, isSessionOpen, timeNanos);
        }
    }

    /** The execution that still stands under this id; anything else is refused. */
    private Execution find(int inputTemplateId, long orderId, String executionId) {
        Execution execution = executions.find(orderId, executionId);
        if (execution == null) {
            decisions.inputRefused(InputRefusal.UNKNOWN_EXECUTION, inputTemplateId, 0, orderId);
            return null;
        }
        if (execution.isTakenBack()) {
            refuse(InputRefusal.DUPLICATE, inputTemplateId, execution);
            return null;
        }
        return execution;
    }

    private void refuse(InputRefusal reason, int inputTemplateId, Execution execution) {
        decisions.inputRefused(reason, inputTemplateId, execution.instrumentId(), execution.orderId());
    }

    private void correct(int inputTemplateId, Execution execution, Fill replacement, boolean isSessionOpen, long timeNanos) {
        List<Execution> chain = ExecutionBook.chainOf(execution);
        if (chain.stream().anyMatch(lots::isSettled) || chain.stream().anyMatch(link -> link.orderId() == 0)) {
            refuse(InputRefusal.NOT_ALLOWED, inputTemplateId, execution);
            unexplained.refused(execution.instrumentId(), execution.orderId(), "Execution " + execution.executionId() + " was "
                + (replacement == null ? "busted" : "corrected") + " after a corporate action or the end of an option had changed its lots."
                + " Settle it by hand with the broker's statement.");
            return;
        }
        List<TradeResults.Before> before = touched(chain);
        long outsideBeforeE9 = outsideQtyE9(chain);
        changeOrder(execution, replacement);
        changeBooks(execution, replacement, chain);
        for (TradeResults.Before position : before) {
            settle(position, execution, isSessionOpen, timeNanos);
        }
        long outsideE9 = outsideQtyE9(chain);
        if (outsideE9 != outsideBeforeE9 && outsideE9 != 0) {
            unexplained.found(execution.instrumentId(), execution.orderId(), outsideE9, text(outsideE9) + " "
                + market.instrument(execution.instrumentId()).symbol() + " of no position are left because execution "
                + execution.executionId() + " was " + (replacement == null ? "busted" : "corrected") + ". Close them at the broker.");
        }
    }

    private static String text(long qtyE9) {
        return FixedPoint.formatShort(qtyE9, 9, 0);
    }

    private List<TradeResults.Before> touched(List<Execution> chain) {
        List<TradeResults.Before> before = new ArrayList<>();
        for (Execution link : chain) {
            Position position = positions.findEver(link.terms().positionId());
            if (position != null && before.stream().noneMatch(known -> known.position() == position)) {
                before.add(TradeResults.Before.of(position));
            }
        }
        return before;
    }

    private long outsideQtyE9(List<Execution> chain) {
        return lots.qtyE9(0, chain.get(0).instrumentId());
    }

    private void changeOrder(Execution execution, Fill replacement) {
        Order order = orders.find(execution.orderId());
        if (order == null) {
            return; // of an earlier day; nothing is decided by it any more
        }
        orders.takeBackFill(order, execution.terms().priceE8(), execution.terms().qtyE9());
        if (replacement != null) {
            boolean isSameId = replacement.executionId().equals(execution.executionId());
            orders.replaceFill(order, replacement.executionId(), isSameId, replacement.priceE8(), replacement.qtyE9());
            if (order.filledQtyE9() > order.qtyE9()) {
                killSwitch.trip(KillCause.OVERFILL, MeasureUnit.QTY_E9, order.filledQtyE9(), order.qtyE9());
            }
        }
    }

    private void changeBooks(Execution execution, Fill replacement, List<Execution> chain) {
        long lotId = execution.lotId();
        List<Execution> resting = chain.stream().filter(link -> link != execution).toList();
        LotAdjustment reason = replacement == null ? LotAdjustment.BUST : LotAdjustment.CORRECTION;
        boolean isLastLot = execution.terms().isEntry() && !hasOtherLots(execution);
        if (replacement == null && !resting.isEmpty() && isLastLot) {
            List<Execution> direct = resting.stream().filter(link -> link.terms().positionId() == execution.terms().positionId()).toList();
            positions.undoOpened(execution, direct, reason);
            positions.refundCommission(execution, lotId);
            return;
        }
        for (int i = resting.size() - 1; i >= 0; i--) {
            positions.undo(resting.get(i), true, LotAdjustment.CORRECTION);
        }
        positions.undo(execution, replacement != null, reason);
        positions.refundCommission(execution, lotId);
        if (replacement != null) {
            positions.bookInPlaceOf(execution, replacement, market.instrument(execution.instrumentId()).multiplier());
        }
        resting.forEach(positions::bookAgain);
    }

    /** True when the position holds lots that this execution did not open. */
    private boolean hasOtherLots(Execution execution) {
        long positionId = execution.terms().positionId();
        long heldE9 = Math.abs(lots.qtyE9(positionId, execution.instrumentId()));
        return heldE9 > execution.leftOfOpenedQtyE9();
    }

    /** Brings orders, limits and the list of open positions in line with what the fills of a position say now. */
    private void settle(TradeResults.Before before, Execution execution, boolean isSessionOpen, long timeNanos) {
        Position position = before.position();
        positions.settle(position);
        if (position.qtyE9() == 0) {
            if (!position.isGone()) {
                positions.writeTradeClosed(position);
            }
            exits.end(position);
            results.onChanged(before, timeNanos);
            return;
        }
        results.onChanged(before, timeNanos);
        exits.resize(position);
        boolean isMore = position.qtyE9() > before.qtyE9(); // an exit at another price gives nothing back: what works on it goes on
        boolean isBack = before.wasClosed() || !execution.terms().isEntry() && isMore;
        if (!isBack) {
            return;
        }
        position.leave();
        if (isSessionOpen) {
            exits.leave(position);
        } else {
            unexplained.found(position.instrument().id(), execution.orderId(), position.qtyE9(), "Position " + position.id() + " in "
                + position.instrument().symbol() + " is open again because execution " + execution.executionId()
                + " was taken back after the close. It is closed when the next session opens; look at it before.");
        }
    }
}
