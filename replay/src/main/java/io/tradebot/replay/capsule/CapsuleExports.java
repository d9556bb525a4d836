package io.tradebot.replay.capsule;

import io.tradebot.journal.log.SliceReader;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.ExportRange;
import io.tradebot.projections.export.HledgerJournal;
import io.tradebot.projections.export.OfxFile;
import io.tradebot.projections.export.TradesCsv;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.backtest.DecisionsCsv;
import io.tradebot.replay.state.JournalCut;
import io.tradebot.replay.state.JournalPrefix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What people and other programs read of a session: trades, decisions, and the books of the day with what came before brought forward.
 * From the excerpts of the slice and the books before it, the same bytes each time.
 */
final class CapsuleExports {

    static final String DECISIONS = "exports/decisions.csv";
    static final String HLEDGER = "exports/ledger.journal";
    static final String OFX = "exports/ledger.ofx";
    static final String TRADES = "exports/trades.csv";
    static final List<String> NAMES = List.of(DECISIONS, HLEDGER, OFX, TRADES);

    private CapsuleExports() {
    }

    /** Opens the excerpts of the slice at the first. */
    interface Slice {
        SliceReader open() throws IOException;
    }

    /**
     * The books as they were before the slice, which go into the capsule: an empty file when the slice begins with the journal.
     *
     * @param folder of the capsule's parts
     */
    static void writeBooksBefore(Path journal, SessionSlice slice, Path folder) throws IOException {
        Path before = folder.resolve(Capsule.BOOKS_BEFORE);
        if (!slice.isFromCheckpoint()) {
            Files.createFile(before);
            return;
        }
        try (JournalPrefix earlier = JournalPrefix.open(journal, JournalCut.parse(Long.toString(slice.firstSequence() - 1)));
             ProjectionRunner runner = ProjectionRunner.open(before)) {
            runner.catchUp(earlier);
        }
    }

    /**
     * All exports, from the excerpts of the slice and the books before it.
     *
     * @param previousChain chain before the slice, hex: that to which the books before it must have come
     * @param folder        of the capsule's parts, with the books before the slice in it
     * @throws io.tradebot.projections.db.ProjectionException when those books are not those before the slice
     */
    static void write(Slice slice, SessionSlice session, String previousChain, Path folder) throws IOException {
        Path exports = Files.createDirectories(folder.resolve("exports"));
        Path ledger = exports.resolve("ledger.db");
        if (session.isFromCheckpoint()) {
            Files.copy(folder.resolve(Capsule.BOOKS_BEFORE), ledger);
        }
        try (SliceReader reader = slice.open(); ProjectionRunner runner = ProjectionRunner.open(ledger)) {
            runner.catchUp(session.isFromCheckpoint() ? new ContinuedSource(session.firstSequence() - 1, previousChain, reader) : reader);
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            Books books = new Books(database, new ExportRange(Long.toString(session.dayFirstSequence()), Long.toString(session.lastSequence())));
            HledgerJournal.write(books, folder.resolve(HLEDGER));
            OfxFile.write(books, folder.resolve(OFX));
            String date = session.date().toString();
            TradesCsv.write(Trade.all(database).stream().filter(trade -> date.equals(trade.sessionDate())).toList(), folder.resolve(TRADES));
        }
        try (SliceReader reader = slice.open()) {
            DecisionsCsv.write(reader, session.dayFirstSequence(), folder.resolve(DECISIONS));
        }
    }
}
