package io.tradebot.replay.report;

import java.util.Comparator;
import java.util.Objects;

/**
 * One closed trade as the report shows it. Immutable, any thread.
 *
 * @param strategy      name of the strategy, such as {@code open}
 * @param symbol        the instrument that was traded
 * @param signalSymbol  the symbol whose signal led to the trade; differs from {@code symbol} for inverse funds and options
 * @param side          long or short
 * @param entryNanos    time of the entry fill, nanoseconds since the epoch, UTC
 * @param entryPriceE8  fill price, USD x 10^8
 * @param exitNanos     time of the exit fill, not before the entry
 * @param exitPriceE8   fill price, USD x 10^8
 * @param exitReason    why the trade was closed, such as {@code TIMEOUT}
 * @param qtyE9         quantity x 10^9, positive on both sides
 * @param feesE8        all fees of both legs, USD x 10^8
 * @param pnlE8         profit or loss after fees, USD x 10^8
 * @param slot          slot of the session that held the trade, from 1
 * @param fallbackLevel how many symbols the slot had given up before this one
 */
public record ReportTrade(String strategy, String symbol, String signalSymbol, Side side, long entryNanos,
                          long entryPriceE8, long exitNanos, long exitPriceE8, String exitReason, long qtyE9,
                          long feesE8, long pnlE8, int slot, int fallbackLevel) {

    /** The order in which results reach the account; equal exit times are put in an order that does not depend on the input. */
    static final Comparator<ReportTrade> EXIT_ORDER = Comparator.comparingLong(ReportTrade::exitNanos)
        .thenComparingLong(ReportTrade::entryNanos).thenComparing(ReportTrade::strategy)
        .thenComparing(ReportTrade::symbol).thenComparingInt(ReportTrade::slot);

    /** Direction of a trade. */
    public enum Side {
        /** Bought first. */
        LONG("long"),
        /** Sold first. */
        SHORT("short");

        private final String text;

        Side(String text) {
            this.text = text;
        }

        /** The word used in trades.csv. */
        public String text() {
            return text;
        }
    }

    /** @throws IllegalArgumentException when the exit is before the entry or the quantity is not positive */
    public ReportTrade {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(signalSymbol, "signalSymbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(exitReason, "exitReason");
        if (exitNanos < entryNanos) {
            throw new IllegalArgumentException("trade in " + symbol + ": exitNanos=" + exitNanos
                + " is before entryNanos=" + entryNanos);
        }
        if (qtyE9 <= 0) {
            throw new IllegalArgumentException("trade in " + symbol + ": qtyE9=" + qtyE9 + " is not positive");
        }
    }

    /** Time between the two fills, in nanoseconds. */
    public long durationNanos() {
        return exitNanos - entryNanos;
    }
}
