package io.tradebot.replay.backtest;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.replay.data.BadDataException;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;

/** A backtest from files to results, in the steps below. One thread. */
public final class BacktestRun {

    private BacktestRun() {
    }

    /**
     * Runs it. Nothing is written when the data have errors.
     *
     * @param progress told after each session
     * @throws BadDataException with all problems of all files
     */
    public static BacktestResult run(BacktestRequest request, SessionProgress progress) {
        // 1. read everything, or name everything that is wrong
        MarketHistory history = new HistoricalReader(request.range(), request.csvFormat(),
            HistoricalReader.DEFAULT_PROBLEM_LIMIT).read(request.data()).requireMinuteBars(request.data().text());
        Backtest backtest = new Backtest(history, request.settings(), request.identity(), request.host());
        // 2. decide on it, into the journal
        RunFolder folder = request.folder();
        folder.create();
        long excerptCount;
        String chainHead;
        int sessionCount;
        try (JournalWriter journal = JournalWriter.open(folder.journal())) {
            sessionCount = backtest.run(new UnsyncedSink(journal), progress);
            excerptCount = journal.nextSequence();
            byte[] chain = new byte[HashChain.LENGTH];
            journal.copyChain(chain);
            chainHead = HashChain.hex(chain);
        }
        // 3. everything else is read from the journal
        RunResults results = RunResults.write(folder, request.data().text());
        return new BacktestResult(folder, results.ledger(), history.symbols().size(), history.rowCount(), history.ignored(),
            sessionCount, excerptCount, chainHead, results.trades(), results.feesApartCents(), results.metrics());
    }
}
