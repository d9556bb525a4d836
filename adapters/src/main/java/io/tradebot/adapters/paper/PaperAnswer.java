package io.tradebot.adapters.paper;

import io.tradebot.adapters.paper.PaperBook.PaperExecution;
import io.tradebot.adapters.paper.PaperBook.PaperFee;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;

/**
 * Something the broker says: its own time, its line in the log, and how it enters the engine. Immutable.
 *
 * @param timeNanos when it was said
 * @param text      word and values for the log
 */
record PaperAnswer(long timeNanos, String text, Publication publication) {

    /** Publishes it as an input at the time it becomes known. */
    @FunctionalInterface
    interface Publication {

        /** Any thread that may publish. */
        void publish(InputGateway gateway, long knownNanos);
    }

    private static PaperAnswer of(long timeNanos, String word, Publication publication, Object... pairs) {
        return new PaperAnswer(timeNanos, PaperLines.words(word, pairs), publication);
    }

    static PaperAnswer acknowledged(long nanos, long orderId, String brokerOrderId) {
        return of(nanos, "acknowledged", (gateway, at) -> gateway.orderAcknowledged(at, orderId, brokerOrderId), "order", orderId, "broker",
            brokerOrderId);
    }

    static PaperAnswer rejected(long nanos, long orderId, BrokerRejectReason reason, String text) {
        return of(nanos, "rejected", (gateway, at) -> gateway.orderRejected(at, orderId, reason, text), "order", orderId, "reason", reason);
    }

    static PaperAnswer filled(long nanos, PaperExecution x) {
        long orderId = x.order.ticket.orderId;
        return of(nanos, "filled", (gateway, at) -> gateway.orderFilled(at, orderId, x.order.ticket.instrumentId, x.executedNanos, x.priceE8, x.qtyE9,
            x.leavesQtyE9, x.commissionE8, x.id), "order", orderId, "execution", x.id, "price", x.priceE8, "qty", x.qtyE9);
    }

    static PaperAnswer fee(long nanos, PaperExecution x, PaperFee fee) {
        long orderId = x.order.ticket.orderId;
        return of(nanos, "fee", (gateway, at) -> gateway.feeCharged(at, orderId, x.order.ticket.instrumentId, fee.fee().kind(), fee.fee().amountE8(),
            fee.chargedNanos(), fee.tradeEpochDay(), x.id, fee.feeId(), fee.fee().source()), "order", orderId, "id", fee.feeId(), "amount",
            fee.fee().amountE8());
    }

    static PaperAnswer busted(long nanos, PaperExecution x) {
        long orderId = x.order.ticket.orderId;
        return of(nanos, "busted", (gateway, at) -> gateway.fillBusted(at, orderId, x.order.ticket.instrumentId, x.bustedNanos, x.id, ""), "order",
            orderId, "execution", x.id);
    }

    static PaperAnswer corrected(long nanos, PaperExecution wrong) {
        PaperExecution x = wrong.replacement;
        long orderId = x.order.ticket.orderId;
        return of(nanos, "corrected", (gateway, at) -> gateway.fillCorrected(at, orderId, x.order.ticket.instrumentId, x.executedNanos, x.priceE8,
            x.qtyE9, x.commissionE8, x.id, wrong.id), "order", orderId, "execution", x.id, "corrects", wrong.id, "price", x.priceE8);
    }

    static PaperAnswer cancelled(long nanos, long orderId, CancelReason reason, long filledQtyE9) {
        return of(nanos, "cancelled", (gateway, at) -> gateway.orderCancelled(at, orderId, reason, filledQtyE9), "order", orderId, "reason", reason);
    }

    static PaperAnswer expired(long nanos, long orderId, long filledQtyE9) {
        return of(nanos, "expired", (gateway, at) -> gateway.orderExpired(at, orderId, filledQtyE9), "order", orderId);
    }

    static PaperAnswer cancelRejected(long nanos, long orderId, String text) {
        return of(nanos, "cancel-rejected", (gateway, at) -> gateway.orderCancelRejected(at, orderId, text), "order", orderId);
    }

    static PaperAnswer replaced(long nanos, long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        return of(nanos, "replaced", (gateway, at) -> gateway.orderReplaced(at, orderId, qtyE9, limitPriceE8, stopPriceE8), "order", orderId, "qty",
            qtyE9, "limit", limitPriceE8, "stop", stopPriceE8);
    }

    static PaperAnswer replaceRejected(long nanos, long orderId, String text) {
        return of(nanos, "replace-rejected", (gateway, at) -> gateway.orderReplaceRejected(at, orderId, text), "order", orderId);
    }

    static PaperAnswer unknown(long nanos, long orderId) {
        return of(nanos, "no-answer", (gateway, at) -> gateway.orderStateUnknown(at, orderId, "no answer in time"), "order", orderId);
    }

    static PaperAnswer notFound(long nanos, long orderId, String clientOrderId) {
        return of(nanos, "not-found", (gateway, at) -> gateway.orderNotFound(at, orderId), "order", orderId, "client", clientOrderId);
    }

    /** Anything else; {@code pairs} for the log. */
    static PaperAnswer other(long nanos, String word, Publication publication, Object... pairs) {
        return of(nanos, word, publication, pairs);
    }
}
