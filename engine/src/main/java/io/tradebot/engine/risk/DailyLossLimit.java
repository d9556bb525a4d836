package io.tradebot.engine.risk;

import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.value.FixedPoint;

/**
 * Halts the day when its realised loss is above a part of its float (strategy-rules 7.4) or at a sum of money, whichever is
 * less. Cents. Engine thread only.
 */
public final class DailyLossLimit {

    private final KillSwitch killSwitch;
    private final long limitPpm;
    private final long moneyLimitCents;
    private long floatCents;
    private long limitCents;
    private long pnlCents;

    /** {@code moneyLimitCents} is MAX_DAILY_LOSS, 0 for off. */
    public DailyLossLimit(KillSwitch killSwitch, long limitPpm, long moneyLimitCents) {
        this.killSwitch = killSwitch;
        this.limitPpm = limitPpm;
        this.moneyLimitCents = moneyLimitCents;
    }

    /** A new day: the sum starts anew, the limit follows the day's float. */
    public void startDay(long newFloatCents) {
        floatCents = newFloatCents;
        limitCents = FixedPoint.multiplyDivideFloor(Math.max(floatCents, 0), limitPpm, FixedPoint.PPM);
        pnlCents = 0;
    }

    /** A day as it was; its limit is that of the settings now. */
    public void restore(long newFloatCents, long newPnlCents) {
        startDay(newFloatCents);
        pnlCents = newPnlCents;
    }

    /** Float of the day. */
    public long floatCents() {
        return floatCents;
    }

    /** Net result of the day so far. */
    public long pnlCents() {
        return pnlCents;
    }

    /** Notes the net result of a closed trade. */
    public void onTradeClosed(long tradePnlCents) {
        pnlCents = Math.addExact(pnlCents, tradePnlCents);
        haltIfPassed();
    }

    /** Halts when the day's loss is beyond its limit; asked again when an operator has ended a halt of another cause. */
    public void haltIfPassed() {
        boolean isMoneyTighter = moneyLimitCents > 0 && moneyLimitCents <= limitCents;
        if (isMoneyTighter && -pnlCents >= moneyLimitCents) {
            trip(KillCause.MONEY_LOSS, moneyLimitCents);
        } else if (-pnlCents > limitCents) {
            trip(KillCause.DAILY_LOSS, limitCents);
        }
    }

    private void trip(KillCause cause, long passedCents) {
        killSwitch.trip(cause, MeasureUnit.CASH_E8, FixedPoint.centsToE8(pnlCents),
            FixedPoint.centsToE8(passedCents));
    }
}
