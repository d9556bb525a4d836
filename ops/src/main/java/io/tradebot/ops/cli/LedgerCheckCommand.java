package io.tradebot.ops.cli;

import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.ledger.LedgerCheck.Finding;
import io.tradebot.replay.state.JournalPrefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks for contradictions in the books. */
@Command(name = "check", description = {"Look for contradictions inside the books, and between them and the journal.",
    "Ends with 0 when there is none, 3 when there is one."},
    footer = {"", "Example:", "  tradebot ledger check out/backtest-1"})
final class LedgerCheckCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerCheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (RunBooks books = RunBooks.open(folder, asOf.cut())) {
            List<Finding> findings = new ArrayList<>(LedgerCheck.check(books.database()));
            boolean hasJournal = against(books, findings);
            long sequence = Checkpoint.read(books.database()).sequence();
            if (screen.isJson()) {
                Map<String, Object> document = books.document();
                document.put("isComparedWithJournal", hasJournal);
                document.put("findings", findings);
                screen.json(document);
            } else {
                findings.forEach(finding -> screen.line(finding.invariant() + ": " + finding.detail()));
                screen.line(findings.size() + " findings in the books behind sequence " + sequence
                    + (hasJournal ? ", compared with the journal" : "; without a journal to compare with"));
            }
            return (findings.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
        }
    }

    /** Compares with the journal where there is one, and looks whether it goes on. */
    private static boolean against(RunBooks books, List<Finding> findings) {
        Optional<JournalPrefix> journal = books.journalPrefix();
        if (journal.isEmpty()) {
            return false;
        }
        try (JournalPrefix prefix = journal.get()) {
            findings.addAll(LedgerCheck.checkAgainst(prefix, books.database()));
        }
        long sequence = Checkpoint.read(books.database()).sequence();
        try (JournalPrefix prefix = books.journalPrefix().orElseThrow()) {
            long last = -1;
            while (prefix.next()) {
                last = prefix.sequence();
            }
            if (last != sequence) {
                findings.add(new Finding("the books are as far as the journal", "the books are at sequence " + sequence
                    + ", the journal at " + last + "; tradebot rebuild brings them there"));
            }
        }
        return true;
    }
}
