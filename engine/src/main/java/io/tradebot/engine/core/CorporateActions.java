package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CorporateActionAnnouncedDecoder;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.LotAdjustment;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits, stock dividends and changes of symbol. They take effect with the first session on or after the ex date, or at once when that
 * date has come: quantity and unit cost of every lot change, no money moves, open positions follow, and working orders in the
 * instrument are cancelled because their prices and quantities mean something else now. A cash dividend changes nothing here, its
 * payment does. What turns units into something else (merger, spin-off, delisting) is refused: the books need a person for it.
 *
 * <p>New quantities are exact to 10^-9; what is finer is rounded, a half down, and is lost: brokers pay it out in cash, which comes as
 * a record of its own. A lot never rounds to nothing, so that its cost stays in the books. Engine thread only.
 */
final class CorporateActions {

    record Action(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator,
                          int newInstrumentId, String announcementId) {

        /** New units for each {@link #denominator} old ones, the old ones included. */
        long newUnits() {
            return switch (kind) {
                case SPLIT -> numerator;
                case STOCK_DIVIDEND -> Math.addExact(denominator, numerator);
                default -> denominator;
            };
        }
    }

    private final Decisions decisions;
    private final Market market;
    private final LotBook lots;
    private final PositionBook positions;
    private final OrderTable orders;
    private final BookedIds ids;
    private final Unexplained unexplained;
    private final List<Action> pending = new ArrayList<>();

    CorporateActions(Decisions decisions, Market market, LotBook lots, PositionBook positions, OrderTable orders, BookedIds ids,
            Unexplained unexplained) {
        this.decisions = decisions;
        this.market = market;
        this.lots = lots;
        this.positions = positions;
        this.orders = orders;
        this.ids = ids;
        this.unexplained = unexplained;
    }

    /**
     * A company changes its shares.
     *
     * @param numerator   units after the split for each {@code denominator} before it; of a stock dividend the units in addition
     * @param todayEpochDay session that is open, else the exchange's date
     */
    void onAnnounced(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator, int newInstrumentId,
            String announcementId, int todayEpochDay) {
        Action action = kind == CorporateActionKind.SYMBOL_CHANGE
            ? new Action(instrumentId, kind, exEpochDay, 1, 1, newInstrumentId, announcementId)
            : new Action(instrumentId, kind, exEpochDay, numerator, denominator, instrumentId, announcementId);
        InputRefusal refusal = refusal(action);
        if (refusal != null) {
            decisions.inputRefused(refusal, CorporateActionAnnouncedDecoder.TEMPLATE_ID, instrumentId, 0);
        }
        if (refusal == InputRefusal.NOT_ALLOWED) {
            unexplained.refused(instrumentId, 0, kind + " of " + market.instrument(instrumentId).symbol() + ", ex date "
                + LocalDate.ofEpochDay(exEpochDay) + ", is not booked. If it is held, settle it by hand with the broker's statement.");
        }
        if (refusal != null || kind == CorporateActionKind.CASH_DIVIDEND) {
            return;
        }
        pending.removeIf(known -> !announcementId.isEmpty() && known.announcementId().equals(announcementId));
        if (exEpochDay <= todayEpochDay) {
            apply(action);
        } else {
            pending.add(action);
        }
    }

    private InputRefusal refusal(Action action) {
        if (market.instrument(action.instrumentId()) == null || market.instrument(action.newInstrumentId()) == null) {
            return InputRefusal.UNKNOWN_INSTRUMENT;
        }
        if (ids.isKnown(BookedIds.Kind.ANNOUNCEMENT, action.announcementId())) {
            return InputRefusal.DUPLICATE;
        }
        boolean isAllowed = switch (action.kind()) {
            case SPLIT, STOCK_DIVIDEND -> action.numerator() > 0 && action.denominator() > 0;
            case SYMBOL_CHANGE -> action.newInstrumentId() != action.instrumentId();
            case CASH_DIVIDEND -> true;
            case MERGER, SPIN_OFF, DELISTING, NULL_VAL -> false;
        };
        return isAllowed ? null : InputRefusal.NOT_ALLOWED;
    }

    /** A session begins: what is due takes effect, the earliest ex date first. */
    void startDay(int epochDay) {
        List<Action> due = new ArrayList<>(pending.stream().filter(action -> action.exEpochDay() <= epochDay).toList());
        pending.removeAll(due);
        due.sort((a, b) -> Integer.compare(a.exEpochDay(), b.exEpochDay()));
        due.forEach(this::apply);
    }

    /** What has not taken effect yet, as it was announced. */
    List<Action> pending() {
        return pending;
    }

    private void apply(Action action) {
        ids.add(BookedIds.Kind.ANNOUNCEMENT, action.announcementId());
        orders.openIn(action.instrumentId()).forEach(order -> orders.requestCancel(order, CancelReason.STRATEGY));
        lots.noteAction(action.instrumentId());
        List<Lot> changed = lots.of(action.instrumentId());
        decisions.corporateActionApplied(action.instrumentId(), action.newInstrumentId(), action.kind(), action.numerator(),
            action.denominator(), changed.size(), action.announcementId());
        LotAdjustment reason = action.kind() == CorporateActionKind.SYMBOL_CHANGE ? LotAdjustment.SYMBOL_CHANGE : LotAdjustment.SPLIT;
        for (Lot lot : changed) {
            lots.act(lot, action.newInstrumentId(), Math.max(newQtyE9(lot.leavesQtyE9(), action), 1), reason);
        }
        for (Position position : List.copyOf(positions.open())) {
            if (position.instrument().id() == action.instrumentId()) {
                long beforeE9 = position.qtyE9();
                positions.act(position, market.instrument(action.newInstrumentId()), qtyE9 -> newQtyE9(qtyE9, action));
                orders.noteClosedOtherwise(position.entryOrderId(), beforeE9 - position.qtyE9()); // so much more may be closed
            }
        }
    }

    /** Half down to 10^-9 units. */
    private static long newQtyE9(long qtyE9, Action action) {
        BigInteger denominator = BigInteger.valueOf(action.denominator());
        BigInteger[] parts = BigInteger.valueOf(qtyE9).multiply(BigInteger.valueOf(action.newUnits())).divideAndRemainder(denominator);
        boolean isAboveHalf = parts[1].shiftLeft(1).compareTo(denominator) > 0;
        return parts[0].longValueExact() + (isAboveHalf ? 1 : 0);
    }
}
