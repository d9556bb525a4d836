package io.tradebot.replay.capsule;

import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.ExportRange;
import io.tradebot.projections.export.HledgerJournal;
import io.tradebot.projections.export.OfxFile;
import io.tradebot.projections.export.TradesCsv;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.backtest.DecisionsCsv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What people and other programs read of a session: trades, decisions, and the books of the day with what came before brought forward.
 * From excerpts alone, the same bytes each time.
 */
final class CapsuleExports {

    static final String DECISIONS = "exports/decisions.csv";
    static final String HLEDGER = "exports/ledger.journal";
    static final String OFX = "exports/ledger.ofx";
    static final String TRADES = "exports/trades.csv";
    static final List<String> NAMES = List.of(DECISIONS, HLEDGER, OFX, TRADES);

    private CapsuleExports() {
    }

    /**
     * Books and trades.
     *
     * @param source from the first excerpt of the journal to the last of the slice
     * @param folder of the capsule's parts
     */
    static void writeBooks(ExcerptSource source, SessionSlice slice, Path folder) throws IOException {
        Path exports = Files.createDirectories(folder.resolve("exports"));
        Path ledger = exports.resolve("ledger.db");
        try (ProjectionRunner runner = ProjectionRunner.open(ledger)) {
            runner.catchUp(source);
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            Books books = new Books(database, new ExportRange(Long.toString(slice.dayFirstSequence()), Long.toString(slice.lastSequence())));
            HledgerJournal.write(books, folder.resolve(HLEDGER));
            OfxFile.write(books, folder.resolve(OFX));
            String date = slice.date().toString();
            TradesCsv.write(Trade.all(database).stream().filter(trade -> date.equals(trade.sessionDate())).toList(), folder.resolve(TRADES));
        }
    }

    /**
     * What was ranked, slotted, ordered and refused on the day.
     *
     * @param source from where the slice begins to its last excerpt
     */
    static void writeDecisions(ExcerptSource source, SessionSlice slice, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("exports"));
        DecisionsCsv.write(source, slice.dayFirstSequence(), folder.resolve(DECISIONS));
    }
}
