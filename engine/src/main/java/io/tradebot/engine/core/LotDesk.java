package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.LegAmount;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.record.LotPart;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.LotsDesignatedDecoder;
import io.tradebot.journal.event.OpeningPositionObservedDecoder;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OptionLifecycleObservedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lots that no fill opens or closes: positions that existed before, and options that end other than by a trade; and the lots that
 * somebody names for a sale. Engine thread only.
 */
final class LotDesk {

    private final Decisions decisions;
    private final Market market;
    private final OrderTable orders;
    private final PositionBook positions;
    private final LotBook lots;
    private final BookedIds ids;
    private final ExitDesk exits;
    private final TradeResults results;
    private final Unexplained unexplained;
    private final Set<Integer> openedBefore = new TreeSet<>();

    LotDesk(Decisions decisions, Market market, OrderTable orders, PositionBook positions, LotBook lots, BookedIds ids, ExitDesk exits,
            TradeResults results, Unexplained unexplained) {
        this.decisions = decisions;
        this.market = market;
        this.orders = orders;
        this.positions = positions;
        this.lots = lots;
        this.ids = ids;
        this.exits = exits;
        this.results = results;
        this.unexplained = unexplained;
    }

    /** Instruments whose opening position was told. */
    Set<Integer> openedBefore() {
        return openedBefore;
    }

    // --- positions that existed before ---

    /**
     * A position that existed before the first session, told at any time, once for each instrument. It belongs to no strategy: it never
     * counts as an open position, and its cost counts in the exposure of its symbol but not in the bot's.
     *
     * @param openedEpochDay OpeningPositionObserved's null when not known: it counts as opened now then
     */
    void onOpeningPosition(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long costE8, int openedEpochDay,
            long timeNanos) {
        InputRefusal refusal = refusalOfOpening(instrumentId, assetClass, side, qtyE9, costE8);
        if (refusal != null) {
            decisions.inputRefused(refusal, OpeningPositionObservedDecoder.TEMPLATE_ID, instrumentId, 0);
            return;
        }
        openedBefore.add(instrumentId);
        boolean isDated = openedEpochDay != OpeningPositionObservedDecoder.openedEpochDayNullValue();
        long openedNanos = isDated ? Math.multiplyExact(openedEpochDay, TradingCalendar.NANOS_PER_DAY) : timeNanos;
        long amountE8 = FixedPoint.roundToCentsHalfUp(costE8);
        Lot lot = lots.openBefore(instrumentId, assetClass, side, qtyE9, amountE8, openedNanos);
        decisions.openingPositionBooked(lot.id(), instrumentId, assetClass, side, qtyE9, amountE8);
    }

    private InputRefusal refusalOfOpening(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long costE8) {
        Instrument instrument = market.instrument(instrumentId);
        if (instrument == null) {
            return InputRefusal.UNKNOWN_INSTRUMENT;
        }
        if (openedBefore.contains(instrumentId)) {
            return InputRefusal.DUPLICATE;
        }
        boolean isSided = side != PositionSide.NULL_VAL && assetClass != AssetClass.NULL_VAL
            && (side == PositionSide.SHORT) == (assetClass == AssetClass.SHORT_POSITION);
        boolean isAllowed = isSided && qtyE9 > 0 && costE8 >= 0 && instrument.kind() != InstrumentKind.INDEX;
        return isAllowed ? null : InputRefusal.NOT_ALLOWED;
    }

    // --- lots that somebody names ---

    /**
     * Somebody names the lots that an order closes, in place of what was named for it before; its fills use them first. Refused with
     * NOT_ALLOWED under another method than SPECIFIC, for an order that closes nothing or is over, for a lot named twice, and for more
     * than the lot or the order has left; with UNKNOWN_LOT for a lot that is not one of the position's.
     */
    void onLotsDesignated(LotsDesignatedDecoder designated) {
        long orderId = designated.orderId();
        List<LotPart> parts = new ArrayList<>();
        for (LotsDesignatedDecoder.LotsDecoder part : designated.lots()) {
            parts.add(new LotPart(part.lotId(), part.qtyE9()));
        }
        Order order = lots.method() == LotMethod.SPECIFIC ? orders.find(orderId) : null;
        InputRefusal refusal = refusalOfParts(order, parts);
        if (refusal == null) {
            lots.designate(orderId, parts);
        } else {
            decisions.inputRefused(refusal, LotsDesignatedDecoder.TEMPLATE_ID, order == null ? 0 : order.instrumentId(), orderId);
        }
    }

    private InputRefusal refusalOfParts(Order order, List<LotPart> parts) {
        if (lots.method() != LotMethod.SPECIFIC) {
            return InputRefusal.NOT_ALLOWED;
        }
        if (order == null) {
            return InputRefusal.UNKNOWN_ORDER;
        }
        Position position = order.positionId() != 0 ? positions.find(order.positionId()) : positions.findByEntryOrder(order.entryOrderId());
        if (order.isEntry() || !order.isOpen() || position == null) {
            return InputRefusal.NOT_ALLOWED;
        }
        long sumE9 = 0;
        Set<Long> named = new TreeSet<>();
        for (LotPart part : parts) {
            Lot lot = lots.find(part.lotId());
            if (lot == null || lot.positionId() != position.id()) {
                return InputRefusal.UNKNOWN_LOT;
            }
            if (part.qtyE9() <= 0 || part.qtyE9() > lot.leavesQtyE9() || !named.add(part.lotId())) {
                return InputRefusal.NOT_ALLOWED;
            }
            sumE9 = Math.addExact(sumE9, part.qtyE9());
        }
        return sumE9 <= order.leavesQtyE9() ? null : InputRefusal.NOT_ALLOWED;
    }

    // --- options that end ---

    /**
     * A long put expired, was exercised by us or was settled in cash: its lots are closed, those of positions first, in the order of
     * their symbols, then those of none. An exercise also sells the underlying at the strike: from a holding of no position, or short,
     * and entries are blocked then. Everything else is refused, an assignment because the bot sells no options.
     *
     * @param strikeE8 the schema's null when the broker does not say: the contract's then
     * @param cashE8   0 for an exercise when the broker does not say: strike x units then
     */
    void onOptionLifecycle(int instrumentId, OptionEvent event, long contracts, long underlyingQtyE9, long strikeE8, long cashE8,
            String eventId, long timeNanos) {
        InputRefusal refusal = refusalOfEvent(instrumentId, event, contracts, underlyingQtyE9, cashE8, eventId);
        if (refusal != null) {
            decisions.inputRefused(refusal, OptionLifecycleObservedDecoder.TEMPLATE_ID, instrumentId, 0);
            if (refusal == InputRefusal.NOT_ALLOWED) {
                unexplained.refused(instrumentId, 0, event + " of " + contracts + " " + market.instrument(instrumentId).symbol()
                    + " is not booked: it does not fit what is held. Settle it by hand with the broker's statement.");
            }
            return;
        }
        ids.add(BookedIds.Kind.EVENT, eventId);
        Instrument option = market.instrument(instrumentId);
        boolean isExercise = event == OptionEvent.EXERCISED;
        List<Execution> legs = optionLegs(option, contracts, isExercise ? 0 : FixedPoint.roundToCentsHalfUp(cashE8), eventId, timeNanos);
        if (isExercise) {
            legs.add(underlyingLeg(option, contracts, underlyingQtyE9, strikeE8, FixedPoint.roundToCentsHalfUp(cashE8), eventId, timeNanos));
        }
        long movedE8 = 0;
        long gainE8 = 0;
        for (Execution leg : legs) {
            movedE8 = Math.addExact(movedE8, leg.cashE8());
            gainE8 = Math.addExact(gainE8, lots.plan(leg, leg.terms().positionId()).stream().mapToLong(use -> use.gainE8()).sum());
        }
        decisions.optionLifecycleBooked(instrumentId, option.underlyingId(), event, contracts, movedE8, gainE8, eventId);
        long shortBeforeE9 = lots.qtyE9(0, option.underlyingId());
        legs.forEach(positions::bookEvent);
        for (Execution leg : legs) {
            settle(positions.find(leg.terms().positionId()), leg, timeNanos);
        }
        long shortE9 = lots.qtyE9(0, option.underlyingId());
        if (isExercise && shortE9 < Math.min(shortBeforeE9, 0)) {
            unexplained.found(option.underlyingId(), 0, -shortE9, "The exercise of " + option.symbol() + " left "
                + FixedPoint.formatShort(-shortE9, 9, 0) + " of its underlying short. Close them at the broker.");
        }
    }

    private InputRefusal refusalOfEvent(int instrumentId, OptionEvent event, long contracts, long underlyingQtyE9, long cashE8, String eventId) {
        Instrument option = market.instrument(instrumentId);
        if (option == null) {
            return InputRefusal.UNKNOWN_INSTRUMENT;
        }
        if (ids.isKnown(BookedIds.Kind.EVENT, eventId)) {
            return InputRefusal.DUPLICATE;
        }
        boolean isFitting = switch (event) {
            case EXPIRED -> option.isOption() && cashE8 == 0 && underlyingQtyE9 == 0;
            case CASH_SETTLED -> option.isOption() && cashE8 >= 0 && underlyingQtyE9 == 0;
            case EXERCISED -> option.kind() == InstrumentKind.PUT_OPTION && cashE8 >= 0 && underlyingQtyE9 <= 0;
            case ASSIGNED, NULL_VAL -> false;
        };
        boolean isHeld = contracts > 0 && contracts <= lots.closableQtyE9(instrumentId, false) / FixedPoint.E9;
        if (!isFitting || !isHeld) {
            return InputRefusal.NOT_ALLOWED;
        }
        boolean isUnderlyingKnown = event != OptionEvent.EXERCISED || market.instrument(option.underlyingId()) != null;
        return isUnderlyingKnown ? null : InputRefusal.UNKNOWN_INSTRUMENT;
    }

    private List<Execution> optionLegs(Instrument option, long contracts, long cashE8, String eventId, long timeNanos) {
        List<Execution> legs = new ArrayList<>();
        long leftE9 = Math.multiplyExact(contracts, FixedPoint.E9);
        long leftE8 = cashE8;
        List<Long> holders = new ArrayList<>();
        positions.open().stream().filter(position -> position.instrument() == option).forEach(position -> holders.add(position.id()));
        holders.add(0L);
        for (long positionId : holders) {
            long usedE9 = Math.min(leftE9, lots.closableQtyE9(positionId, option.id(), false));
            if (usedE9 > 0) {
                long partE8 = LotBook.part(leftE8, usedE9, leftE9);
                Position position = positions.find(positionId);
                long priceE8 = FixedPoint.multiplyDivideHalfUp(partE8, FixedPoint.E9, Math.multiplyExact(usedE9, (long) option.multiplier()));
                legs.add(leg(positionId, position == null ? 0 : position.strategyId(), option.id(), ExitReason.OPTION_EXPIRY, priceE8, usedE9,
                    partE8, eventId, timeNanos));
                leftE9 -= usedE9;
                leftE8 -= partE8;
            }
        }
        return legs;
    }

    private Execution underlyingLeg(Instrument option, long contracts, long underlyingQtyE9, long strikeE8, long cashE8, String eventId,
            long timeNanos) {
        boolean isStruck = strikeE8 != OptionLifecycleObservedDecoder.strikeE8NullValue();
        long priceE8 = isStruck ? strikeE8 : FixedPoint.pxToE8(option.strikePx());
        long qtyE9 = underlyingQtyE9 != 0 ? -underlyingQtyE9
            : Math.multiplyExact(Math.multiplyExact(contracts, (long) option.multiplier()), FixedPoint.E9);
        long amountE8 = cashE8 != 0 ? cashE8 : LegAmount.ofE8(priceE8, qtyE9, market.instrument(option.underlyingId()).multiplier());
        return leg(0, 0, option.underlyingId(), ExitReason.NULL_VAL, priceE8, qtyE9, amountE8, eventId, timeNanos);
    }

    private static Execution leg(long positionId, int strategyId, int instrumentId, ExitReason reason, long priceE8, long qtyE9, long amountE8,
            String eventId, long timeNanos) {
        return new Execution(new Execution.Terms(0, eventId, positionId, strategyId, instrumentId, false, false, reason, priceE8, qtyE9,
            amountE8, 0, timeNanos));
    }

    private void settle(Position position, Execution leg, long timeNanos) {
        if (position == null) {
            return;
        }
        orders.noteClosedOtherwise(position.entryOrderId(), leg.terms().qtyE9());
        positions.settle(position);
        if (position.qtyE9() > 0) {
            exits.resize(position);
            return;
        }
        positions.writeTradeClosed(position);
        exits.end(position);
        results.onTradeClosed(position, timeNanos);
    }
}
