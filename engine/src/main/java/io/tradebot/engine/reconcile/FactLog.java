package io.tradebot.engine.reconcile;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.position.LegAmount;
import io.tradebot.journal.event.CashTransferredDecoder;
import io.tradebot.journal.event.CorporateActionAppliedDecoder;
import io.tradebot.journal.event.DividendPaidDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FillBustedDecoder;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.InterestPostedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.OpeningPositionBookedDecoder;
import io.tradebot.journal.event.OptionLifecycleObservedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;

/**
 * Every money fact of the broker with what its bookings did, folded from the records themselves: the journal's view from the
 * input, the books' view from the decisions behind it. Engine thread only.
 */
final class FactLog {

    private static final int NOT_DATED = Integer.MIN_VALUE;

    private final Market market;
    private final LongToIntFunction exchangeDayAt;
    private final RecordCursor cursor = new RecordCursor();
    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final FillBustedDecoder fillBusted = new FillBustedDecoder();
    private final FillCorrectedDecoder fillCorrected = new FillCorrectedDecoder();
    private final FeeChargedDecoder feeCharged = new FeeChargedDecoder();
    private final CashTransferredDecoder cashTransferred = new CashTransferredDecoder();
    private final DividendPaidDecoder dividendPaid = new DividendPaidDecoder();
    private final InterestPostedDecoder interestPosted = new InterestPostedDecoder();
    private final OptionLifecycleObservedDecoder optionLifecycle = new OptionLifecycleObservedDecoder();
    private final InputRefusedDecoder inputRefused = new InputRefusedDecoder();
    private final LotOpenedDecoder lotOpened = new LotOpenedDecoder();
    private final LotClosedDecoder lotClosed = new LotClosedDecoder();
    private final LotAdjustedDecoder lotAdjusted = new LotAdjustedDecoder();
    private final OpeningPositionBookedDecoder openingPosition = new OpeningPositionBookedDecoder();
    private final CorporateActionAppliedDecoder corporateAction = new CorporateActionAppliedDecoder();
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Integer, Integer> countByInstrument = new TreeMap<>();
    private final Map<Integer, Integer> firstActionDayByInstrument = new TreeMap<>();
    private final Set<Long> shortLots = new TreeSet<>();
    private final DatedBalances balances = new DatedBalances();
    private long lastCashE8;
    private int bookingsDay = NOT_DATED;
    private int keptFromDay = NOT_DATED;

    /** {@code exchangeDayAt} gives the date in New York of an instant. */
    FactLog(Market market, LongToIntFunction exchangeDayAt) {
        this.market = market;
        this.exchangeDayAt = exchangeDayAt;
    }

    List<Fact> facts() {
        return facts;
    }

    DatedBalances balances() {
        return balances;
    }

    /** Facts that came so far for an instrument, or with 0 for cash. */
    long count(int instrumentId) {
        return countByInstrument.getOrDefault(instrumentId, 0);
    }

    /** True when a corporate action of the instrument has taken effect on or before the date. */
    boolean hasCorporateAction(int instrumentId, int epochDay) {
        return firstActionDayByInstrument.getOrDefault(instrumentId, Integer.MAX_VALUE) <= epochDay;
    }

    /** Facts so far by instrument, 0 for cash. */
    Map<Integer, Integer> countByInstrument() {
        return countByInstrument;
    }

    /** Date of the first corporate action by instrument. */
    Map<Integer, Integer> firstActionDayByInstrument() {
        return firstActionDayByInstrument;
    }

    /** True while nothing was forgotten that a statement of this date could hold. */
    boolean covers(int epochDay) {
        return epochDay >= keptFromDay;
    }

    /** Date from which facts are kept; Integer.MIN_VALUE while all are. */
    int keptFromDay() {
        return keptFromDay;
    }

    /** The cash that a journal begins with. */
    void noteFirstCash(int epochDay, long cashE8) {
        balances.addCash(epochDay, cashE8);
        lastCashE8 = cashE8;
        countByInstrument.merge(0, 1, Integer::sum);
    }

    /** Forgets facts before a date, of more than {@code most} the oldest, those of one date together; their balances stay as one sum. */
    void forgetBefore(int epochDay, int most, LongPredicate isLotKnown) {
        int firstDay = epochDay;
        int[] days = facts.stream().mapToInt(Fact::epochDay).filter(day -> day >= epochDay).sorted().toArray();
        if (days.length > most) {
            firstDay = days[days.length - most];
        }
        keptFromDay = Math.max(keptFromDay, firstDay);
        facts.removeIf(fact -> fact.epochDay() < keptFromDay);
        shortLots.removeIf(lotId -> !isLotKnown.test(lotId));
        balances.sumUpBefore(keptFromDay);
    }

    /** The log as it was, but for what is added to its collections; short lots are among the lots. */
    void restore(int newKeptFromDay, long cashE8, Set<Long> newShortLots) {
        keptFromDay = newKeptFromDay;
        lastCashE8 = cashE8;
        shortLots.addAll(newShortLots);
    }

    /** What the excerpt at hand books counts for this date. */
    void dateBookings(int epochDay) {
        bookingsDay = epochDay;
    }

    /**
     * Takes an excerpt that has been decided.
     *
     * @param cashE8 all cash of the engine after it
     * @return true when it held a fact or moved money or units
     */
    boolean note(RecordBatch batch, long timeNanos, long cashE8) {
        RecordCursor c = cursor.wrap(batch.buffer(), 0, batch.length());
        c.next();
        Draft draft = new Draft(bookingsDay == NOT_DATED ? exchangeDayAt.applyAsInt(timeNanos) : bookingsDay);
        bookingsDay = NOT_DATED;
        readInput(c, draft);
        while (c.next()) {
            readDecision(c, draft);
        }
        long movedE8 = cashE8 - lastCashE8;
        lastCashE8 = cashE8;
        balances.addCash(draft.epochDay, movedE8);
        boolean isFact = draft.kind != null && !draft.isDuplicate;
        if (isFact) {
            facts.add(toFact(draft, movedE8));
        }
        if (!isFact && movedE8 == 0 && draft.movedInstrumentId == 0) {
            return false;
        }
        countByInstrument.merge(0, 1, Integer::sum);
        if (draft.instrumentId != 0) {
            countByInstrument.merge(draft.instrumentId, 1, Integer::sum);
        }
        return true;
    }

    /** A corrected execution counts as if it had been right at once: what the wrong one did is added to what its reversal did. */
    private Fact toFact(Draft draft, long movedE8) {
        long bookedE8 = movedE8;
        long bookedQtyE9 = draft.movedQtyE9;
        if (draft.replaced != null) {
            bookedE8 = Math.addExact(bookedE8, draft.replaced.bookedE8());
            bookedQtyE9 = Math.addExact(bookedQtyE9, draft.replaced.bookedQtyE9());
        }
        long amountE8 = draft.amountE8;
        if (draft.kind == StatementLineKind.TRADE) {
            Instrument instrument = market.instrument(draft.instrumentId);
            long legE8 = instrument == null ? 0 : LegAmount.ofE8(draft.priceE8, draft.qtyE9, instrument.multiplier());
            amountE8 = (bookedQtyE9 > 0 ? -legE8 : legE8) - draft.commissionE8; // an input names no side, its bookings do
        }
        return new Fact(draft.kind, draft.id, draft.linkId, draft.epochDay, draft.instrumentId, draft.orderId, draft.qtyE9, draft.priceE8,
            toCents(amountE8), bookedE8, bookedQtyE9, !draft.isRefused);
    }

    private static long toCents(long amountE8) {
        long cents = FixedPoint.multiplyDivideHalfUp(Math.abs(amountE8), 1, FixedPoint.E8_PER_CENT);
        return FixedPoint.centsToE8(amountE8 < 0 ? -cents : cents);
    }

    private void readInput(RecordCursor c, Draft draft) {
        switch (c.templateId()) {
            case OrderFilledDecoder.TEMPLATE_ID -> {
                orderFilled.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.trade(orderFilled.executionId(), exchangeDayAt.applyAsInt(orderFilled.executedNanos()), orderFilled.instrumentId(),
                    orderFilled.orderId(), orderFilled.qtyE9(), orderFilled.priceE8(), orderFilled.commissionE8());
            }
            case FillCorrectedDecoder.TEMPLATE_ID -> {
                fillCorrected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                String corrected = fillCorrected.correctedExecutionId();
                draft.trade(fillCorrected.executionId(), exchangeDayAt.applyAsInt(fillCorrected.executedNanos()),
                    fillCorrected.instrumentId(), fillCorrected.orderId(), fillCorrected.qtyE9(), fillCorrected.priceE8(),
                    fillCorrected.commissionE8());
                draft.replaced = remove(corrected);
            }
            case FillBustedDecoder.TEMPLATE_ID -> {
                fillBusted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                Fact busted = remove(fillBusted.executionId());
                if (busted != null) {
                    draft.epochDay = busted.epochDay(); // it never happened
                }
                draft.instrumentId = fillBusted.instrumentId();
            }
            case FeeChargedDecoder.TEMPLATE_ID -> {
                feeCharged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                int day = feeCharged.tradeEpochDay() == FeeChargedDecoder.tradeEpochDayNullValue()
                    ? exchangeDayAt.applyAsInt(feeCharged.chargedNanos()) : feeCharged.tradeEpochDay();
                draft.money(StatementLineKind.FEE, day, feeCharged.instrumentId(), feeCharged.orderId(), -feeCharged.amountE8());
                draft.linkId = feeCharged.executionId();
                draft.id = feeCharged.feeId();
            }
            case CashTransferredDecoder.TEMPLATE_ID -> {
                cashTransferred.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.money(StatementLineKind.TRANSFER, cashTransferred.effectiveEpochDay(), 0, 0, cashTransferred.amountE8());
                draft.id = cashTransferred.transferId();
            }
            case DividendPaidDecoder.TEMPLATE_ID -> {
                dividendPaid.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.money(StatementLineKind.DIVIDEND, dividendPaid.payEpochDay(), dividendPaid.instrumentId(), 0, dividendPaid.netE8());
                draft.id = dividendPaid.paymentId();
            }
            case InterestPostedDecoder.TEMPLATE_ID -> {
                interestPosted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.money(StatementLineKind.INTEREST, interestPosted.effectiveEpochDay(), interestPosted.instrumentId(), 0,
                    interestPosted.amountE8());
                draft.id = interestPosted.interestId();
            }
            case OptionLifecycleObservedDecoder.TEMPLATE_ID -> {
                optionLifecycle.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.epochDay = optionLifecycle.effectiveEpochDay();
                draft.instrumentId = optionLifecycle.instrumentId();
            }
            default -> { }
        }
    }

    private Fact remove(String executionId) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (facts.get(i).kind() == StatementLineKind.TRADE && facts.get(i).id().equals(executionId)) {
                return facts.remove(i);
            }
        }
        return null;
    }

    private void readDecision(RecordCursor c, Draft draft) {
        switch (c.templateId()) {
            case InputRefusedDecoder.TEMPLATE_ID -> {
                inputRefused.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                draft.isRefused = true;
                InputRefusal reason = inputRefused.reason();
                draft.isDuplicate = reason == InputRefusal.DUPLICATE || reason == InputRefusal.DUPLICATE_EXECUTION;
            }
            case LotOpenedDecoder.TEMPLATE_ID -> {
                lotOpened.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                open(draft, lotOpened.lotId(), lotOpened.instrumentId(), lotOpened.side(), lotOpened.qtyE9());
            }
            case LotClosedDecoder.TEMPLATE_ID -> {
                lotClosed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                move(draft, lotClosed.instrumentId(), -signed(lotClosed.side(), lotClosed.qtyE9()));
            }
            case OpeningPositionBookedDecoder.TEMPLATE_ID -> {
                openingPosition.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                open(draft, openingPosition.lotId(), openingPosition.instrumentId(), openingPosition.side(), openingPosition.qtyE9());
            }
            case LotAdjustedDecoder.TEMPLATE_ID -> {
                lotAdjusted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                long sign = shortLots.contains(lotAdjusted.lotId()) ? -1 : 1; // the record names no side
                move(draft, lotAdjusted.previousInstrumentId(), -sign * lotAdjusted.previousQtyE9());
                move(draft, lotAdjusted.instrumentId(), sign * lotAdjusted.qtyE9());
            }
            case CorporateActionAppliedDecoder.TEMPLATE_ID -> {
                corporateAction.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                firstActionDayByInstrument.merge(corporateAction.instrumentId(), draft.epochDay, Math::min);
            }
            default -> { }
        }
    }

    private void open(Draft draft, long lotId, int instrumentId, PositionSide side, long qtyE9) {
        if (side == PositionSide.SHORT) {
            shortLots.add(lotId);
        }
        move(draft, instrumentId, signed(side, qtyE9));
    }

    private void move(Draft draft, int instrumentId, long changeE9) {
        balances.addUnits(instrumentId, draft.epochDay, changeE9);
        draft.movedInstrumentId = instrumentId;
        if (draft.instrumentId == 0) {
            draft.instrumentId = instrumentId; // a broker may leave it out of a fill
        }
        if (instrumentId == draft.instrumentId) {
            draft.movedQtyE9 = Math.addExact(draft.movedQtyE9, changeE9);
        }
    }

    private static long signed(PositionSide side, long qtyE9) {
        return side == PositionSide.SHORT ? -qtyE9 : qtyE9;
    }

    /** What is known of an excerpt while it is read. */
    private static final class Draft {
        private StatementLineKind kind;
        private String id = "";
        private String linkId = "";
        private int epochDay;
        private int instrumentId;
        private long orderId;
        private long qtyE9;
        private long priceE8;
        private long commissionE8;
        private long amountE8;
        private boolean isRefused;
        private boolean isDuplicate;
        private int movedInstrumentId;
        private long movedQtyE9;
        private Fact replaced;

        Draft(int epochDay) {
            this.epochDay = epochDay;
        }

        void trade(String executionId, int day, int instrument, long order, long qty, long price, long commission) {
            money(StatementLineKind.TRADE, day, instrument, order, 0);
            id = executionId;
            qtyE9 = qty;
            priceE8 = price;
            commissionE8 = commission;
        }

        void money(StatementLineKind factKind, int day, int instrument, long order, long amount) {
            kind = factKind;
            epochDay = day;
            instrumentId = instrument;
            orderId = order;
            amountE8 = amount;
        }
    }
}
