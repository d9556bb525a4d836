package io.tradebot.engine.sim;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TimeInForce;

/** What the exchange takes: each type with the prices it needs and no others. Pure. */
final class TicketRules {

    private TicketRules() {
    }

    /** What is wrong with the ticket by itself; null when nothing is. */
    static String problemOf(OrderTicket ticket) {
        if (ticket.qtyE9 <= 0) {
            return "the quantity must be above 0";
        }
        if (isSet(ticket.limitPriceE8) && ticket.limitPriceE8 <= 0 || isSet(ticket.stopPriceE8) && ticket.stopPriceE8 <= 0) {
            return "a price must be above 0";
        }
        String problem = priceProblemOf(ticket);
        return problem != null ? problem : timeProblemOf(ticket);
    }

    private static String priceProblemOf(OrderTicket ticket) {
        boolean hasLimit = isSet(ticket.limitPriceE8);
        boolean hasStop = isSet(ticket.stopPriceE8);
        boolean hasDistance = isSet(ticket.trailPpm) || isSet(ticket.trailDistanceE8);
        return switch (ticket.orderType) {
            case MARKET -> hasLimit || hasStop || hasDistance ? "a market order takes no prices" : null;
            case LIMIT -> !hasLimit || hasStop || hasDistance ? "a limit order takes a limit price and no other" : null;
            case STOP -> hasLimit ? "a stop order takes no limit price" : stopProblemOf(ticket, hasStop, hasDistance);
            case STOP_LIMIT -> !hasLimit ? "a stop-limit order needs a limit price" : stopProblemOf(ticket, hasStop, hasDistance);
            case TRAILING_STOP -> hasLimit || hasStop || !hasDistance ? "a trailing stop takes a distance and no other price" : null;
            case NULL_VAL -> "the order has no type";
        };
    }

    /** A fixed stop has a price of its own, or keeps a distance from the price at which its parent filled. */
    private static String stopProblemOf(OrderTicket ticket, boolean hasStop, boolean hasDistance) {
        if (hasStop == hasDistance) {
            return "a stop needs either a stop price or a distance";
        }
        boolean closesParent = ticket.parentOrderId != 0
            && (ticket.side == OrderSide.SELL || ticket.side == OrderSide.BUY_TO_COVER);
        return hasDistance && !closesParent ? "a fixed stop keeps a distance only from the price of a parent that it closes" : null;
    }

    private static String timeProblemOf(OrderTicket ticket) {
        boolean isImmediate = ticket.timeInForce == TimeInForce.IOC || ticket.timeInForce == TimeInForce.FOK;
        boolean canBeImmediate = ticket.parentOrderId == 0 && switch (ticket.orderType) {
            case MARKET, LIMIT -> true;
            case STOP, STOP_LIMIT, TRAILING_STOP, NULL_VAL -> false;
        };
        return isImmediate && !canBeImmediate ? "only market and limit orders without a parent can be " + ticket.timeInForce : null;
    }

    /** What is wrong with a change of this order; null when nothing is. */
    static String changeProblemOf(SimulatedOrder order, long qtyE9, long limitPriceE8, long stopPriceE8) {
        if (qtyE9 <= order.filledQtyE9()) {
            return "the new quantity is not above what has filled";
        }
        boolean takesLimit = order.limitPx != SimulatedOrder.NO_PX;
        boolean takesStop = order.fixedStopPx != SimulatedOrder.NO_PX;
        if (isSet(limitPriceE8) != takesLimit || isSet(stopPriceE8) != takesStop) {
            return "a change names the prices that the order has";
        }
        return takesLimit && limitPriceE8 <= 0 || takesStop && stopPriceE8 <= 0 ? "a price must be above 0" : null;
    }

    private static boolean isSet(long price) {
        return price != OrderTicket.NO_PRICE;
    }
}
