package io.tradebot.engine.sim;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.TradingState;
import org.agrona.collections.Long2LongHashMap;

import java.util.List;
import java.util.function.IntFunction;

/**
 * An exchange that fills orders against minute bars (strategy-rules 6.3 to 6.6; all types and times in force in
 * {@code ops/docs/orders.md}). Its answers wait in a queue; the host lets them in one at a time with {@link #publishNext}, so
 * that what the engine decides on one fill takes effect before the next. Not thread safe.
 *
 * <p>The host's day: {@link #startMinute} with the bars of a minute and {@link #publishNext} until nothing is left to say, for
 * each minute, then {@link #closeSession}.
 */
public final class SimulatedExchange implements BrokerPort {

    private static final long NO_CLOSE = Long.MIN_VALUE;

    private final FillPrices prices;
    private final AnswerQueue answers = new AnswerQueue();
    private final FillCosts costs;
    private final SimulatedBook book;
    private final MinuteMatching matching;
    private final IntFunction<String> symbolOf;
    private final Long2LongHashMap lastClosePxByInstrument = new Long2LongHashMap(NO_CLOSE); // looked up, never iterated
    private final Long2LongHashMap lastBidPxByInstrument = new Long2LongHashMap(NO_CLOSE); // looked up, never iterated
    private long timeNanos;
    private InputGateway knownGateway;
    private GatewayAnswers knownAnswers;

    /**
     * An empty exchange.
     *
     * @param settings slippage, commissions or fee schedule, share of the volume
     * @param symbolOf symbol of an instrument id; orders of one phase fill in ASCII order of symbols
     */
    public SimulatedExchange(EngineSettings settings, IntFunction<String> symbolOf) {
        FillModel model = new FillModel(settings);
        this.symbolOf = symbolOf;
        prices = new FillPrices(model);
        costs = new FillCosts(model, settings);
        book = new SimulatedBook(costs, answers);
        matching = new MinuteMatching(book, prices, new MinuteVolume(settings.simVolumeSharePpm()));
    }

    /** Called by the host for every option before it is ordered; instruments are shares otherwise. Matters to FEE_SCHEDULE only. */
    public void defineOption(int instrumentId, int multiplier) {
        costs.defineOption(instrumentId, multiplier);
    }

    /** Tells the time of the input that is about to be published; answers to what it causes carry it. */
    public void onTime(long inputTimeNanos) {
        timeNanos = inputTimeNanos;
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        String problem = TicketRules.problemOf(ticket);
        if (problem == null && ticket.parentOrderId != 0 && book.find(ticket.parentOrderId) == null) {
            problem = "the order it waits for, " + ticket.parentOrderId + ", does not work";
        }
        if (problem != null) {
            answers.rejected(timeNanos, ticket.orderId, BrokerRejectReason.INVALID_ORDER, problem);
            return;
        }
        book.add(new SimulatedOrder(ticket, symbolOf.apply(ticket.instrumentId)));
        answers.acknowledged(timeNanos, ticket.orderId);
    }

    @Override
    public void cancelOrder(long orderId) {
        SimulatedOrder order = book.find(orderId);
        if (order == null) {
            answers.cancelRejected(timeNanos, orderId, "not working");
            return;
        }
        book.cancel(order, CancelReason.REQUESTED, timeNanos);
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        SimulatedOrder order = book.find(orderId);
        String problem = order == null ? "not working" : TicketRules.changeProblemOf(order, qtyE9, limitPriceE8, stopPriceE8);
        if (problem != null) {
            answers.replaceRejected(timeNanos, orderId, problem);
            return;
        }
        order.qtyE9 = qtyE9;
        order.limitPx = SimulatedOrder.optionalPx(limitPriceE8);
        order.fixedStopPx = SimulatedOrder.optionalPx(stopPriceE8);
        answers.replaced(timeNanos, order);
    }

    /**
     * Fills a part of a working order at the last price of its instrument, whatever its type: for hosts that play what brokers do.
     *
     * @param qtyE9 at most what is open
     * @return false when nothing can fill: it does not work, waits for its parent, or has no price
     */
    public boolean fillAtLastPrice(long orderId, long qtyE9) {
        SimulatedOrder order = book.find(orderId);
        long px = order == null ? NO_CLOSE : lastClosePxByInstrument.get(order.instrumentId);
        long openQtyE9 = order == null ? 0 : order.openQtyE9();
        if (px == NO_CLOSE || openQtyE9 == 0 || matching.isHalted(order.instrumentId)) {
            return false;
        }
        book.fill(order, px, Math.min(qtyE9, openQtyE9), timeNanos, timeNanos, true);
        return true;
    }

    /** Halts or resumes an instrument: nothing of it fills while it does not trade. The host tells it before the minute. */
    public void onTradingState(int instrumentId, TradingState state) {
        matching.halt(instrumentId, state != TradingState.TRADING);
    }

    /** Begins a minute whose bars are complete; {@link #publishNext} then lets its fills out. */
    public void startMinute(long startNanos, MinuteBars minuteBars) {
        timeNanos = startNanos;
        matching.startMinute(startNanos, minuteBars);
    }

    /** Publishes the next answer at its own time: for hosts that feed history. */
    public boolean publishNext(InputGateway gateway) {
        return publishNext(gateway, Long.MIN_VALUE);
    }

    /**
     * Publishes the next answer, working the running minute on as needed.
     *
     * @param nowNanos time of the host's clock: an answer becomes known then when its own time has passed. (What an
     *                 execution says about when it happened stays as it is.)
     * @return false when nothing is left to say before the next minute
     */
    public boolean publishNext(InputGateway gateway, long nowNanos) {
        if (gateway != knownGateway) {
            knownGateway = gateway;
            knownAnswers = new GatewayAnswers(gateway);
        }
        return tellNext(knownAnswers, nowNanos);
    }

    /** The same for hosts that do with the answer as they like. */
    public boolean tellNext(ExchangeAnswers to, long nowNanos) {
        while (answers.isEmpty() && !matching.isIdle()) {
            matching.work();
            timeNanos = matching.phaseNanos();
        }
        if (answers.isEmpty()) {
            return false;
        }
        answers.tellFirst(to, nowNanos);
        return true;
    }

    /** Called by the host for every bid of an option, so that the session can be closed at a price. */
    public void onBid(int instrumentId, long bidE8) {
        lastBidPxByInstrument.put(instrumentId, BarPx.toPx(bidE8));
    }

    /** Called by the host for every bar it has given to the engine, so that the session can be closed at a price. */
    public void onBar(int instrumentId, long closeE8) {
        lastClosePxByInstrument.put(instrumentId, BarPx.toPx(closeE8));
    }

    /**
     * Fills what is to be closed at the last known price of the session, whatever the volume (strategy-rules 6.6); everything
     * else expires, except what is good till cancelled.
     */
    public void closeSession(long closeNanos) {
        timeNanos = closeNanos;
        List<SimulatedOrder> exits = book.working(SimulatedBook::isMarketExit);
        exits.sort(SimulatedBook.BY_SYMBOL);
        for (SimulatedOrder exit : exits) {
            long px = closingPx(exit);
            boolean isFillable = px != NO_CLOSE && !matching.isHalted(exit.instrumentId) && exit.openQtyE9() > 0;
            if (isFillable) {
                book.fill(exit, px, exit.openQtyE9(), closeNanos, closeNanos, false);
            }
        }
        book.expireAll(closeNanos);
        lastClosePxByInstrument.clear();
        lastBidPxByInstrument.clear();
    }

    /** Last close with slippage; the last bid of an option. */
    private long closingPx(SimulatedOrder exit) {
        long bidPx = lastBidPxByInstrument.get(exit.instrumentId);
        if (bidPx != NO_CLOSE) {
            return bidPx;
        }
        long closePx = lastClosePxByInstrument.get(exit.instrumentId);
        return closePx == NO_CLOSE ? NO_CLOSE : prices.slipped(exit, closePx);
    }
}
