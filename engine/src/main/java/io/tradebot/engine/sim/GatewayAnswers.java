package io.tradebot.engine.sim;

import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;

/** Publishes what the exchange says as inputs. As thread safe as the gateway. */
public final class GatewayAnswers implements ExchangeAnswers {

    private final InputGateway gateway;

    /** Publishes through this gateway. */
    public GatewayAnswers(InputGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void acknowledged(long knownNanos, long orderId, String brokerOrderId) {
        gateway.orderAcknowledged(knownNanos, orderId, brokerOrderId);
    }

    @Override
    public void rejected(long knownNanos, long orderId, BrokerRejectReason reason, String text) {
        gateway.orderRejected(knownNanos, orderId, reason, text);
    }

    @Override
    public void filled(long knownNanos, long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9,
            long commissionE8, String executionId) {
        gateway.orderFilled(knownNanos, orderId, instrumentId, executedNanos, priceE8, qtyE9, leavesQtyE9, commissionE8, executionId);
    }

    @Override
    public void feeCharged(long knownNanos, long orderId, int instrumentId, FeeCharge fee, long chargedNanos, int tradeEpochDay,
            String executionId, String feeId) {
        gateway.feeCharged(knownNanos, orderId, instrumentId, fee.kind(), fee.amountE8(), chargedNanos, tradeEpochDay, executionId, feeId,
            fee.source());
    }

    @Override
    public void cancelled(long knownNanos, long orderId, CancelReason reason, long filledQtyE9) {
        gateway.orderCancelled(knownNanos, orderId, reason, filledQtyE9);
    }

    @Override
    public void expired(long knownNanos, long orderId, long filledQtyE9) {
        gateway.orderExpired(knownNanos, orderId, filledQtyE9);
    }

    @Override
    public void cancelRejected(long knownNanos, long orderId, String text) {
        gateway.orderCancelRejected(knownNanos, orderId, text);
    }

    @Override
    public void replaced(long knownNanos, long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        gateway.orderReplaced(knownNanos, orderId, qtyE9, limitPriceE8, stopPriceE8);
    }

    @Override
    public void replaceRejected(long knownNanos, long orderId, String text) {
        gateway.orderReplaceRejected(knownNanos, orderId, text);
    }
}
