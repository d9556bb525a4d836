package io.tradebot.engine.order;

import io.tradebot.journal.event.OrderState;

import static io.tradebot.journal.event.OrderState.ACKED;
import static io.tradebot.journal.event.OrderState.CANCELLED;
import static io.tradebot.journal.event.OrderState.EXPIRED;
import static io.tradebot.journal.event.OrderState.EXTERNAL;
import static io.tradebot.journal.event.OrderState.FILLED;
import static io.tradebot.journal.event.OrderState.NOT_PLACED;
import static io.tradebot.journal.event.OrderState.PARTIAL;
import static io.tradebot.journal.event.OrderState.PENDING_CANCEL;
import static io.tradebot.journal.event.OrderState.PENDING_REPLACE;
import static io.tradebot.journal.event.OrderState.REJECTED;
import static io.tradebot.journal.event.OrderState.SENT;
import static io.tradebot.journal.event.OrderState.SYNCED;
import static io.tradebot.journal.event.OrderState.UNKNOWN;

/**
 * The order table: the state after a fact, for every state and fact. Pure.
 *
 * <p>Three rules shape it. Facts of the broker are never lost: a fill is booked whatever was believed before. Knowledge only
 * grows: a late or repeated fact leaves a further state as it is. What only we can do (ask for a cancel or a change) is an
 * error where it makes no sense, because then our own logic is wrong. The switches have no default on purpose: a new state
 * or fact does not compile until every cell is decided.
 */
public final class OrderTransitions {

    private OrderTransitions() {
    }

    /**
     * The state after {@code fact}.
     *
     * @param isPartlyFilled whether something had filled before; decides between ACKED and PARTIAL where work goes on
     * @return the next state, equal to {@code state} when the fact changes nothing; null when the pair is illegal
     */
    public static OrderState next(OrderState state, OrderFact fact, boolean isPartlyFilled) {
        OrderState working = isPartlyFilled ? PARTIAL : ACKED;
        return switch (state) {
            case NEW -> fromNew(fact);
            case SYNCED -> fromSynced(fact);
            case SENT -> fromSent(fact);
            case UNKNOWN -> fromUnknown(fact, working);
            case ACKED, PARTIAL -> fromWorking(state, fact);
            case PENDING_CANCEL -> fromPendingCancel(fact, working);
            case PENDING_REPLACE -> fromPendingReplace(fact, working);
            case FILLED -> fromFilled(fact);
            case CANCELLED, EXPIRED -> fromEnded(state, fact);
            case REJECTED -> fromRejected(fact);
            case NOT_PLACED -> fromNotPlaced(fact);
            case EXTERNAL -> fromExternal(fact);
            case NULL_VAL -> null;
        };
    }

    /** True when the broker does not work the order any more, as far as is known. */
    public static boolean isFinal(OrderState state) {
        return switch (state) {
            case FILLED, CANCELLED, REJECTED, EXPIRED, NOT_PLACED -> true;
            case NEW, SYNCED, SENT, UNKNOWN, ACKED, PARTIAL, PENDING_CANCEL, PENDING_REPLACE, EXTERNAL, NULL_VAL -> false;
        };
    }

    private static OrderState fromNew(OrderFact fact) {
        return fact == OrderFact.SYNCED ? SYNCED : fromSynced(fact);
    }

    private static OrderState fromSynced(OrderFact fact) {
        return switch (fact) {
            case SYNCED -> SYNCED;
            case SENT -> SENT;
            case ACKNOWLEDGED -> ACKED;
            case PARTIALLY_FILLED -> PARTIAL;
            case FILLED -> FILLED;
            case CANCEL_REQUESTED -> PENDING_CANCEL;
            case CANCEL_REJECTED -> null;      // nothing was asked
            case CANCELLED -> CANCELLED;
            case REPLACE_REQUESTED -> null;    // cancel and decide anew instead
            case REPLACED, REPLACE_REJECTED -> null;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case NOT_FOUND -> NOT_PLACED;
        };
    }

    private static OrderState fromSent(OrderFact fact) {
        return fact == OrderFact.SYNCED ? SENT : fromSynced(fact);
    }

    private static OrderState fromUnknown(OrderFact fact, OrderState working) {
        return switch (fact) {
            case SYNCED, SENT, OUTCOME_UNKNOWN -> UNKNOWN;
            case ACKNOWLEDGED -> working;
            case PARTIALLY_FILLED -> PARTIAL;
            case FILLED -> FILLED;
            case CANCEL_REQUESTED, CANCEL_REJECTED -> UNKNOWN; // asking does not settle what it is
            case CANCELLED -> CANCELLED;
            case REPLACE_REQUESTED -> null;    // never change what may not exist
            case REPLACED, REPLACE_REJECTED -> working; // the broker spoke of it, so it works
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case NOT_FOUND -> NOT_PLACED;
        };
    }

    private static OrderState fromWorking(OrderState state, OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED -> state;
            case PARTIALLY_FILLED -> PARTIAL;
            case FILLED -> FILLED;
            case CANCEL_REQUESTED -> PENDING_CANCEL;
            case CANCEL_REJECTED, REPLACED, REPLACE_REJECTED -> state; // late answer to an older request
            case CANCELLED -> CANCELLED;
            case REPLACE_REQUESTED -> PENDING_REPLACE;
            case REJECTED -> REJECTED;         // some brokers acknowledge before they check
            case EXPIRED -> EXPIRED;
            case OUTCOME_UNKNOWN, NOT_FOUND -> UNKNOWN; // acknowledged and now unknown: exposure stays reserved
        };
    }

    private static OrderState fromPendingCancel(OrderFact fact, OrderState working) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, PARTIALLY_FILLED, CANCEL_REQUESTED -> PENDING_CANCEL;
            case FILLED -> FILLED;             // too late to cancel
            case CANCEL_REJECTED -> working;
            case CANCELLED -> CANCELLED;
            case REPLACE_REQUESTED -> null;
            case REPLACED, REPLACE_REJECTED -> PENDING_CANCEL;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case NOT_FOUND -> UNKNOWN;
        };
    }

    private static OrderState fromPendingReplace(OrderFact fact, OrderState working) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, PARTIALLY_FILLED, REPLACE_REQUESTED -> PENDING_REPLACE;
            case FILLED -> FILLED;             // the old order filled first
            case CANCEL_REQUESTED -> PENDING_CANCEL;
            case CANCEL_REJECTED -> PENDING_REPLACE;
            case CANCELLED -> CANCELLED;
            case REPLACED, REPLACE_REJECTED -> working;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case OUTCOME_UNKNOWN -> UNKNOWN;
            case NOT_FOUND -> UNKNOWN;
        };
    }

    private static OrderState fromFilled(OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, CANCEL_REJECTED, CANCELLED, REPLACED, REPLACE_REJECTED, REJECTED, EXPIRED,
                 OUTCOME_UNKNOWN, NOT_FOUND -> FILLED;
            case PARTIALLY_FILLED, FILLED -> FILLED; // an overfill: booked, and reported by the order book
            case CANCEL_REQUESTED, REPLACE_REQUESTED -> null;
        };
    }

    private static OrderState fromEnded(OrderState state, OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, CANCEL_REJECTED, CANCELLED, REPLACED, REPLACE_REJECTED, REJECTED, EXPIRED,
                 OUTCOME_UNKNOWN, NOT_FOUND -> state;
            case PARTIALLY_FILLED -> state;    // filled before the end, told after it: booked, the order stays ended
            case FILLED -> FILLED;
            case CANCEL_REQUESTED, REPLACE_REQUESTED -> null;
        };
    }

    private static OrderState fromRejected(OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED, REJECTED, EXPIRED,
                 OUTCOME_UNKNOWN, NOT_FOUND -> REJECTED;
            case CANCELLED -> REJECTED;
            case PARTIALLY_FILLED -> PARTIAL;  // the refusal was not true: it works
            case FILLED -> FILLED;
            case CANCEL_REQUESTED, REPLACE_REQUESTED -> null;
        };
    }

    private static OrderState fromNotPlaced(OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED, REJECTED, OUTCOME_UNKNOWN,
                 NOT_FOUND -> NOT_PLACED;
            case CANCELLED, EXPIRED -> NOT_PLACED;
            case ACKNOWLEDGED, PARTIALLY_FILLED, FILLED -> EXTERNAL; // a late accept: managed, alarmed, entries stop
            case CANCEL_REQUESTED, REPLACE_REQUESTED -> null;
        };
    }

    private static OrderState fromExternal(OrderFact fact) {
        return switch (fact) {
            case SYNCED, SENT, ACKNOWLEDGED, PARTIALLY_FILLED, CANCEL_REJECTED, REPLACED, REPLACE_REJECTED,
                 OUTCOME_UNKNOWN, NOT_FOUND -> EXTERNAL;
            case FILLED -> FILLED;
            case CANCEL_REQUESTED -> PENDING_CANCEL; // an operator may end it
            case CANCELLED -> CANCELLED;
            case REPLACE_REQUESTED -> null;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
        };
    }
}
