package io.tradebot.engine.pipeline;

import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.BrokerQueryPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.OrderCancelRequestedDecoder;
import io.tradebot.journal.event.OrderQueryRequestedDecoder;
import io.tradebot.journal.event.OrderReplaceRequestedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.ReconciliationRequestedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.CrashPoint;

/**
 * Third stage: hands journaled order decisions to the broker. Owned by one thread; only journaled slots reach it.
 */
public final class DispatchStage {

    private final BrokerPort broker;
    private final BrokerQueryPort queries;
    private final RecordCursor cursor = new RecordCursor();
    private final OrderRequestedDecoder requested = new OrderRequestedDecoder();
    private final OrderCancelRequestedDecoder cancelRequested = new OrderCancelRequestedDecoder();
    private final OrderReplaceRequestedDecoder replaceRequested = new OrderReplaceRequestedDecoder();
    private final OrderQueryRequestedDecoder queryRequested = new OrderQueryRequestedDecoder();
    private final ReconciliationRequestedDecoder reconciliationRequested = new ReconciliationRequestedDecoder();
    private final OrderTicket ticket = new OrderTicket();

    /** Effects go to this broker, which is not asked anything: one in this process, whose facts are complete. */
    public DispatchStage(BrokerPort broker) {
        this(broker, BrokerQueryPort.NOBODY);
    }

    /** Effects go to this broker, questions to the other port, mostly of the same broker. */
    public DispatchStage(BrokerPort broker, BrokerQueryPort queries) {
        this.broker = broker;
        this.queries = queries;
    }

    /** Dispatches the decisions of one slot, in order. A faulted slot dispatches nothing and halts. */
    public void onSlot(EventSlot slot) {
        if (slot.fault() != null) {
            throw new HaltedException("the engine faulted on the input at sequence " + slot.sequence(), slot.fault());
        }
        RecordCursor c = cursor.wrap(slot.records().buffer(), 0, slot.records().length());
        c.next(); // the input
        while (c.next()) {
            switch (c.templateId()) {
                case OrderRequestedDecoder.TEMPLATE_ID -> submit(c);
                case OrderCancelRequestedDecoder.TEMPLATE_ID -> cancel(c);
                case OrderReplaceRequestedDecoder.TEMPLATE_ID -> replace(c);
                case OrderQueryRequestedDecoder.TEMPLATE_ID -> {
                    queryRequested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                    queries.queryOrder(queryRequested.orderId(), queryRequested.clientOrderId());
                }
                case ReconciliationRequestedDecoder.TEMPLATE_ID -> {
                    reconciliationRequested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                    queries.requestSnapshot(reconciliationRequested.snapshotNumber(), reconciliationRequested.sinceNanos());
                }
                default -> { } // every other decision has no effect outside
            }
        }
    }

    private void submit(RecordCursor c) {
        requested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        OrderTicket t = ticket;
        t.orderId = requested.orderId();
        t.parentOrderId = requested.parentOrderId();
        t.ocoGroupId = requested.ocoGroupId();
        t.positionId = requested.positionId();
        t.strategyId = requested.strategyId();
        t.slot = requested.slot();
        t.instrumentId = requested.instrumentId();
        t.signalInstrumentId = requested.signalInstrumentId();
        t.side = requested.side();
        t.role = requested.role();
        t.orderType = requested.orderType();
        t.timeInForce = requested.timeInForce();
        t.exitReason = requested.exitReason();
        t.qtyE9 = requested.qtyE9();
        t.limitPriceE8 = requested.limitPriceE8();
        t.stopPriceE8 = requested.stopPriceE8();
        t.trailPpm = requested.trailPpm();
        t.trailDistanceE8 = requested.trailDistanceE8();
        t.referencePriceE8 = requested.referencePriceE8();
        t.allocationE8 = requested.allocationE8();
        t.clientOrderId = requested.clientOrderId();
        CrashPoint.SUBMIT_BEFORE.reached();
        broker.submitOrder(t);
        CrashPoint.SUBMIT_AFTER.reached();
    }

    private void cancel(RecordCursor c) {
        cancelRequested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        CrashPoint.CANCEL_BEFORE.reached();
        broker.cancelOrder(cancelRequested.orderId());
        CrashPoint.CANCEL_AFTER.reached();
    }

    private void replace(RecordCursor c) {
        replaceRequested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        CrashPoint.REPLACE_BEFORE.reached();
        broker.replaceOrder(replaceRequested.orderId(), replaceRequested.qtyE9(), replaceRequested.limitPriceE8(),
            replaceRequested.stopPriceE8());
        CrashPoint.REPLACE_AFTER.reached();
    }
}
