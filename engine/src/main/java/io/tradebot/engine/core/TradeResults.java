package io.tradebot.engine.core;

import io.tradebot.engine.position.Position;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DailyLossLimit;
import io.tradebot.engine.risk.DayTradeRules;
import io.tradebot.journal.value.FixedPoint;

/**
 * Tells everybody who counts results of a closed trade, and of one whose result changed later because the broker took a fill back.
 * Money that turns out lost counts for the limits of the day on which that is known; the day's summary shows the trades that were
 * closed on it. Engine thread only.
 */
final class TradeResults {

    private final DaySummary summary;
    private final DayTradeRules dayTrades;
    private final DailyLossLimit lossLimit;
    private final CircuitBreaker breaker;
    private int epochDay = Position.NEVER;

    TradeResults(DaySummary summary, DayTradeRules dayTrades, DailyLossLimit lossLimit, CircuitBreaker breaker) {
        this.summary = summary;
        this.dayTrades = dayTrades;
        this.lossLimit = lossLimit;
        this.breaker = breaker;
    }

    void startDay(int newEpochDay) {
        epochDay = newEpochDay;
    }

    void onTradeClosed(Position position, long exitNanos) {
        count(position);
        settle(position.pnlE8(), exitNanos);
    }

    /** What a position was counted with before its fills changed; taken before the first change. */
    record Before(Position position, long resultE8, long feesE8, long qtyE9, boolean wasClosed) {
        static Before of(Position position) {
            return new Before(position, position.resultE8(), position.feesE8(), position.qtyE9(), position.closedEpochDay() != Position.NEVER);
        }
    }

    /** The fills of a position have changed; counts the difference. */
    void onChanged(Before before, long timeNanos) {
        Position position = before.position();
        boolean isClosed = position.qtyE9() == 0 && !position.isGone();
        boolean wasToday = before.wasClosed() && position.closedEpochDay() == epochDay;
        if (wasToday) {
            summary.onTradeReopened(before.resultE8(), before.feesE8());
        }
        if (isClosed && (wasToday || !before.wasClosed())) {
            summary.onTradeClosed(position.pnlE8(), position.feesE8());
        }
        if (before.wasClosed() && !isClosed) {
            position.closedEpochDay(Position.NEVER);
            if (wasToday) {
                dayTrades.onTradeReopened();
            }
        } else if (isClosed && !before.wasClosed()) {
            position.closedEpochDay(epochDay);
            dayTrades.onTradeClosed(position.id(), position.instrument().id());
        }
        long changeE8 = Math.subtractExact(position.resultE8(), before.resultE8());
        if (changeE8 != 0) {
            settle(changeE8, timeNanos);
        }
    }

    private void count(Position position) {
        position.closedEpochDay(epochDay);
        summary.onTradeClosed(position.pnlE8(), position.feesE8());
        dayTrades.onTradeClosed(position.id(), position.instrument().id());
    }

    private void settle(long resultE8, long timeNanos) {
        long cents = FixedPoint.divideExact(resultE8, FixedPoint.E8_PER_CENT);
        lossLimit.onTradeClosed(cents);
        breaker.onTradeClosed(cents, timeNanos);
    }
}
