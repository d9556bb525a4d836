package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.value.FixedPoint;

/**
 * Halts the day when its realised loss is above a part of its float (strategy-rules 7.4). Cents. Engine thread only.
 */
public final class DailyLossLimit {

    private final Decisions decisions;
    private final long limitPpm;
    private long floatCents;
    private long limitCents;
    private long pnlCents;
    private boolean isHalted;

    /** Nothing is halted before the first day. */
    public DailyLossLimit(Decisions decisions, long limitPpm) {
        this.decisions = decisions;
        this.limitPpm = limitPpm;
    }

    /** A new day: the latch opens, the limit follows the day's float. */
    public void startDay(long newFloatCents) {
        floatCents = newFloatCents;
        limitCents = FixedPoint.multiplyDivideFloor(Math.max(floatCents, 0), limitPpm, FixedPoint.PPM);
        pnlCents = 0;
        isHalted = false;
    }

    /** True from the breach to the end of the day. */
    public boolean isHalted() {
        return isHalted;
    }

    /** Float of the day. */
    public long floatCents() {
        return floatCents;
    }

    /** Sum of today's net results, negative for a loss. */
    public long pnlCents() {
        return pnlCents;
    }

    /** Loss that halts the day when exceeded. */
    public long limitCents() {
        return limitCents;
    }

    /** Notes the net result of a closed trade; true when this one halts the day. */
    public boolean onTradeClosed(long tradePnlCents) {
        pnlCents = Math.addExact(pnlCents, tradePnlCents);
        if (isHalted || -pnlCents <= limitCents) {
            return false;
        }
        isHalted = true;
        decisions.killSwitchTripped(KillCause.DAILY_LOSS, MeasureUnit.CASH_E8,
            Math.multiplyExact(pnlCents, FixedPoint.E8_PER_CENT), Math.multiplyExact(limitCents, FixedPoint.E8_PER_CENT));
        return true;
    }
}
