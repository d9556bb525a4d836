package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderFact;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.port.BrokerQueryPort;
import io.tradebot.engine.reconcile.BrokerComparison;
import io.tradebot.engine.reconcile.OrderDoubts;
import io.tradebot.engine.reconcile.Reconciliation;
import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.settings.ReconcileSettings;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.BrokerConnectionChangedDecoder;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderExpiredDecoder;
import io.tradebot.journal.event.OrderNotFoundDecoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderSnapshotObservedDecoder;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReconciliationCause;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps orders and positions in line with what the broker has: asks for a snapshot on every new connection and from time to time,
 * compares it, and asks about each order whose outcome is in doubt until a fact settles it. Begins with the first word on the
 * connection for orders; where nobody speaks of one, as in a backtest, it does nothing. Engine thread only.
 *
 * <ul>
 * <li>From the loss of the connection, or the start of a process, until a comparison is clean and every order in doubt has been
 * answered for once, entries are blocked (RECONCILIATION).
 * <li>An order without an answer when the connection is lost is UNKNOWN; one that a snapshot does not list is asked about. It is never
 * sent again. It was never placed when {@link OrderDoubts} says so and no position of its instrument differs.
 * <li>A difference counts, and blocks entries, when two comparisons one behind the other show it.
 * </ul>
 */
final class BrokerDesk {

    /** Between a difference and the second look at it: long enough for a read that lagged behind. */
    private static final long LOOK_AGAIN_NANOS = 2_000_000_000L;
    /** An execution may be told with a time a little before that of a list that did not have it yet. */
    private static final long OVERLAP_NANOS = 60_000_000_000L;
    private static final int NONE = 0;
    private static final long NEVER = Long.MIN_VALUE;

    /** Applies to orders what the broker has said of them when it was asked. */
    interface Facts {

        /** A fact that changes the state of an order and nothing else. */
        void onFact(int inputTemplateId, long orderId, OrderFact fact);

        /** A fact that ends an order. */
        void onOrderEnded(int inputTemplateId, long orderId, OrderFact fact);

        /** The broker ended an order. */
        void onOrderCancelled(long orderId, CancelReason reason);

        /** The broker refused an order. */
        void onOrderRejected(long orderId, BrokerRejectReason reason, long timeNanos);

        /** The broker works an order with these terms. */
        void onOrderReplaced(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8);
    }

    private record Seen(OrderState state, long qtyE9, long filledQtyE9) {
    }

    private final ReconcileSettings settings;
    private final Decisions decisions;
    private final OrderTable orders;
    private final LotBook lots;
    private final EntryBlocks blocks;
    private final BookedIds bookedIds;
    private final Unexplained unexplained;
    private final Alerts alerts;
    private final Facts facts;
    private final OrderDoubts doubts;
    private final BrokerComparison comparison;
    private final Map<Long, Seen> listed = new TreeMap<>();
    private final Set<Long> pendingWhenAsked = new TreeSet<>();
    private final Set<String> externalOrders = new TreeSet<>();
    private ConnectionState connection = ConnectionState.NULL_VAL;
    private int lastSnapshot;
    private int awaitedSnapshot = NONE;
    private long askedNanos = NEVER;
    private long lookAgainNanos = NEVER;
    private long firstUnaskedOrderId;
    private long cleanNanos = NEVER;
    private boolean isClean;

    BrokerDesk(ReconcileSettings settings, Decisions decisions, OrderTable orders, LotBook lots, EntryBlocks blocks, BookedIds bookedIds,
            Unexplained unexplained, Reconciliation reconciliation, Alerts alerts, Facts facts) {
        this.settings = settings;
        this.decisions = decisions;
        this.orders = orders;
        this.lots = lots;
        this.blocks = blocks;
        this.bookedIds = bookedIds;
        this.unexplained = unexplained;
        this.alerts = alerts;
        this.facts = facts;
        doubts = new OrderDoubts(settings);
        comparison = new BrokerComparison(reconciliation);
    }

    // --- the connection ---

    /** The connection for orders changed its state. */
    void onConnection(ConnectionState state, long timeNanos) {
        boolean wasUp = isUp();
        boolean isFirst = !isSupervised();
        connection = state;
        if (wasUp && !isUp() || isFirst) {
            onLost();
        }
        if (!wasUp && isUp()) {
            request(ReconciliationCause.CONNECTED, timeNanos);
            askAboutDoubts(timeNanos);
        }
    }

    /** Another process goes on: what the one before had asked is not answered any more. */
    void onProcessStarted() {
        if (isSupervised()) {
            connection = ConnectionState.DISCONNECTED;
            onLost();
        }
    }

    /** Facts of the broker come over a connection that is spoken of. */
    boolean isSupervised() {
        return connection != ConnectionState.NULL_VAL;
    }

    private boolean isUp() {
        return connection == ConnectionState.AUTHORISED || connection == ConnectionState.RECONCILING || connection == ConnectionState.READY;
    }

    private void onLost() {
        blocks.block(EntryBlock.RECONCILIATION, 0, MeasureUnit.NONE, 0, 0);
        awaitedSnapshot = NONE;
        isClean = false;
        lookAgainNanos = NEVER;
        for (Order order : List.copyOf(orders.open())) {
            if (isWithoutAnswer(order.state())) {
                facts.onFact(BrokerConnectionChangedDecoder.TEMPLATE_ID, order.id(), OrderFact.OUTCOME_UNKNOWN);
            }
        }
        doubts.onConnectionLost();
    }

    private static boolean isWithoutAnswer(OrderState state) {
        return state == OrderState.NEW || state == OrderState.SYNCED || state == OrderState.SENT;
    }

    // --- asking ---

    /** Asks what is due; called by every input that tells the time. */
    void advanceTo(long timeNanos) {
        if (!isUp()) {
            return;
        }
        if (awaitedSnapshot != NONE) {
            if (timeNanos - askedNanos >= settings.answerNanos()) {
                isClean = false;
                blocks.block(EntryBlock.RECONCILIATION, 0, MeasureUnit.NANOS, timeNanos - askedNanos, settings.answerNanos());
                request(ReconciliationCause.NO_ANSWER, timeNanos);
            }
        } else if (lookAgainNanos != NEVER && timeNanos >= lookAgainNanos) {
            request(ReconciliationCause.DIFFERENCE, timeNanos);
        } else if (lookAgainNanos == NEVER) {
            boolean isBusy = !orders.open().isEmpty() || comparison.hasSuspicion();
            if (askedNanos == NEVER || timeNanos - askedNanos >= (isBusy ? settings.openNanos() : settings.idleNanos())) {
                request(isBusy ? ReconciliationCause.ORDERS_OPEN : ReconciliationCause.IDLE, timeNanos);
            }
        }
        askAboutDoubts(timeNanos);
    }

    private void request(ReconciliationCause cause, long timeNanos) {
        awaitedSnapshot = ++lastSnapshot;
        askedNanos = timeNanos;
        lookAgainNanos = NEVER;
        firstUnaskedOrderId = orders.nextOrderId();
        listed.clear();
        comparison.begin();
        pendingWhenAsked.clear();
        for (Order order : orders.open()) {
            if (order.state() == OrderState.PENDING_CANCEL || order.state() == OrderState.PENDING_REPLACE || order.isCancelRequested()) {
                pendingWhenAsked.add(order.id());
            }
        }
        boolean isAll = cleanNanos == NEVER || cause == ReconciliationCause.DIFFERENCE; // what differs may be explained by an older one
        decisions.reconciliationRequested(lastSnapshot, cause, isAll ? BrokerQueryPort.ALL_EXECUTIONS : cleanNanos - OVERLAP_NANOS);
    }

    private void askAboutDoubts(long timeNanos) {
        for (long orderId : doubts.takeDue(timeNanos)) {
            decisions.orderQueryRequested(orderId, doubts.askedCount(orderId), orders.find(orderId).clientOrderId());
        }
    }

    /** Somebody says that what differed is settled: the broker is asked when the time is told next. */
    void lookAgain(long timeNanos) {
        if (isUp() && awaitedSnapshot == NONE) {
            lookAgainNanos = timeNanos;
        }
    }

    // --- facts of orders ---

    /** Called behind every fact of an order; {@code isNewlyUnknown} when its outcome was known before. */
    void onOrderFact(Order order, boolean isNewlyUnknown, long timeNanos) {
        if (!isSupervised()) {
            return;
        }
        if (order.state() == OrderState.UNKNOWN) {
            if (isNewlyUnknown) {
                alerts.raise(AlertKind.ORDER_UNKNOWN, AlertSeverity.WARNING, order.instrumentId(), order.id(), "What became of order " + order.id()
                    + " is not known. The broker is asked until it says so; nothing new is entered in the instrument, and nothing is sent again.");
            }
            doubts.open(order.id());
            if (isUp()) {
                askAboutDoubts(timeNanos);
            }
        } else if (!isWithoutAnswer(order.state())) {
            settle(order.id());
        }
    }

    private void settle(long orderId) {
        doubts.settle(orderId);
        unblockIfClean();
    }

    /** An order that was never placed by all that was known is there after all. */
    void onLateAccept(Order order) {
        if (isSupervised()) {
            unexplained.found(order.instrumentId(), order.id(), order.leavesQtyE9(), "Order " + order.id() + " had been given up as never"
                + " placed and works at the broker. What it fills is managed; look why its answer came so late, then command RECONCILE.");
        }
    }

    /** The broker tells of a fill of an order that the bot never asked for. */
    void onFillOfUnknownOrder(long orderId, int instrumentId, long qtyE9, String executionId) {
        boolean isForgotten = orderId > 0 && orderId < orders.firstKnownId(); // ours, and settled on an earlier day
        if (!isSupervised() || isForgotten || isKnownExternal("order " + orderId + ' ' + executionId)) {
            return;
        }
        decisions.externalActivityFound(instrumentId, qtyE9, true, "");
        unexplained.found(instrumentId, orderId, qtyE9, "Execution " + executionId + " belongs to order " + orderId
            + ", which the bot never asked for. Settle it at the broker, then command RECONCILE.");
    }

    /** The broker works an order that is not the bot's. */
    void onExternalOrder(int instrumentId, OrderSide side, long leavesQtyE9, String brokerOrderId) {
        if (!externalOrders.add(brokerOrderId)) {
            return;
        }
        decisions.externalActivityFound(instrumentId, signed(side, leavesQtyE9), true, brokerOrderId);
        unexplained.found(instrumentId, 0, leavesQtyE9, "The broker works order " + brokerOrderId + ", which is not the bot's. It is left alone;"
            + " settle it at the broker, then command RECONCILE.");
    }

    /** An order that is not the bot's filled; one of another account concerns nobody here. */
    void onExternalFill(int instrumentId, OrderSide side, long qtyE9, boolean isForeignAccount, String brokerOrderId, String executionId) {
        if (isKnownExternal("fill " + executionId)) {
            return;
        }
        decisions.externalActivityFound(instrumentId, signed(side, qtyE9), !isForeignAccount, brokerOrderId);
        if (!isForeignAccount) {
            unexplained.found(instrumentId, 0, qtyE9, "Execution " + executionId + " of order " + brokerOrderId + " is not the bot's."
                + " Settle it at the broker, then command RECONCILE.");
        }
    }

    /** Every snapshot tells the same again: it is reported once. */
    private boolean isKnownExternal(String id) {
        if (bookedIds.isKnown(BookedIds.Kind.EVENT, id)) {
            return true;
        }
        bookedIds.add(BookedIds.Kind.EVENT, id);
        return false;
    }

    private static long signed(OrderSide side, long qtyE9) {
        return side == OrderSide.BUY || side == OrderSide.BUY_TO_COVER ? qtyE9 : -qtyE9;
    }

    // --- answers ---

    /** The broker does not have an order it was asked about. */
    void onNotFound(long orderId, long timeNanos) {
        Order order = orders.findFor(OrderNotFoundDecoder.TEMPLATE_ID, orderId);
        if (order == null) {
            return;
        }
        if (!order.isOpen()) {
            settle(orderId); // it ended, and the broker forgets what has ended
            return;
        }
        doubts.onDenied(orderId, timeNanos);
        if (order.state() != OrderState.UNKNOWN) {
            facts.onFact(OrderNotFoundDecoder.TEMPLATE_ID, orderId, OrderFact.OUTCOME_UNKNOWN);
        }
        boolean isExplained = !comparison.isSuspected(order.instrumentId());
        if (isExplained && doubts.isDefinitelyAbsent(orderId, timeNanos, cleanNanos)) {
            facts.onOrderEnded(OrderNotFoundDecoder.TEMPLATE_ID, orderId, OrderFact.NOT_FOUND);
        }
        unblockIfClean();
    }

    /** The broker says what an order is: one of the snapshot that was asked for last, or (0) one that was asked about alone. */
    void onOrderSnapshot(int snapshotNumber, long orderId, OrderState state, long qtyE9, long filledQtyE9, long timeNanos) {
        Order order = orders.findFor(OrderSnapshotObservedDecoder.TEMPLATE_ID, orderId);
        if (order == null) {
            return;
        }
        Seen seen = new Seen(state, qtyE9, filledQtyE9);
        if (snapshotNumber == NONE) {
            doubts.onSeen(orderId);
            adopt(order, seen, timeNanos);
            unblockIfClean();
        } else if (snapshotNumber == awaitedSnapshot) {
            listed.put(orderId, seen);
        }
    }

    /** The broker says what it holds. */
    void onPosition(int snapshotNumber, int instrumentId, long signedQtyE9, long marketPriceE8) {
        if (snapshotNumber == awaitedSnapshot && snapshotNumber != NONE) {
            comparison.addPosition(instrumentId, signedQtyE9, Math.max(marketPriceE8, 0));
        }
    }

    /** The snapshot has come to its end; nothing is concluded from what is missing in one that is not complete. */
    void onSnapshotCompleted(int snapshotNumber, boolean isComplete, long timeNanos) {
        if (snapshotNumber != awaitedSnapshot || snapshotNumber == NONE) {
            return; // an answer to what is not asked any more
        }
        awaitedSnapshot = NONE;
        for (Map.Entry<Long, Seen> entry : listed.entrySet()) {
            doubts.onSeen(entry.getKey());
            compareOrder(orders.find(entry.getKey()), entry.getValue(), timeNanos);
        }
        if (!isComplete) {
            isClean = false;
            lookAgainNanos = Math.addExact(timeNanos, LOOK_AGAIN_NANOS);
            comparison.begin();
            return;
        }
        doubtWhatIsMissing();
        conclude(comparison.complete(held(), timeNanos), timeNanos);
        askAboutDoubts(timeNanos);
    }

    private void doubtWhatIsMissing() {
        for (Order order : orders.open()) {
            if (order.id() < firstUnaskedOrderId && !listed.containsKey(order.id())) {
                doubts.open(order.id());
            }
        }
    }

    private void conclude(BrokerComparison.Verdict verdict, long timeNanos) {
        isClean = verdict == BrokerComparison.Verdict.CLEAN;
        if (isClean) {
            cleanNanos = askedNanos;
            unblockIfClean();
            return;
        }
        if (verdict == BrokerComparison.Verdict.LOOK_AGAIN) {
            lookAgainNanos = Math.addExact(timeNanos, LOOK_AGAIN_NANOS);
            return; // a list that lagged behind must not cost a strategy its day
        }
        blocks.block(EntryBlock.RECONCILIATION, 0, MeasureUnit.NONE, 0, 0);
        for (BrokerComparison.PositionBreak found : comparison.newPositionBreaks()) {
            decisions.externalActivityFound(found.instrumentId(), found.excessQtyE9(), true, "");
        }
    }

    private void unblockIfClean() {
        if (isUp() && isClean && !doubts.hasUnanswered()) {
            blocks.unblock(EntryBlock.RECONCILIATION);
        }
    }

    private Map<Integer, Long> held() {
        Map<Integer, Long> held = new TreeMap<>();
        for (Lot lot : lots.open()) {
            held.merge(lot.instrumentId(), lot.side() == PositionSide.LONG ? lot.leavesQtyE9() : -lot.leavesQtyE9(), Math::addExact);
        }
        return held;
    }

    private void compareOrder(Order order, Seen seen, long timeNanos) {
        if (order == null || adopt(order, seen, timeNanos) || order.id() >= firstUnaskedOrderId) {
            return;
        }
        if (seen.filledQtyE9() != order.filledQtyE9()) {
            comparison.addOrder(order.id(), order.instrumentId(), BreakKind.QUANTITY, MeasureUnit.QTY_E9, seen.filledQtyE9(), order.filledQtyE9(), "");
        } else {
            comparison.addOrder(order.id(), order.instrumentId(), BreakKind.ORDER_STATE, MeasureUnit.CODE, seen.state().value(), order.state().value(),
                "");
        }
    }

    /**
     * Takes over what the broker says of an order, as far as it goes beyond what is known; an older word is not taken.
     *
     * @return false when the two do not fit: fills are missing on one side, or it works there what has ended here
     */
    private boolean adopt(Order order, Seen seen, long timeNanos) {
        if (seen.filledQtyE9() != order.filledQtyE9()) {
            return false; // executions come with ids, before this; they are not made up from a sum
        }
        return switch (seen.state()) {
            case NEW, SYNCED, SENT, ACKED, PARTIAL, PENDING_CANCEL, PENDING_REPLACE -> adoptWorking(order, seen);
            case FILLED, CANCELLED, EXPIRED, REJECTED -> adoptEnd(order, seen, timeNanos);
            case UNKNOWN, NOT_PLACED, EXTERNAL, NULL_VAL -> true; // the broker does not know either: asked again
        };
    }

    private boolean adoptWorking(Order order, Seen seen) {
        switch (order.state()) {
            case NEW, SYNCED, SENT, UNKNOWN, NOT_PLACED ->
                facts.onFact(OrderSnapshotObservedDecoder.TEMPLATE_ID, order.id(), OrderFact.ACKNOWLEDGED);
            case PENDING_CANCEL -> {
                if (pendingWhenAsked.contains(order.id()) && seen.state() != OrderState.PENDING_CANCEL) {
                    orders.repeatCancel(order); // the request did not arrive, or its answer is on the way: asking twice does no harm
                }
            }
            case PENDING_REPLACE -> {
                if (pendingWhenAsked.contains(order.id()) && seen.state() != OrderState.PENDING_REPLACE) {
                    facts.onFact(OrderSnapshotObservedDecoder.TEMPLATE_ID, order.id(), OrderFact.REPLACE_REJECTED); // may be asked for again
                }
            }
            default -> { }
        }
        if (order.isOpen() && order.state() != OrderState.PENDING_REPLACE && seen.qtyE9() != order.qtyE9()) {
            facts.onOrderReplaced(order.id(), seen.qtyE9(), order.limitPriceE8(), order.stopPriceE8());
        }
        return order.isOpen();
    }

    private boolean adoptEnd(Order order, Seen seen, long timeNanos) {
        if (!order.isOpen()) {
            return true; // ended here too; how makes no difference any more
        }
        switch (seen.state()) {
            case CANCELLED -> facts.onOrderCancelled(order.id(), order.isCancelRequested() ? CancelReason.REQUESTED : CancelReason.BROKER);
            case EXPIRED -> facts.onOrderEnded(OrderExpiredDecoder.TEMPLATE_ID, order.id(), OrderFact.EXPIRED);
            case REJECTED -> facts.onOrderRejected(order.id(), BrokerRejectReason.OTHER, timeNanos);
            default -> facts.onFact(OrderSnapshotObservedDecoder.TEMPLATE_ID, order.id(), OrderFact.FILLED);
        }
        return !order.isOpen();
    }

    // --- what a checkpoint holds ---

    /** Number of the last snapshot that was asked for. */
    int lastSnapshot() {
        return lastSnapshot;
    }

    /** When the last clean comparison was asked for; Long.MIN_VALUE before the first. */
    long cleanNanos() {
        return cleanNanos;
    }

    /** Last state of the connection for orders; NULL_VAL while nothing was said of it. */
    ConnectionState connection() {
        return connection;
    }

    /** Goes on with these; a connection that was up is asked for a snapshot when the time is told next. */
    void restore(int snapshot, long clean, ConnectionState state) {
        lastSnapshot = snapshot;
        cleanNanos = clean;
        connection = state;
    }
}
