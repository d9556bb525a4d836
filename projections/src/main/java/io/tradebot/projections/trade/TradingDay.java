package io.tradebot.projections.trade;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/** A closed session day, as the table day has it. {@code netPnlCents} is after fees. */
public record TradingDay(String sessionDate, boolean isHalfDay, long floatCents, int tradeCount, int winCount, int lossCount,
                         int signalCount, long netPnlCents, long feesCents, long equityCents) {

    /** All closed days by date. */
    public static List<TradingDay> allClosed(LedgerDatabase database) {
        return database.query("SELECT session_date, is_half_day, float_cents, trade_count, win_count, loss_count, signal_count,"
                + " net_pnl_cents, fees_cents, equity_cents FROM day WHERE closed_sequence IS NOT NULL ORDER BY session_date",
            row -> new TradingDay(row.getString(1), row.getInt(2) == 1, row.getLong(3), row.getInt(4), row.getInt(5),
                row.getInt(6), row.getInt(7), row.getLong(8), row.getLong(9), row.getLong(10)));
    }
}
