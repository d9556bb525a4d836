package io.tradebot.ops.cli;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.replay.backtest.RunFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The books of a run, dropped and built again from its journal.
 *
 * @param ledger     the file
 * @param checkpoint how far the journal goes
 * @param before     digest of the earlier content, or why there is none
 * @param after      digest of the content now
 */
record LedgerRebuild(Path ledger, Checkpoint checkpoint, String before, String after) {

    static LedgerRebuild of(RunFolder run) {
        Path ledger = run.ledger(RunStart.of(run.journal()).identity());
        String before = digest(ledger);
        Checkpoint checkpoint;
        try (JournalReader journal = JournalReader.open(run.journal())) {
            checkpoint = ProjectionRunner.rebuild(ledger, journal);
        }
        return new LedgerRebuild(ledger, checkpoint, before, digest(ledger));
    }

    /** Digest of a dump of the file; of one that cannot be read, the reason. */
    private static String digest(Path ledger) {
        if (!Files.exists(ledger)) {
            return "absent";
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            return Dump.digest(database);
        } catch (ProjectionException e) { // damaged or of another version: one of the reasons to rebuild
            return "unreadable: " + e.getMessage();
        }
    }

    boolean isIdentical() {
        return before.equals(after);
    }

    String text() {
        return (isIdentical() ? "identical: " : "different: the earlier content was " + before + "\n")
            + "the books hold " + (checkpoint.sequence() + 1) + " excerpts, dump " + after + "\nledger      " + ledger + '\n';
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ledger", ledger.toString());
        document.put("excerptCount", checkpoint.sequence() + 1);
        document.put("chainHead", checkpoint.chain());
        document.put("isIdentical", isIdentical());
        document.put("before", before);
        document.put("after", after);
        return document;
    }
}
