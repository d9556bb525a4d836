package io.tradebot.engine.sim;

/**
 * At which price an order fills in a bar, by its type. The answer holds slippage: market and stop orders take it, limit orders
 * take none, and a stop-limit order takes it up to its limit. Asking may trigger a stop. Prices in px (USD x 10^4).
 */
final class FillPrices {

    static final long NO_FILL = Long.MIN_VALUE;

    private final FillModel model;

    FillPrices(FillModel model) {
        this.model = model;
    }

    /** Fill at the open: a market order; a limit order that the open is as good as; a stop that the open has reached. */
    long atOpen(SimulatedOrder order, BarPx bar) {
        return switch (order.orderType) {
            case MARKET -> slipped(order, bar.open());
            case LIMIT -> isWithinLimit(order, bar.open()) ? bar.open() : NO_FILL;
            case STOP, TRAILING_STOP -> order.triggerAt(bar.open()) ? slipped(order, bar.open()) : NO_FILL;
            case STOP_LIMIT -> stopLimitAtOpen(order, bar.open());
            case NULL_VAL -> NO_FILL;
        };
    }

    /** Fill inside the bar: at the price that the order names, or at the open where that was better. */
    long inside(SimulatedOrder order, BarPx bar) {
        return switch (order.orderType) {
            case MARKET, NULL_VAL -> NO_FILL;
            case LIMIT -> limitInside(order, bar);
            case STOP, TRAILING_STOP -> !order.isTriggered() && triggersInside(order, bar) ? slipped(order, order.stopPx()) : NO_FILL;
            case STOP_LIMIT -> stopLimitInside(order, bar);
        };
    }

    /** Once triggered it is a limit order; the order that the open triggers is filled there when the limit allows the open. */
    private long stopLimitAtOpen(SimulatedOrder order, long openPx) {
        if (order.isTriggered()) {
            return isWithinLimit(order, openPx) ? openPx : NO_FILL;
        }
        return order.triggerAt(openPx) && isWithinLimit(order, openPx) ? withinLimit(order, slipped(order, openPx)) : NO_FILL;
    }

    private long stopLimitInside(SimulatedOrder order, BarPx bar) {
        if (order.isTriggered()) {
            return limitInside(order, bar);
        }
        boolean isFillable = triggersInside(order, bar) && isWithinLimit(order, order.stopPx());
        return isFillable ? withinLimit(order, slipped(order, order.stopPx())) : NO_FILL;
    }

    private static long limitInside(SimulatedOrder order, BarPx bar) {
        if (order.isBuy()) {
            return bar.low() <= order.limitPx ? Math.min(bar.open(), order.limitPx) : NO_FILL;
        }
        return bar.high() >= order.limitPx ? Math.max(bar.open(), order.limitPx) : NO_FILL;
    }

    private static boolean triggersInside(SimulatedOrder order, BarPx bar) {
        return order.triggerAt(order.isBuy() ? bar.high() : bar.low());
    }

    private static boolean isWithinLimit(SimulatedOrder order, long px) {
        return order.isBuy() ? px <= order.limitPx : px >= order.limitPx;
    }

    private static long withinLimit(SimulatedOrder order, long px) {
        return order.isBuy() ? Math.min(px, order.limitPx) : Math.max(px, order.limitPx);
    }

    long slipped(SimulatedOrder order, long rawPx) {
        return order.isBuy() ? model.buyPx(rawPx) : model.sellPx(rawPx);
    }
}
