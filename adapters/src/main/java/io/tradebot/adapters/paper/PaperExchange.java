package io.tradebot.adapters.paper;

import io.tradebot.adapters.paper.PaperBook.PaperExecution;
import io.tradebot.adapters.paper.PaperBook.PaperFee;
import io.tradebot.adapters.paper.PaperBook.PaperOrder;
import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.sim.ExchangeAnswers;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The broker behind the wire: what it does with what it receives, and what is true there afterwards. Everything it does is a function of
 * the requests in their order and of the fault plan, so that the requests of the log make the same state again. What it says goes to
 * {@link Wire}, on which it may be lost. Not thread safe; owned by the broker's thread.
 */
final class PaperExchange implements ExchangeAnswers {

    /** Time between a fill and what takes it back. */
    static final long CORRECTION_NANOS = 5_000_000_000L;

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long CENT_E8 = 1_000_000L;

    /** Takes what the broker says; {@code order} null when it is about none of ours. */
    interface Wire {

        /** An answer that concerns an order, with the text it has in the log. */
        void say(PaperOrder order, PaperAnswer answer);

        /** A fill, which some faults concern alone. */
        void sayFill(PaperExecution execution, long knownNanos);

        /** The broker will take this execution back, or correct it, at that time. */
        void takeBackLater(PaperExecution execution, long atNanos, boolean isCorrection);
    }

    final PaperBook book;
    private final SimulatedExchange exchange;
    private final Wire wire;
    private final Map<Integer, String> symbolByInstrument = new HashMap<>(); // looked up, never iterated
    private final Map<Integer, Long> lastPriceE8 = new HashMap<>(); // looked up, never iterated
    private final Map<Long, Integer> cancelCountByOrder = new HashMap<>(); // looked up, never iterated
    private FaultPlan plan;
    private long latestMinuteNanos = Long.MIN_VALUE;
    private long nowNanos;
    private PaperOrder cancelledFirst;
    private final List<PaperExecution> heldFills = new ArrayList<>();

    PaperExchange(EngineSettings settings, IntFunction<String> symbolOf, FaultPlan plan, Wire wire) {
        this.plan = plan;
        this.wire = wire;
        exchange = new SimulatedExchange(settings, id -> symbolByInstrument.computeIfAbsent(id, symbolOf::apply));
        book = new PaperBook(FixedPoint.centsToE8(settings.startFloatCents()));
    }

    void plan(FaultPlan newPlan) {
        plan = newPlan;
    }

    /** Symbol of an instrument as the log has it. */
    void name(int instrumentId, String symbol) {
        symbolByInstrument.putIfAbsent(instrumentId, symbol);
    }

    String symbol(int instrumentId, IntFunction<String> symbolOf) {
        return symbolByInstrument.computeIfAbsent(instrumentId, symbolOf::apply);
    }

    long lastPriceE8(int instrumentId) {
        return lastPriceE8.getOrDefault(instrumentId, OrderTicket.NO_PRICE);
    }

    // --- requests ---

    void onTime(long timeNanos) {
        nowNanos = timeNanos;
        exchange.onTime(timeNanos);
    }

    void defineOption(int instrumentId, int multiplier) {
        exchange.defineOption(instrumentId, multiplier);
        book.defineOption(instrumentId, multiplier);
    }

    /** Takes an order; one whose client order id is known is the order that is there already. */
    void submit(OrderTicket ticket, long number) {
        PaperOrder known = book.findByClientId(ticket.clientOrderId);
        if (known != null) {
            wire.say(known, PaperAnswer.acknowledged(nowNanos, known.ticket.orderId, known.brokerOrderId));
            return;
        }
        PaperOrder order = book.add(ticket, number, nowNanos);
        if (plan.strikes(Fault.REJECT, number, ticket.clientOrderId)) {
            rejected(nowNanos, ticket.orderId, plan.rejectReason(), "by the fault plan");
            return;
        }
        exchange.submitOrder(ticket);
        letOut();
    }

    void cancel(long orderId) {
        PaperOrder order = book.find(orderId);
        int count = cancelCountByOrder.merge(orderId, 1, Integer::sum);
        String key = orderId + " cancel " + count;
        if (order != null && order.isOpen()) {
            if (plan.strikes(Fault.CANCEL_LOST, count == 1 ? order.number : 0, key)) {
                return;
            }
            if (plan.strikes(Fault.CANCEL_REJECTED, count == 1 ? order.number : 0, key)) {
                cancelRejected(nowNanos, orderId, "too late to cancel");
                return;
            }
            if (plan.strikes(Fault.FILL_AFTER_CANCEL, order.number, key)) {
                cancelledFirst = order;
                exchange.fillAtLastPrice(orderId, Math.max(order.qtyE9 / 2, 1));
            }
        }
        exchange.cancelOrder(orderId);
        letOut();
        cancelledFirst = null;
        heldFills.forEach(execution -> wire.sayFill(execution, nowNanos));
        heldFills.clear();
    }

    void replace(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        exchange.replaceOrder(orderId, qtyE9, limitPriceE8, stopPriceE8);
        letOut();
    }

    void tradingState(int instrumentId, TradingState state) {
        exchange.onTradingState(instrumentId, state);
    }

    void minute(long startNanos, List<PaperBar> bars) {
        if (startNanos <= latestMinuteNanos) {
            throw new IllegalArgumentException("the minute that starts at " + startNanos + " came after the one that starts at "
                + latestMinuteNanos);
        }
        latestMinuteNanos = startNanos;
        exchange.startMinute(startNanos, new PaperMinute(startNanos, bars));
        letOut();
        exchange.onTime(startNanos + MINUTE_NANOS);
        for (PaperBar bar : bars) {
            exchange.onBar(bar.instrumentId(), bar.closeE8());
            lastPriceE8.put(bar.instrumentId(), bar.closeE8());
        }
    }

    long latestMinuteNanos() {
        return latestMinuteNanos;
    }

    void closeSession(long closeNanos) {
        exchange.closeSession(closeNanos);
        letOut();
    }

    void bust(String executionId) {
        PaperExecution execution = book.findExecution(executionId);
        if (!execution.isTakenBack()) {
            book.bust(execution, nowNanos);
            wire.say(execution.order, PaperAnswer.busted(nowNanos, execution));
        }
    }

    void correct(String executionId) {
        PaperExecution execution = book.findExecution(executionId);
        if (!execution.isTakenBack()) {
            book.correct(execution, executionId + ".c", execution.priceE8 + CENT_E8);
            wire.say(execution.order, PaperAnswer.corrected(nowNanos, execution));
        }
    }

    private void letOut() {
        boolean isMore = true;
        while (isMore) {
            isMore = exchange.tellNext(this, nowNanos);
        }
    }

    // --- what the exchange says ---

    @Override
    public void acknowledged(long knownNanos, long orderId, String brokerOrderId) {
        PaperOrder order = book.find(orderId);
        PaperOrder before = plan.strikes(Fault.ORDER_ID_SURPRISE, order.number, order.ticket.clientOrderId) ? book.find(orderId - 1) : null;
        wire.say(order, PaperAnswer.acknowledged(knownNanos, orderId, before == null ? order.brokerOrderId : before.brokerOrderId));
    }

    @Override
    public void rejected(long knownNanos, long orderId, BrokerRejectReason reason, String text) {
        end(orderId, OrderState.REJECTED, knownNanos);
        wire.say(book.find(orderId), PaperAnswer.rejected(knownNanos, orderId, reason, text));
    }

    @Override
    public void filled(long knownNanos, long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9,
            long commissionE8, String executionId) {
        PaperOrder order = book.find(orderId);
        long secondE9 = plan.strikes(Fault.PARTIAL_FILL, order.number, executionId) ? qtyE9 / 2 / FixedPoint.E9 * FixedPoint.E9 : 0;
        fill(secondE9 == 0 ? executionId : executionId + ".1", order, executedNanos, priceE8, qtyE9 - secondE9, leavesQtyE9 + secondE9,
            commissionE8, knownNanos);
        if (secondE9 > 0) {
            fill(executionId + ".2", order, executedNanos, priceE8, secondE9, leavesQtyE9, 0, knownNanos);
        }
        if (leavesQtyE9 == 0 && plan.strikes(Fault.OVERFILL, order.number, executionId)) {
            fill(executionId + ".over", order, executedNanos, priceE8, FixedPoint.E9, 0, 0, knownNanos);
        }
    }

    private void fill(String id, PaperOrder order, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9, long commissionE8,
            long knownNanos) {
        PaperExecution execution = book.fill(id, order, executedNanos, priceE8, qtyE9, leavesQtyE9, commissionE8);
        order.updatedNanos = knownNanos;
        if (order == cancelledFirst) {
            heldFills.add(execution);
        } else {
            wire.sayFill(execution, knownNanos);
        }
        boolean isCorrection = plan.strikes(Fault.CORRECTION, order.number, id);
        if (isCorrection || plan.strikes(Fault.BUST, order.number, id)) {
            wire.takeBackLater(execution, knownNanos + CORRECTION_NANOS, isCorrection);
        }
    }

    @Override
    public void feeCharged(long knownNanos, long orderId, int instrumentId, FeeCharge fee, long chargedNanos, int tradeEpochDay,
            String executionId, String feeId) {
        PaperExecution execution = book.findExecution(executionId) == null ? book.findExecution(executionId + ".1") : book.findExecution(executionId);
        PaperFee charged = new PaperFee(fee, chargedNanos, tradeEpochDay, feeId);
        execution.fees.add(charged);
        book.charge(fee.amountE8());
        wire.say(execution.order, PaperAnswer.fee(knownNanos, execution, charged));
    }

    @Override
    public void cancelled(long knownNanos, long orderId, CancelReason reason, long filledQtyE9) {
        end(orderId, OrderState.CANCELLED, knownNanos);
        wire.say(book.find(orderId), PaperAnswer.cancelled(knownNanos, orderId, reason, filledQtyE9));
    }

    @Override
    public void expired(long knownNanos, long orderId, long filledQtyE9) {
        end(orderId, OrderState.EXPIRED, knownNanos);
        wire.say(book.find(orderId), PaperAnswer.expired(knownNanos, orderId, filledQtyE9));
    }

    private void end(long orderId, OrderState state, long timeNanos) {
        PaperOrder order = book.find(orderId);
        order.state = state;
        order.updatedNanos = timeNanos;
    }

    @Override
    public void cancelRejected(long knownNanos, long orderId, String text) {
        wire.say(book.find(orderId), PaperAnswer.cancelRejected(knownNanos, orderId, text));
    }

    @Override
    public void replaced(long knownNanos, long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        PaperOrder order = book.find(orderId);
        order.qtyE9 = qtyE9;
        order.updatedNanos = knownNanos;
        if (order.isOpen() && order.fills.qtyE9() >= qtyE9) {
            order.state = OrderState.FILLED;
        }
        wire.say(order, PaperAnswer.replaced(knownNanos, orderId, qtyE9, limitPriceE8, stopPriceE8));
    }

    @Override
    public void replaceRejected(long knownNanos, long orderId, String text) {
        wire.say(book.find(orderId), PaperAnswer.replaceRejected(knownNanos, orderId, text));
    }
}
