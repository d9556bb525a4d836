package io.tradebot.engine.core;

import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.position.LegAmount;
import io.tradebot.engine.reconcile.Reconciliation;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * Books differences to the broker that an operator has accepted: cash into the float, units into lots that belong to no strategy.
 * Units of a strategy's open position are never touched: they are closed by orders or explained by facts. Engine thread only.
 */
final class DifferenceDesk implements Reconciliation.Books {

    private final Decisions decisions;
    private final Market market;
    private final LotBook lots;
    private final Cash cash;
    private final CircuitBreaker breaker;
    private long timeNanos;

    DifferenceDesk(Decisions decisions, Market market, LotBook lots, Cash cash, CircuitBreaker breaker) {
        this.decisions = decisions;
        this.market = market;
        this.lots = lots;
        this.cash = cash;
        this.breaker = breaker;
    }

    /** Time of what is booked next. */
    DifferenceDesk at(long nowNanos) {
        timeNanos = nowNanos;
        return this;
    }

    @Override
    public void addCash(int breakNumber, long amountE8) {
        long wholeE8 = FixedPoint.divideExact(amountE8, FixedPoint.E8_PER_CENT) * FixedPoint.E8_PER_CENT;
        decisions.reconciliationDifferenceBooked(breakNumber, 0, 0, wholeE8);
        cash.receive(wholeE8);
        breaker.onBooked(wholeE8 / FixedPoint.E8_PER_CENT);
    }

    @Override
    public boolean addUnits(int breakNumber, int instrumentId, long signedQtyE9, long priceE8) {
        Instrument instrument = market.instrument(instrumentId);
        PositionSide shrinking = signedQtyE9 > 0 ? PositionSide.SHORT : PositionSide.LONG;
        List<Lot> open = lots.of(instrumentId);
        if (instrument == null || open.stream().anyMatch(lot -> lot.positionId() != 0)) {
            return false;
        }
        int sign = signedQtyE9 > 0 ? 1 : -1;
        long leftE9 = Math.abs(signedQtyE9);
        long amountE8 = 0;
        for (Lot lot : open) {
            if (lot.side() == shrinking) {
                long takenE9 = Math.min(leftE9, lot.leavesQtyE9());
                amountE8 += sign * LotBook.part(lot.leavesAmountE8(), takenE9, lot.leavesQtyE9());
                leftE9 -= takenE9;
            }
        }
        long addedE8 = LegAmount.ofE8(priceE8, leftE9, instrument.multiplier());
        decisions.reconciliationDifferenceBooked(breakNumber, instrumentId, signedQtyE9, amountE8 + sign * addedE8);
        change(instrument, shrinking, Math.abs(signedQtyE9), priceE8, addedE8);
        return true;
    }

    private void change(Instrument instrument, PositionSide shrinking, long qtyE9, long priceE8, long addedE8) {
        long leftE9 = qtyE9;
        for (Lot lot : lots.of(instrument.id())) {
            long takenE9 = lot.side() == shrinking ? Math.min(leftE9, lot.leavesQtyE9()) : 0;
            if (takenE9 > 0) {
                lots.takeOut(lot, takenE9);
                leftE9 -= takenE9;
            }
        }
        if (leftE9 > 0) {
            boolean isShort = shrinking == PositionSide.LONG;
            AssetClass assetClass = isShort ? AssetClass.SHORT_POSITION
                : instrument.kind() == InstrumentKind.PUT_OPTION ? AssetClass.LONG_PUT : AssetClass.LONG_EQUITY;
            lots.openUnexplained(instrument.id(), assetClass, isShort ? PositionSide.SHORT : PositionSide.LONG, leftE9, priceE8, addedE8,
                timeNanos);
        }
    }
}
