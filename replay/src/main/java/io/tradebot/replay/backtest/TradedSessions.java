package io.tradebot.replay.backtest;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.data.BadDataException;
import io.tradebot.replay.data.BarSeries;
import io.tradebot.replay.data.DataProblem;
import io.tradebot.replay.data.MarketHistory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Finds the sessions that data can be run on: trading days with at least one regular bar (strategy-rules 2.3). Pure. */
final class TradedSessions {

    private TradedSessions() {
    }

    /**
     * The sessions in order.
     *
     * @throws BadDataException when there is none, or the data lie outside the calendar
     */
    static List<Session> of(MarketHistory history, EngineSettings settings) {
        TradingCalendar calendar = new TradingCalendar();
        List<Session> sessions = new ArrayList<>();
        int day = firstDayWithBars(history, (int) history.range().firstEpochDay());
        for (; day >= 0; day = firstDayWithBars(history, day + 1)) {
            requireInCalendar(day);
            Session session = calendar.sessionOn(day);
            if (session != null && settings.isTradingDay(session.isoWeekday()) && hasBars(history, session)) {
                sessions.add(session);
            }
        }
        if (sessions.isEmpty()) {
            throw problem("no bar of the dates asked for lies in a regular session (09:30 to 16:00 New York, on TRADING_DAYS). If the "
                + "times are in another zone or name the end of the bar, say so with --csv-zone and --csv-stamp; other dates: --start "
                + "and --end");
        }
        return sessions;
    }

    private static void requireInCalendar(int epochDay) {
        if (epochDay < TradingCalendar.FIRST_EPOCH_DAY || epochDay > TradingCalendar.LAST_EPOCH_DAY) {
            throw problem("there are bars on " + LocalDate.ofEpochDay(epochDay) + ", the calendar of sessions holds "
                + LocalDate.ofEpochDay(TradingCalendar.FIRST_EPOCH_DAY) + " to " + LocalDate.ofEpochDay(TradingCalendar.LAST_EPOCH_DAY)
                + "; leave the others out with --start and --end");
        }
    }

    private static BadDataException problem(String what) {
        return new BadDataException(List.of(new DataProblem("the data", 0, "", "", what)), 1);
    }

    private static int firstDayWithBars(MarketHistory history, int fromEpochDay) {
        long fromNanos = fromEpochDay * TradingCalendar.NANOS_PER_DAY;
        long first = Long.MAX_VALUE;
        for (String symbol : history.symbols()) {
            BarSeries bars = history.minuteBars(symbol);
            int at = bars.indexAtOrAfter(fromNanos);
            if (at < bars.count()) {
                first = Math.min(first, bars.startNanos(at));
            }
        }
        return first == Long.MAX_VALUE ? -1 : (int) (first / TradingCalendar.NANOS_PER_DAY);
    }

    private static boolean hasBars(MarketHistory history, Session session) {
        for (String symbol : history.symbols()) {
            BarSeries bars = history.minuteBars(symbol);
            int at = bars.indexAtOrAfter(session.openNanos());
            if (at < bars.count() && bars.startNanos(at) < session.closeNanos()) {
                return true;
            }
        }
        return false;
    }
}
