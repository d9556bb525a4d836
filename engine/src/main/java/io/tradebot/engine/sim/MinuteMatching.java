package io.tradebot.engine.sim;

import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;
import org.agrona.collections.IntHashSet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Works the orders against one minute, a step at a time so that the engine's answer to one fill takes effect before the next
 * (strategy-rules 2.5, 6.3, 6.4). Not thread safe.
 *
 * <ol>
 * <li>At the open: exits by symbol, then orders that open a position in the order in which they came.
 * <li>Inside the bar: orders that rest to open a position, in the order in which they came; one that waited for another order
 *     begins with the bar after.
 * <li>Inside the bar: orders that rest to close, by symbol, those of one group together and the worse case first: stop at the
 *     open, target at the open, stop, target.
 * <li>At the end of the minute: market orders in options, which have quotes and no bars; exits by symbol, then entries
 *     (strategy-rules 11).
 * </ol>
 */
final class MinuteMatching {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final Comparator<SimulatedOrder> STOPS_FIRST =
        Comparator.comparing((SimulatedOrder order) -> !order.isStop()).thenComparingLong(order -> order.orderId);

    private final SimulatedBook book;
    private final FillPrices prices;
    private final MinuteVolume volume;
    private final IntHashSet halted = new IntHashSet();
    private final Deque<SimulatedOrder> dueAtOpen = new ArrayDeque<>();
    private final Deque<SimulatedOrder> dueToOpenInside = new ArrayDeque<>();
    private final Deque<List<SimulatedOrder>> dueToClose = new ArrayDeque<>();
    private final Deque<SimulatedOrder> dueAtQuote = new ArrayDeque<>();
    private MinuteBars bars;
    private Phase phase = Phase.IDLE;
    private long startNanos;

    private enum Phase { IDLE, AT_OPEN, OPENING_INSIDE, CLOSING, AT_QUOTE }

    MinuteMatching(SimulatedBook book, FillPrices prices, MinuteVolume volume) {
        this.book = book;
        this.prices = prices;
        this.volume = volume;
    }

    /** While an instrument is halted nothing of it fills, triggers or follows; what cannot wait ends. */
    void halt(int instrumentId, boolean isHalted) {
        if (isHalted) {
            halted.add(instrumentId);
        } else {
            halted.remove(instrumentId);
        }
    }

    boolean isHalted(int instrumentId) {
        return halted.contains(instrumentId);
    }

    boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** Time of what the running phase brings about. */
    long phaseNanos() {
        return phase == Phase.AT_OPEN ? startNanos : startNanos + MINUTE_NANOS;
    }

    void startMinute(long minuteStartNanos, MinuteBars minuteBars) {
        startNanos = minuteStartNanos;
        bars = minuteBars;
        volume.startMinute(minuteBars);
        phase = Phase.AT_OPEN;
        book.working(order -> true).forEach(order -> order.isInMinute = true);
        List<SimulatedOrder> exits = book.working(order -> order.isClosing() && isDueAtOpen(order));
        exits.sort(SimulatedBook.BY_SYMBOL);
        dueAtOpen.addAll(exits);
        dueAtOpen.addAll(book.working(order -> !order.isClosing() && isDueAtOpen(order)));
    }

    /** Closing orders that rest are worked together with what else closes the position, later. */
    private boolean isDueAtOpen(SimulatedOrder order) {
        if (order.isImmediate()) {
            return true;
        }
        boolean isResting = order.isClosing() && !isMarket(order);
        return !isResting && order.openQtyE9() > 0 && isTrading(order);
    }

    private static boolean isMarket(SimulatedOrder order) {
        return order.orderType == OrderType.MARKET;
    }

    private boolean isTrading(SimulatedOrder order) {
        return bars.has(order.instrumentId) && !isHalted(order.instrumentId);
    }

    /** One step of the running minute. */
    void work() {
        switch (phase) {
            case AT_OPEN -> workAtOpen();
            case OPENING_INSIDE -> workOpeningInside();
            case CLOSING -> workClosing();
            case AT_QUOTE -> workAtQuote();
            case IDLE -> throw new IllegalStateException("no minute is running");
        }
    }

    private void workAtOpen() {
        SimulatedOrder order = dueAtOpen.pollFirst();
        if (order == null) {
            phase = Phase.OPENING_INSIDE;
            dueToOpenInside.addAll(book.working(
                resting -> !resting.isClosing() && isDueInside(resting) && !resting.isEntryBar(startNanos)));
        } else if (order.isWorking && order.isImmediate()) {
            workImmediate(order);
        } else if (order.isWorking) {
            BarPx bar = BarPx.of(bars, order.instrumentId);
            order.seeFirst(bar.open());
            fill(order, prices.atOpen(order, bar), false);
        }
    }

    private boolean isDueInside(SimulatedOrder order) {
        return order.isInMinute && !isMarket(order) && order.openQtyE9() > 0 && isTrading(order);
    }

    /** The first minute decides: what does not fill at its open is given back; a fill-or-kill order fills as a whole. */
    private void workImmediate(SimulatedOrder order) {
        if (isTrading(order)) {
            long px = prices.atOpen(order, BarPx.of(bars, order.instrumentId));
            boolean isPossible = order.timeInForce == TimeInForce.IOC || volume.has(order.instrumentId, order.openQtyE9());
            if (isPossible) {
                fill(order, px, false);
            }
        }
        if (order.isWorking) {
            book.cancel(order, CancelReason.BROKER, phaseNanos());
        }
    }

    private void workOpeningInside() {
        SimulatedOrder order = dueToOpenInside.pollFirst();
        if (order == null) {
            phase = Phase.CLOSING;
            collectClosing();
        } else if (order.isWorking) {
            BarPx bar = BarPx.of(bars, order.instrumentId);
            fill(order, prices.inside(order, bar), true);
            order.follow(bar, startNanos);
        }
    }

    /** Resting orders that close, the ones of a group side by side; groups in the order of their symbols. */
    private void collectClosing() {
        List<SimulatedOrder> closing = book.working(order -> order.isClosing() && isDueInside(order));
        closing.sort(SimulatedBook.BY_SYMBOL);
        while (!closing.isEmpty()) {
            SimulatedOrder first = closing.get(0);
            List<SimulatedOrder> group = new ArrayList<>();
            for (SimulatedOrder order : closing) {
                if (order == first || first.ocoGroupId != 0 && order.ocoGroupId == first.ocoGroupId) {
                    group.add(order);
                }
            }
            closing.removeAll(group);
            group.sort(STOPS_FIRST);
            dueToClose.add(group);
        }
    }

    private void workClosing() {
        List<SimulatedOrder> group = dueToClose.pollFirst();
        if (group == null) {
            phase = Phase.AT_QUOTE;
            collectQuoted();
            return;
        }
        BarPx bar = BarPx.of(bars, group.get(0).instrumentId);
        for (SimulatedOrder order : group) {
            closeAtOpen(order, bar);
        }
        for (SimulatedOrder order : group) {
            closeInside(order, bar);
        }
        for (SimulatedOrder order : group) {
            order.follow(bar, startNanos);
        }
    }

    /** The open of the entry bar is where the position came from: no target is tested against it (strategy-rules 6.4, step 2). */
    private void closeAtOpen(SimulatedOrder order, BarPx bar) {
        order.seeFirst(bar.open());
        boolean isTooEarly = order.isStop() ? order.isEnteredInside(startNanos) : order.isEntryBar(startNanos);
        if (order.isWorking && !isTooEarly) {
            fill(order, prices.atOpen(order, bar), true);
        }
    }

    /** Of a position that was opened inside the bar only the stop is tested: the good extreme may have come before. */
    private void closeInside(SimulatedOrder order, BarPx bar) {
        boolean isTooEarly = !order.isStop() && order.isEnteredInside(startNanos);
        if (order.isWorking && !isTooEarly) {
            fill(order, prices.inside(order, bar), true);
        }
    }

    private void collectQuoted() {
        List<SimulatedOrder> exits = book.working(order -> order.isClosing() && isDueAtQuote(order));
        exits.sort(SimulatedBook.BY_SYMBOL);
        dueAtQuote.addAll(exits);
        dueAtQuote.addAll(book.working(order -> !order.isClosing() && isDueAtQuote(order)));
    }

    private boolean isDueAtQuote(SimulatedOrder order) {
        return order.isInMinute && isMarket(order) && order.openQtyE9() > 0 && bars.isQuotedOnly(order.instrumentId)
            && !isHalted(order.instrumentId) && quoteE8(order) != MinuteBars.NO_QUOTE;
    }

    /** A buyer pays the offer, a seller gets the bid; the spread is the cost, so there is no slippage. */
    private long quoteE8(SimulatedOrder order) {
        return order.isBuy() ? bars.askE8(order.instrumentId) : bars.bidE8(order.instrumentId);
    }

    private void workAtQuote() {
        SimulatedOrder order = dueAtQuote.pollFirst();
        if (order == null) {
            phase = Phase.IDLE;
        } else if (order.isWorking) {
            book.fill(order, BarPx.toPx(quoteE8(order)), order.openQtyE9(), phaseNanos(), startNanos, true);
        }
    }

    private void fill(SimulatedOrder order, long px, boolean isInside) {
        if (px == FillPrices.NO_FILL) {
            return;
        }
        long qtyE9 = volume.take(order.instrumentId, order.openQtyE9());
        if (qtyE9 > 0) {
            book.fill(order, px, qtyE9, phaseNanos(), startNanos, isInside);
        }
    }
}
