package io.tradebot.replay.backtest;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.export.ChartFiles;
import io.tradebot.projections.export.DailySummary;
import io.tradebot.projections.export.TradeHistory;
import io.tradebot.projections.export.TradesCsv;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.report.HtmlReport;
import io.tradebot.replay.report.Metrics;
import io.tradebot.replay.report.MetricsJson;
import io.tradebot.replay.report.RunSummary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is derived from a run's journal: books, trade files, decisions, figures and the report.
 *
 * @param ledger  the books
 * @param trades  round trips in the order of their exits
 * @param feesApartCents fees that came apart from their fills, which no trade bears
 * @param metrics figures
 */
public record RunResults(Path ledger, List<Trade> trades, long feesApartCents, Metrics metrics) {

    private static final String FEES_APART = "SELECT sum(coalesce(commission_cents, 0) + coalesce(fees_cents, 0)) FROM entry WHERE kind = 'fee'";

    /** As {@link #write}, also of a run that stands inside a session: its figures and its report stay as they are. */
    public static void rewrite(RunFolder folder, String dataDescription) {
        RunFacts facts = RunFacts.read(folder.journal());
        if (facts.isBetweenDays()) {
            write(folder, dataDescription);
            return;
        }
        Path ledger = folder.ledger(facts.identity());
        try (ProjectionRunner runner = ProjectionRunner.open(ledger); JournalReader journal = JournalReader.open(folder.journal())) {
            runner.catchUp(journal);
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            ChartFiles.write(database, ledger.getParent(), RunFolder.chartName(facts.identity()));
            TradesCsv.write(database, folder.trades());
            TradeHistory.writeCsv(database, folder.tradeHistoryCsv());
            TradeHistory.writeJson(database, folder.tradeHistoryJson());
            DailySummary.writeJson(database, folder.dailySummary());
            DecisionsCsv.write(folder.journal(), folder.decisions());
            SessionLogs.write(folder, facts.identity());
        }
    }

    /**
     * Writes everything, from the journal alone.
     *
     * @param dataDescription where the prices came from, for the report
     */
    public static RunResults write(RunFolder folder, String dataDescription) {
        RunFacts facts = RunFacts.read(folder.journal());
        Path ledger = folder.ledger(facts.identity());
        try (ProjectionRunner runner = ProjectionRunner.open(ledger); JournalReader journal = JournalReader.open(folder.journal())) {
            runner.catchUp(journal);
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            ChartFiles.write(database, ledger.getParent(), RunFolder.chartName(facts.identity()));
            TradesCsv.write(database, folder.trades());
            TradeHistory.writeCsv(database, folder.tradeHistoryCsv());
            TradeHistory.writeJson(database, folder.tradeHistoryJson());
            DailySummary.writeJson(database, folder.dailySummary());
            DecisionsCsv.write(folder.journal(), folder.decisions());
            SessionLogs.write(folder, facts.identity());
            Metrics metrics = Metrics.of(facts.days(), facts.trades());
            RunSummary summary = facts.summary(dataDescription);
            MetricsJson.write(folder.metrics(), summary, metrics);
            HtmlReport.write(folder.report(), summary, metrics, facts.prices(folder.journal()));
            return new RunResults(ledger, Trade.all(database), database.count(FEES_APART), metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the results into " + folder.path() + ": " + e.getMessage(), e);
        }
    }
}
