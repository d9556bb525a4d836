package io.tradebot.ops.cli;

import io.tradebot.replay.explain.Chain;
import io.tradebot.replay.explain.ChainJson;
import io.tradebot.replay.explain.ChainText;
import io.tradebot.replay.explain.Explain;
import io.tradebot.replay.explain.NearMiss;
import io.tradebot.replay.explain.Orphans;
import io.tradebot.replay.explain.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows why an order, a trade or a candidate came out as it did. */
@Command(name = "explain", description = {"Show the chain behind an order, a trade or a candidate, with the arithmetic to repeat.",
    "Ends with 0, 3 when a number does not give what the journal says or a decision lacks its cause."},
    footer = {"", "Examples:", "  tradebot explain 5 --journal out/demo/run", "  tradebot explain trade:2 --json",
        "  tradebot explain AURX@2024-11-05T14:58Z", "  tradebot explain --day 2024-11-05 --near-misses", "  tradebot explain --orphans"})
final class ExplainCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "SUBJECT", arity = "0..1", description = "Number of an order, client order id, trade:NUMBER, SYMBOL@DATE "
        + "or SYMBOL@TIME (with its offset: 2024-11-05T14:58Z).")
    private String subject;

    @Option(names = "--journal", paramLabel = "DIR", description = "Folder of a journal or of a run; default: the run of tradebot demo.")
    private Path folder;

    @Option(names = "--day", paramLabel = "DATE", converter = DateArgument.class, description = "Session for --near-misses.")
    private LocalDate day;

    @Option(names = "--near-misses", description = "List what did not trade on a day and how near it came.")
    private boolean isNearMisses;

    @Option(names = "--orphans", description = "Look for decisions whose cause is not in the journal; 0 is right.")
    private boolean isOrphans;

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        int asked = (subject == null ? 0 : 1) + (isNearMisses ? 1 : 0) + (isOrphans ? 1 : 0);
        if (asked != 1 || isNearMisses != (day != null)) {
            throw new CommandFailure(ExitCode.USAGE, "explain takes one thing: an order, a trade or a candidate; or --day DATE --near-misses; "
                + "or --orphans");
        }
        Path run = folder == null ? DemoFolder.STANDARD.resolve("run") : folder;
        Path journal = JournalFolder.existing(run);
        if (isOrphans) {
            return orphans(journal);
        }
        try {
            return isNearMisses ? nearMisses(journal) : chains(journal, ledgerBeside(journal));
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCode.NO_INPUT, unknown.getMessage(), unknown);
        }
    }

    private int chains(Path journal, Optional<Path> ledger) {
        List<Chain> chains = Explain.of(journal, ledger, subject());
        if (screen.isJson()) {
            screen.json(ChainJson.of(chains));
        } else {
            screen.text(ChainText.of(chains));
        }
        boolean isConsistent = chains.stream().allMatch(chain -> chain.disagreements().isEmpty());
        return (isConsistent ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private Subject subject() {
        try {
            return Subject.parse(subject);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailure(ExitCode.USAGE, refused.getMessage(), refused);
        }
    }

    private int nearMisses(Path journal) {
        List<NearMiss> misses = Explain.nearMisses(journal, day.toEpochDay());
        if (screen.isJson()) {
            screen.json(ChainJson.ofNearMisses(day.toEpochDay(), misses));
        } else {
            screen.text(ChainText.ofNearMisses(day.toEpochDay(), misses));
        }
        return ExitCode.OK.code();
    }

    private int orphans(Path journal) {
        Orphans found = Orphans.in(journal);
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("checkedCount", found.checkedCount());
            document.put("orphans", found.list());
            screen.json(document);
        } else {
            found.list().forEach(orphan -> screen.line(orphan.toString()));
            screen.line(found.list().size() + " orphans among " + found.checkedCount() + " records");
        }
        return (found.list().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    /** The books of the run, when there is one ledger beside the journal. */
    private static Optional<Path> ledgerBeside(Path journal) {
        Path run = journal.toAbsolutePath().getParent();
        return run != null && Files.isDirectory(run.resolve("ledgers")) ? Optional.of(LedgerFile.existing(run)) : Optional.empty();
    }
}
