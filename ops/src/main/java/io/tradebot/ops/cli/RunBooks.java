package io.tradebot.ops.cli;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.state.JournalCut;
import io.tradebot.replay.state.JournalPrefix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The books that a command looks into: the ledger file of a run, or, as of a cut, a ledger that is built from the journal up to
 * there in a scratch folder and dropped with it. Not thread safe.
 */
final class RunBooks implements AutoCloseable {

    private final LedgerDatabase database;
    private final Path journal;
    private final JournalCut cut;
    private final Path scratch;

    private RunBooks(LedgerDatabase database, Path journal, JournalCut cut, Path scratch) {
        this.database = database;
        this.journal = journal;
        this.cut = cut;
        this.scratch = scratch;
    }

    /** Opens for reading; {@code named} is the folder of a run, or a ledger file when there is no cut. */
    static RunBooks open(Path named, JournalCut cut) {
        if (cut.isEnd()) {
            Path ledger = LedgerFile.existing(named);
            Path inside = named.resolve("journal");
            return new RunBooks(LedgerDatabase.openReader(ledger), Files.isDirectory(inside) ? inside : null, cut, null);
        }
        Path journal = journalOf(named);
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory("tradebot-as-of");
            Path ledger = scratch.resolve(RunStart.of(journal).identity() + "_BOT_ledger.db");
            try (ProjectionRunner runner = ProjectionRunner.open(ledger); JournalPrefix prefix = JournalPrefix.open(journal, cut)) {
                runner.catchUp(prefix);
            }
            return new RunBooks(LedgerDatabase.openReader(ledger), journal, cut, scratch);
        } catch (IOException e) {
            throw new UncheckedIOException("no scratch folder for the books as of " + cut.text() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            Scratch.remove(scratch, e);
            throw e instanceof IllegalArgumentException ? new CommandFailure(ExitCode.NO_INPUT, e.getMessage(), e) : e;
        }
    }

    /** The journal in the folder of a run. */
    static Path journalOf(Path named) {
        Path inside = new RunFolder(named).journal();
        if (!Files.isDirectory(inside)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no journal " + inside + "; name the folder of a run");
        }
        return inside;
    }

    LedgerDatabase database() {
        return database;
    }

    /** The journal up to the cut, at its beginning; empty when only a ledger file was named. */
    Optional<JournalPrefix> journalPrefix() {
        return journal == null ? Optional.empty() : Optional.of(JournalPrefix.open(journal, cut));
    }

    /**
     * What leaves the house must be right: the books agree with themselves, and the journal beside them has the chain they are built
     * on. {@code tradebot ledger check} compares every posting too.
     */
    void requireSound() {
        List<LedgerCheck.Finding> findings = LedgerCheck.check(database);
        if (!findings.isEmpty()) {
            LedgerCheck.Finding first = findings.get(0);
            throw new CommandFailure(ExitCode.BAD_DATA, "the books " + database.file() + " are damaged, nothing is written: "
                + first.invariant() + ": " + first.detail() + (findings.size() == 1 ? "" : ", and " + (findings.size() - 1) + " more")
                + ". Look with tradebot ledger check, build them anew with tradebot rebuild");
        }
        Checkpoint checkpoint = Checkpoint.read(database);
        if (journal == null || scratch != null || checkpoint.sequence() < 0) {
            return;
        }
        try (JournalReader reader = JournalReader.open(journal, checkpoint.sequence())) {
            byte[] chain = new byte[HashChain.LENGTH];
            boolean isThere = reader.next();
            if (isThere) {
                reader.copyChain(chain);
            }
            if (!isThere || !HashChain.hex(chain).equals(checkpoint.chain())) {
                throw new CommandFailure(ExitCode.BAD_DATA, "the books " + database.file() + " come from another journal than " + journal
                    + ": at sequence " + checkpoint.sequence() + " they have chain " + checkpoint.chain() + ", the journal "
                    + (isThere ? HashChain.hex(chain) : "ends before") + ". Build them anew with tradebot rebuild");
            }
        }
    }

    /** A document that begins with where the books stand. */
    Map<String, Object> document() {
        Checkpoint checkpoint = Checkpoint.read(database);
        Map<String, Object> document = new LinkedHashMap<>();
        if (scratch == null) {
            document.put("ledger", database.file().toString());
        }
        document.put("journalSequence", checkpoint.sequence());
        document.put("chainHead", checkpoint.chain());
        return document;
    }

    @Override
    public void close() {
        database.close();
        Scratch.remove(scratch, null);
    }
}
