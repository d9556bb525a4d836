package io.tradebot.projections.ledger;

import io.tradebot.journal.event.CashTransferredDecoder;
import io.tradebot.journal.event.DividendPaidDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FillBustedDecoder;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.InterestPostedDecoder;
import io.tradebot.journal.event.OpeningPositionObservedDecoder;
import io.tradebot.journal.event.OptionLifecycleObservedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.ExcerptHead;

/**
 * What the books take from the input of the excerpt at hand: the broker's time, its execution id and date. Amounts are never
 * taken from here. Runner's thread.
 */
final class InputFact {

    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final FillBustedDecoder fillBusted = new FillBustedDecoder();
    private final FillCorrectedDecoder fillCorrected = new FillCorrectedDecoder();
    private final FeeChargedDecoder feeCharged = new FeeChargedDecoder();
    private final CashTransferredDecoder cashTransferred = new CashTransferredDecoder();
    private final DividendPaidDecoder dividendPaid = new DividendPaidDecoder();
    private final InterestPostedDecoder interestPosted = new InterestPostedDecoder();
    private final OptionLifecycleObservedDecoder optionLifecycleObserved = new OptionLifecycleObservedDecoder();
    private final OpeningPositionObservedDecoder openingPositionObserved = new OpeningPositionObservedDecoder();
    /** Writers of this schema version have no FeeBooked for a commission: it is due with its fill. */
    static final int COMMISSION_WITH_FILL_VERSION = 1;

    private int templateId;
    private long commissionE8;
    private long orderId;
    private long executedNanos;
    private long postedNanos;
    private String executionId;
    private long qtyE9;
    private Long openedEpochDay;

    /** Reads the first record of an excerpt. */
    void read(ExcerptHead excerpt, RecordCursor record) {
        templateId = record.templateId();
        orderId = 0;
        executedNanos = excerpt.timeNanos();
        postedNanos = excerpt.timeNanos();
        executionId = null;
        qtyE9 = 0;
        commissionE8 = 0;
        openedEpochDay = null;
        switch (templateId) {
            case OrderFilledDecoder.TEMPLATE_ID -> {
                orderFilled.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                fill(orderFilled.orderId(), orderFilled.executedNanos(), orderFilled.executionId());
                postedNanos = executedNanos;
                commissionE8 = record.version() == COMMISSION_WITH_FILL_VERSION ? orderFilled.commissionE8() : 0;
            }
            case FillBustedDecoder.TEMPLATE_ID -> {
                fillBusted.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                fill(fillBusted.orderId(), fillBusted.bustedNanos(), fillBusted.executionId());
                postedNanos = executedNanos;
            }
            case FillCorrectedDecoder.TEMPLATE_ID -> {
                // Posted when it is known: at the time of the execution the books had the other one, and lots follow in order.
                fillCorrected.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                fill(fillCorrected.orderId(), fillCorrected.executedNanos(), fillCorrected.executionId());
                qtyE9 = fillCorrected.qtyE9();
            }
            case FeeChargedDecoder.TEMPLATE_ID -> {
                feeCharged.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                fill(feeCharged.orderId(), feeCharged.chargedNanos(), feeCharged.executionId());
                postedNanos = executedNanos;
            }
            case CashTransferredDecoder.TEMPLATE_ID -> {
                cashTransferred.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                postedNanos = ExchangeDate.timeOf(cashTransferred.effectiveEpochDay(), excerpt.timeNanos());
            }
            case DividendPaidDecoder.TEMPLATE_ID -> {
                dividendPaid.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                postedNanos = ExchangeDate.timeOf(dividendPaid.payEpochDay(), excerpt.timeNanos());
            }
            case InterestPostedDecoder.TEMPLATE_ID -> {
                interestPosted.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                postedNanos = ExchangeDate.timeOf(interestPosted.effectiveEpochDay(), excerpt.timeNanos());
            }
            case OptionLifecycleObservedDecoder.TEMPLATE_ID -> {
                optionLifecycleObserved.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                postedNanos = ExchangeDate.timeOf(optionLifecycleObserved.effectiveEpochDay(), excerpt.timeNanos());
                executedNanos = postedNanos;
            }
            case OpeningPositionObservedDecoder.TEMPLATE_ID -> {
                openingPositionObserved.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                int opened = openingPositionObserved.openedEpochDay();
                if (opened != OpeningPositionObservedDecoder.openedEpochDayNullValue()) {
                    openedEpochDay = (long) opened;
                    executedNanos = ExchangeDate.timeOf(opened, excerpt.timeNanos());
                }
            }
            default -> { }
        }
    }

    private void fill(long order, long timeNanos, String execution) {
        orderId = order;
        executedNanos = timeNanos;
        executionId = execution.isEmpty() ? null : execution;
    }

    /** Commission that no decision books, because the writer's version had none for it; else 0. */
    long commissionE8() {
        return commissionE8;
    }

    int templateId() {
        return templateId;
    }

    /** True when the input is an execution of ours that must change lots. */
    boolean isFill() {
        return templateId == OrderFilledDecoder.TEMPLATE_ID || isCorrection();
    }

    boolean isCorrection() {
        return templateId == FillCorrectedDecoder.TEMPLATE_ID;
    }

    /** 0 when the input names none. */
    long orderId() {
        return orderId;
    }

    /** Time of the execution or fact by the broker: when lots were opened and closed. */
    long executedNanos() {
        return executedNanos;
    }

    /** Time that an entry of this excerpt carries. */
    long postedNanos() {
        return postedNanos;
    }

    /** Null when the input names none. */
    String executionId() {
        return executionId;
    }

    /** Quantity of the execution that replaces another one. */
    long qtyE9() {
        return qtyE9;
    }

    /** Null when not known. */
    Long openedEpochDay() {
        return openedEpochDay;
    }
}
