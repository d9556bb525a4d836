package io.tradebot.replay.backtest;

import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.data.IgnoredFile;
import io.tradebot.replay.report.Metrics;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run left.
 *
 * @param folder       where everything is
 * @param ledger       the books
 * @param symbolCount  symbols with bars
 * @param rowCount     rows read from all files
 * @param ignored      files found and not used
 * @param sessionCount sessions run
 * @param excerptCount inputs in the journal
 * @param chainHead    SHA-256 chain after the last excerpt, hexadecimal
 * @param trades       round trips in the order of their exits
 * @param feesApartCents fees that came apart from their fills, which no trade bears
 * @param metrics      figures of the report
 */
public record BacktestResult(RunFolder folder, Path ledger, int symbolCount, long rowCount, List<IgnoredFile> ignored,
                             int sessionCount, long excerptCount, String chainHead, List<Trade> trades, long feesApartCents, Metrics metrics) {
}
