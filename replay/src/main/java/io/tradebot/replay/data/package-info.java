/**
 * Historical market data: finds the files under a path, reads their rows in place, names every bad row, and yields plain
 * values in columns. Called by the backtest before its first record is written. Reading knows nothing of the engine; the
 * made-up market of the demo, {@link io.tradebot.replay.data.SyntheticMarket}, asks its calendar for the sessions.
 *
 * <p>Reading order: {@link io.tradebot.replay.data.DataPath} (which files), {@link io.tradebot.replay.data.HistoricalReader}
 * (read and merge them), {@link io.tradebot.replay.data.MarketHistory} (the result). Inside: a {@code RowSource} cuts a file
 * into a {@code Row} of fields, a {@code RowForm} turns the row into numbers and stores them in {@code TimeColumns}. All
 * forms (plain, LEAN, generic) share the same field parsers and the same rules.
 *
 * <p>Files are read in parallel on the common pool, one thread per file; the result does not depend on their number. The
 * results are immutable and may be read from any thread.
 */
package io.tradebot.replay.data;
