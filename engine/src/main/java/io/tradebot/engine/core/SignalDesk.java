package io.tradebot.engine.core;

import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.EntryRequest;
import io.tradebot.engine.risk.RiskGate;
import io.tradebot.engine.selection.Selector;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderApprovalGivenDecoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a signal to an order: through the gate and, where every entry needs an operator's approval, through the gate once more when
 * the approval comes, because what was in order then may not be now. Exits never come here. Engine thread only.
 */
final class SignalDesk {

    private final SettingsInForce settings;
    private final Decisions decisions;
    private final RiskGate gate;
    private final Selector selector;
    private final EntryDesk entries;
    private final OrderTable orders;
    private final EntryRequest request = new EntryRequest();
    private final List<Waiting> waiting = new ArrayList<>();
    private int lastApprovalNumber;

    /** An entry that an operator is asked for. */
    record Waiting(int number, StrategyRun run, Slot slot, Direction direction, int instrumentId, long expiresNanos) {
    }

    SignalDesk(SettingsInForce settings, Decisions decisions, RiskGate gate, Selector selector, EntryDesk entries, OrderTable orders) {
        this.settings = settings;
        this.decisions = decisions;
        this.gate = gate;
        this.selector = selector;
        this.entries = entries;
        this.orders = orders;
    }

    /** What becomes of a signal of the slot's symbol. */
    void onSignal(StrategyRun run, Slot slot, Direction direction, long timeNanos) {
        if (!passes(run, slot, direction, timeNanos)) {
            deny(run, slot, direction, timeNanos);
        } else if (settings.now().isConfirmationRequired()) {
            askForApproval(run, slot, direction, timeNanos);
        } else {
            entries.request(run, slot, request);
        }
    }

    private boolean passes(StrategyRun run, Slot slot, Direction direction, long timeNanos) {
        request.set(run.id(), slot.number(), slot.symbol(), direction, run.settings().shortType(), slot.allocationCents(), timeNanos);
        return gate.check(request);
    }

    private void deny(StrategyRun run, Slot slot, Direction direction, long timeNanos) {
        int instrumentId = request.instrument() == null ? 0 : request.instrument().id();
        decisions.orderDenied(run.id(), slot.number(), instrumentId, slot.symbol().id(), direction, request.denyReason(), request.unit(),
            request.actualValue(), request.limitValue());
        slot.watchAgain();
        if (RiskGate.isFallback(request.denyReason())) {
            selector.fallBack(run, slot, request.denyReason(), timeNanos);
        }
    }

    // --- with an operator's approval ---

    private void askForApproval(StrategyRun run, Slot slot, Direction direction, long timeNanos) {
        long expiresNanos = Math.min(timeNanos + settings.now().confirmationNanos(), run.window().breakoutEndNanos());
        OrderSide side = request.side() == PositionSide.LONG ? OrderSide.BUY : OrderSide.SELL_SHORT;
        waiting.add(new Waiting(++lastApprovalNumber, run, slot, direction, request.instrument().id(), expiresNanos));
        slot.onApprovalRequested();
        decisions.orderApprovalRequested(lastApprovalNumber, run.id(), slot.number(), request.instrument().id(), side,
            Math.multiplyExact(request.qtyMicro(), FixedPoint.E9_PER_MICRO), FixedPoint.pxToE8(request.referencePx()), expiresNanos);
    }

    /** Gives up what nobody has approved in time. */
    void advanceTo(long timeNanos) {
        for (int i = 0; i < waiting.size(); i++) {
            if (timeNanos >= waiting.get(i).expiresNanos()) {
                Waiting late = waiting.remove(i--);
                boolean isWindowOver = timeNanos >= late.run().window().breakoutEndNanos();
                decisions.orderApprovalSettled(late.number(), 0, isWindowOver ? ApprovalVerdict.OVERTAKEN : ApprovalVerdict.EXPIRED);
                denyUnapproved(late, MeasureUnit.NANOS, timeNanos, late.expiresNanos(), timeNanos);
            }
        }
    }

    /** An operator's answer; one that nothing waits for is refused. */
    void onApprovalGiven(int number, ApprovalVerdict verdict, long timeNanos) {
        Waiting answered = find(number);
        boolean isAnswer = verdict == ApprovalVerdict.APPROVED || verdict == ApprovalVerdict.DECLINED;
        if (answered == null || !isAnswer) {
            boolean isSettled = answered == null && number >= 1 && number <= lastApprovalNumber;
            decisions.inputRefused(isSettled ? InputRefusal.DUPLICATE : InputRefusal.NOT_ALLOWED, OrderApprovalGivenDecoder.TEMPLATE_ID, 0, 0);
            return;
        }
        waiting.remove(answered);
        if (verdict == ApprovalVerdict.DECLINED) {
            decisions.orderApprovalSettled(number, 0, verdict);
            denyUnapproved(answered, MeasureUnit.NONE, 0, 0, timeNanos);
        } else if (passes(answered.run(), answered.slot(), answered.direction(), timeNanos)) {
            boolean isKeptBack = orders.isEntrySent(answered.run().id(), answered.slot().number());
            decisions.orderApprovalSettled(number, isKeptBack ? 0 : orders.nextOrderId(), verdict);
            entries.request(answered.run(), answered.slot(), request);
        } else {
            decisions.orderApprovalSettled(number, 0, verdict);
            deny(answered.run(), answered.slot(), answered.direction(), timeNanos);
        }
    }

    /** What waits for an answer, the oldest first. The list is shared: read only. */
    List<Waiting> waiting() {
        return waiting;
    }

    /** Number of the request made last; 0 before the first. */
    int lastApprovalNumber() {
        return lastApprovalNumber;
    }

    /** The number of the request made last. */
    void restoreLastNumber(int number) {
        lastApprovalNumber = number;
    }

    private Waiting find(int number) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).number() == number) {
                return waiting.get(i);
            }
        }
        return null;
    }

    private void denyUnapproved(Waiting given, MeasureUnit unit, long actualValue, long limitValue, long timeNanos) {
        Slot slot = given.slot();
        decisions.orderDenied(given.run().id(), slot.number(), given.instrumentId(), slot.symbol().id(), given.direction(),
            DenyReason.APPROVAL_MISSING, unit, actualValue, limitValue);
        if (timeNanos < given.run().window().breakoutEndNanos()) {
            selector.fallBack(given.run(), slot, DenyReason.APPROVAL_MISSING, timeNanos);
        } else {
            slot.finish();
        }
    }
}
