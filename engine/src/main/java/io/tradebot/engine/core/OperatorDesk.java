package io.tradebot.engine.core;

import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.reconcile.Reconciliation;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DailyLossLimit;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CommandRefusal;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OperatorCommand;

/**
 * Does what an operator commands, or says why not. Whatever lets risk in again needs a reason; whatever takes risk out needs none
 * and is done at once, not at the end of the minute. A pause and a halt last until the command that ends them. Engine thread only.
 */
final class OperatorDesk {

    private final Decisions decisions;
    private final KillSwitch killSwitch;
    private final DailyLossLimit lossLimit;
    private final CircuitBreaker breaker;
    private final EntryBlocks blocks;
    private final OrderTable orders;
    private final PositionBook positions;
    private final EntryDesk entries;
    private final ExitDesk exits;
    private final Reconciliation reconciliation;
    private final BrokerDesk broker;
    private final DifferenceDesk differences;
    private boolean isStopped;

    OperatorDesk(Decisions decisions, KillSwitch killSwitch, DailyLossLimit lossLimit, CircuitBreaker breaker, EntryBlocks blocks,
            OrderTable orders, PositionBook positions, EntryDesk entries, ExitDesk exits, Reconciliation reconciliation,
            BrokerDesk broker, DifferenceDesk differences) {
        this.decisions = decisions;
        this.killSwitch = killSwitch;
        this.lossLimit = lossLimit;
        this.breaker = breaker;
        this.blocks = blocks;
        this.orders = orders;
        this.positions = positions;
        this.entries = entries;
        this.exits = exits;
        this.reconciliation = reconciliation;
        this.broker = broker;
        this.differences = differences;
    }

    /** Answers one command by OperatorCommandApplied or OperatorCommandRefused. */
    void onCommand(OperatorCommand command, long orderId, long positionId, String reason, long timeNanos) {
        switch (command) {
            case START -> start();
            case STOP -> stop();
            case PAUSE -> pause();
            case RESUME -> resume();
            case KILL -> kill();
            case FLATTEN -> flatten(command);
            case RESET_KILL -> resetKill(reason);
            case RESET_BREAKER -> resetBreaker(reason, timeNanos);
            case CANCEL_ORDER -> cancelOrder(orderId);
            case CLOSE_POSITION -> closePosition(positionId);
            case RECONCILE -> reconcile(reason, timeNanos);
            case NULL_VAL -> throw new IllegalStateException("an operator's command without a command");
        }
    }

    /** True from STOP to START. */
    boolean isStopped() {
        return isStopped;
    }

    /** It was stopped. */
    void restoreStopped() {
        isStopped = true;
    }

    // --- no new entries, and entries again ---

    private void pause() {
        if (blocks.contains(EntryBlock.PAUSED)) {
            refuse(OperatorCommand.PAUSE, CommandRefusal.ALREADY_SO, isStopped ? "stopped" : "paused");
            return;
        }
        blocks.block(EntryBlock.PAUSED, 0, MeasureUnit.NONE, 0, 0);
        decisions.operatorCommandApplied(OperatorCommand.PAUSE, 0, 0);
    }

    private void resume() {
        if (isStopped) {
            refuse(OperatorCommand.RESUME, CommandRefusal.WRONG_PHASE, "stopped; START begins again");
        } else if (!blocks.contains(EntryBlock.PAUSED)) {
            refuse(OperatorCommand.RESUME, CommandRefusal.ALREADY_SO, "not paused");
        } else {
            blocks.unblock(EntryBlock.PAUSED);
            decisions.operatorCommandApplied(OperatorCommand.RESUME, 0, 0);
        }
    }

    private void stop() {
        if (isStopped) {
            refuse(OperatorCommand.STOP, CommandRefusal.ALREADY_SO, "stopped");
            return;
        }
        isStopped = true;
        blocks.block(EntryBlock.PAUSED, 0, MeasureUnit.NONE, 0, 0);
        flatten(OperatorCommand.STOP);
    }

    private void start() {
        if (!isStopped) {
            refuse(OperatorCommand.START, CommandRefusal.ALREADY_SO, blocks.contains(EntryBlock.PAUSED) ? "paused; RESUME lets entries in again" : "running");
            return;
        }
        isStopped = false;
        blocks.unblock(EntryBlock.PAUSED);
        decisions.operatorCommandApplied(OperatorCommand.START, 0, 0);
    }

    // --- out ---

    private void kill() {
        if (!killSwitch.tripByOperator()) {
            refuse(OperatorCommand.KILL, CommandRefusal.ALREADY_SO, "halted until RESET_KILL");
            return;
        }
        killSwitch.takeNew();
        int cancelCount = entries.cancelAll(CancelReason.KILL_SWITCH);
        int closeCount = exits.all(ExitReason.KILL_SWITCH, MeasureUnit.NONE, 0, 0);
        decisions.operatorCommandApplied(OperatorCommand.KILL, cancelCount, closeCount);
    }

    private void flatten(OperatorCommand command) {
        int cancelCount = entries.cancelAll(CancelReason.OPERATOR);
        int closeCount = exits.all(ExitReason.OPERATOR, MeasureUnit.NONE, 0, 0);
        decisions.operatorCommandApplied(command, cancelCount, closeCount);
    }

    private void cancelOrder(long orderId) {
        Order order = orders.find(orderId);
        if (order == null) {
            refuse(OperatorCommand.CANCEL_ORDER, CommandRefusal.UNKNOWN_TARGET, "no order " + orderId);
        } else if (!order.isOpen() || !orders.requestCancel(order, CancelReason.OPERATOR)) {
            refuse(OperatorCommand.CANCEL_ORDER, CommandRefusal.ALREADY_SO, "order " + orderId + " is " + order.state());
        } else {
            decisions.operatorCommandApplied(OperatorCommand.CANCEL_ORDER, 1, 0);
        }
    }

    private void closePosition(long positionId) {
        Position position = positions.find(positionId);
        if (position == null) {
            refuse(OperatorCommand.CLOSE_POSITION, CommandRefusal.UNKNOWN_TARGET, "no open position " + positionId);
        } else if (position.exitOrderId() != 0) {
            refuse(OperatorCommand.CLOSE_POSITION, CommandRefusal.ALREADY_SO, "order " + position.exitOrderId() + " closes it");
        } else {
            exits.request(position, ExitReason.OPERATOR, MeasureUnit.NONE, 0, 0);
            decisions.operatorCommandApplied(OperatorCommand.CLOSE_POSITION, 0, 1);
        }
    }

    // --- the latches ---

    /** What a loss has halted stays so until the next session, and nothing is reset while an order may be anywhere. */
    private void resetKill(String reason) {
        if (reason.isBlank()) {
            refuse(OperatorCommand.RESET_KILL, CommandRefusal.REASON_MISSING, "say why trading may go on");
        } else if (!killSwitch.isTripped()) {
            refuse(OperatorCommand.RESET_KILL, CommandRefusal.ALREADY_SO, "not halted");
        } else if (killSwitch.isLoss()) {
            refuse(OperatorCommand.RESET_KILL, CommandRefusal.WRONG_PHASE, "a loss halts until the next session");
        } else if (orders.hasUnknown()) {
            refuse(OperatorCommand.RESET_KILL, CommandRefusal.NOT_RECONCILED, "the outcome of an order is not known");
        } else if (blocks.contains(EntryBlock.RECONCILIATION)) {
            refuse(OperatorCommand.RESET_KILL, CommandRefusal.NOT_RECONCILED, "the last comparison with the broker is not clean");
        } else {
            killSwitch.reset();
            lossLimit.haltIfPassed();
            decisions.operatorCommandApplied(OperatorCommand.RESET_KILL, 0, 0);
        }
    }

    private void resetBreaker(String reason, long timeNanos) {
        if (reason.isBlank()) {
            refuse(OperatorCommand.RESET_BREAKER, CommandRefusal.REASON_MISSING, "say why trading may go on");
        } else if (!breaker.blocksEntryAt(timeNanos)) {
            refuse(OperatorCommand.RESET_BREAKER, CommandRefusal.ALREADY_SO, "not tripped");
        } else {
            breaker.reset();
            decisions.operatorCommandApplied(OperatorCommand.RESET_BREAKER, 0, 0);
        }
    }

    /** A person has looked at what nobody could explain: balances that differ are booked, and entries may begin again. */
    private void reconcile(String reason, long timeNanos) {
        if (reason.isBlank()) {
            refuse(OperatorCommand.RECONCILE, CommandRefusal.REASON_MISSING, "say what was found");
            return;
        }
        boolean wasBlocked = blocks.contains(EntryBlock.EXTERNAL);
        int bookedCount = reconciliation.bookBalances(differences.at(timeNanos), timeNanos);
        if (bookedCount == 0 && !wasBlocked) {
            refuseToReconcile();
            return;
        }
        if (wasBlocked) {
            blocks.unblock(EntryBlock.EXTERNAL);
        }
        broker.lookAgain(timeNanos);
        decisions.operatorCommandApplied(OperatorCommand.RECONCILE, 0, 0);
    }

    private void refuseToReconcile() {
        if (reconciliation.openCount() == 0) {
            refuse(OperatorCommand.RECONCILE, CommandRefusal.ALREADY_SO, "nothing differs and nothing is blocked");
        } else {
            refuse(OperatorCommand.RECONCILE, CommandRefusal.NOT_ALLOWED,
                "what differs is no balance, or units of an open position: facts and orders settle it");
        }
    }

    private void refuse(OperatorCommand command, CommandRefusal reason, String text) {
        decisions.operatorCommandRefused(command, reason, text);
    }
}
