package io.tradebot.engine.pipeline;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.CrashPoint;

/**
 * First stage: lets the engine decide on the input of a slot. Engine thread only.
 *
 * <p>A throw in the engine leaves exactly one decision in the slot, EngineFaulted; the later stages journal it, send
 * nothing and halt. No further input is decided.
 */
public final class DecideStage {

    private final TradingEngine engine;
    private final RecordCursor cursor = new RecordCursor();
    private Throwable fault;

    /** The engine belongs to this stage from now on. */
    public DecideStage(TradingEngine engine) {
        this.engine = engine;
    }

    /** Decides; the slot holds the input and its decisions afterwards. */
    public void onSlot(EventSlot slot) {
        if (fault != null) {
            slot.discard(fault); // behind the faulted slot in the same batch; must not hold that slot back
            return;
        }
        int inputLength = slot.records().length();
        try {
            CrashPoint.DECIDE_BEFORE.reached();
            engine.decide(slot.records(), slot.timeNanos());
            CrashPoint.DECIDE_AFTER.reached();
        } catch (RuntimeException | Error thrown) {
            fault = thrown;
            slot.fault(thrown);
            slot.records().truncate(inputLength, 1);
            engine.reportFault(slot.records(), thrown);
        }
        slot.syncRequired(needsSync(slot));
    }

    private boolean needsSync(EventSlot slot) {
        RecordCursor c = cursor.wrap(slot.records().buffer(), 0, slot.records().length());
        boolean required = slot.fault() != null;
        while (!required && c.next()) {
            required = DurabilityLevel.isWaitedFor(c.templateId());
        }
        return required;
    }
}
