package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;

/**
 * The latch that halts the day: no more slots, signals or entries, positions are closed. A loss is over with the next session; a
 * failed invariant stays until an operator looked at it. Engine thread only.
 */
public final class KillSwitch {

    private final Decisions decisions;
    private KillCause cause;
    private MeasureUnit unit = MeasureUnit.NONE;
    private long actualValue;
    private long limitValue;
    private boolean isNew;
    private long nowNanos;
    private long sinceNanos;

    /** Starts untripped. */
    public KillSwitch(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Time of the input that is decided on. */
    public void advanceTo(long newNowNanos) {
        nowNanos = newNowNanos;
    }

    /** Halts; a second cause changes nothing. */
    public void trip(KillCause newCause, MeasureUnit newUnit, long newActualValue, long newLimitValue) {
        if (cause != null) {
            return;
        }
        cause = newCause;
        unit = newUnit;
        actualValue = newActualValue;
        limitValue = newLimitValue;
        isNew = true;
        sinceNanos = nowNanos;
        decisions.killSwitchTripped(cause, unit, actualValue, limitValue);
    }

    /**
     * Halts until an operator ends it, also where a loss has halted until the next session.
     *
     * @return false when it changes nothing
     */
    public boolean tripByOperator() {
        if (isTripped() && !isLoss()) {
            return false;
        }
        cause = null;
        trip(KillCause.OPERATOR, MeasureUnit.NONE, 0, 0);
        return true;
    }

    /** An operator ends the halt; a loss is to be looked at again behind it. */
    public void reset() {
        clear(true);
    }

    /** A new session ends a halt by loss. */
    public void startDay() {
        if (isLoss()) {
            clear(false);
        }
    }

    private void clear(boolean isByOperator) {
        decisions.killSwitchCleared(cause, isByOperator);
        cause = null;
        unit = MeasureUnit.NONE;
        actualValue = 0;
        limitValue = 0;
        sinceNanos = 0;
        isNew = false;
    }

    /** A halt as it was. */
    public void restore(KillCause itsCause, MeasureUnit itsUnit, long itsActualValue, long itsLimitValue, long itsSinceNanos, boolean isItNew) {
        cause = itsCause;
        unit = itsUnit;
        actualValue = itsActualValue;
        limitValue = itsLimitValue;
        sinceNanos = itsSinceNanos;
        isNew = isItNew;
    }

    /** True while what may still fill is yet to be cancelled. */
    public boolean isNew() {
        return isNew;
    }

    /** True while halted. */
    public boolean isTripped() {
        return cause != null;
    }

    /** True while halted by a loss, which the next session ends. */
    public boolean isLoss() {
        return cause == KillCause.DAILY_LOSS || cause == KillCause.MONEY_LOSS;
    }

    /** True while halted by a loss in USD. */
    public boolean isMoneyLoss() {
        return cause == KillCause.MONEY_LOSS;
    }

    /** Once true for each time it trips: what may still fill is then to be cancelled. */
    public boolean takeNew() {
        boolean wasNew = isNew;
        isNew = false;
        return wasNew;
    }

    /** Why it is halted, or null. */
    public KillCause cause() {
        return cause;
    }

    /** Since when it is halted. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Scale of the two values. */
    public MeasureUnit unit() {
        return unit;
    }

    /** Value that tripped it. */
    public long actualValue() {
        return actualValue;
    }

    /** Limit that it passed. */
    public long limitValue() {
        return limitValue;
    }
}
