package io.tradebot.projections.trade;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/**
 * A round trip, as the table trade has it. Times are nanoseconds since the epoch and the same as UTC text; {@code pnlCents}
 * is after fees; {@code sessionDate} is null when the trade closed before any day was opened.
 */
public record Trade(long positionId, long journalSequence, String sessionDate, String strategy, String symbol, String side,
                    long entryNanos, String entryUtc, long entryPriceE8, long exitNanos, String exitUtc, long exitPriceE8,
                    String exitReason, long qtyE9, String signalSymbol, int slot, int fallbackLevel, long feesCents,
                    long pnlCents, String broker, String mode) {

    /** All trades in the order they closed; one that was opened again by a fill taken back is not among them. */
    public static List<Trade> all(LedgerDatabase database) {
        return database.query("SELECT position_id, journal_sequence, session_date, strategy, symbol, side, entry_nanos, entry_utc,"
                + " entry_price_e8, exit_nanos, exit_utc, exit_price_e8, exit_reason, qty_e9, signal_symbol, slot, fallback_level,"
                + " fees_cents, pnl_cents, broker, mode FROM trade WHERE is_reopened = 0 ORDER BY journal_sequence, record_index",
            row -> new Trade(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getLong(7), row.getString(8), row.getLong(9), row.getLong(10), row.getString(11),
                row.getLong(12), row.getString(13), row.getLong(14), row.getString(15), row.getInt(16), row.getInt(17),
                row.getLong(18), row.getLong(19), row.getString(20), row.getString(21)));
    }
}
