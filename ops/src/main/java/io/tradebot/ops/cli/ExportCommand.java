package io.tradebot.ops.cli;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.ExportRange;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.books.GnuCashExporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the books in a form that other programs read. */
@Command(name = "export", description = {"Write the books in a form that other programs read.",
    "A file is written beside its place, synced and renamed; it names the journal range and the chain head it comes from.",
    "Books that contradict themselves or do not come from the journal beside them are not written."},
    footer = {"", "Examples:", "  tradebot export gnucash out/backtest-1", "  tradebot export ofx out/backtest-1 --from 2024-11-01 --to 2024-11-30 --out nov.ofx",
        "  tradebot export gnucash out/paper --follow"})
final class ExportCommand implements Runnable {

    private static final int POLL_MILLIS = 200;

    private final Screen screen;

    @Parameters(index = "0", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES}.")
    private ExportForm form;

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; a folder for csv. Default: in exports/ of the run, by mode and identity.")
    private Path out;

    @Option(names = "--from", paramLabel = "DATE|SEQ", description = "First date (UTC) or journal sequence; what came before is brought forward.")
    private String from;

    @Option(names = "--to", paramLabel = "DATE|SEQ", description = "Last date (UTC) or journal sequence.")
    private String to;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Option(names = "--follow", description = "gnucash: keep books and file up with the journal until its run ends; each write keeps a backup.")
    private boolean isFollowing;

    ExportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        ExportRange range = range();
        if (isFollowing) {
            requirePlainGnuCash(range);
            follow();
            return;
        }
        try (RunBooks run = RunBooks.open(folder, asOf.cut())) {
            Books books = new Books(run.database(), range);
            Path target = out != null ? out : standardPlace(books);
            requireKind(target);
            run.requireSound();
            int count = form.write(books, target);
            if (screen.isJson()) {
                Map<String, Object> document = run.document();
                document.put("form", form.toString());
                document.put("file", target.toString());
                document.put("firstSequence", books.firstSequence());
                document.put("lastSequence", books.lastSequence());
                document.put("count", count);
                screen.json(document);
            } else {
                screen.line(count + (form == ExportForm.TAX ? " lines" : " entries") + ", journal sequences " + books.firstSequence() + " to "
                    + books.lastSequence() + ": " + target);
            }
        }
    }

    private ExportRange range() {
        try {
            return new ExportRange(from, to);
        } catch (ProjectionException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private void requirePlainGnuCash(ExportRange range) {
        if (form != ExportForm.GNUCASH || !range.equals(ExportRange.ALL) || !asOf.cut().isEnd()) {
            throw new CommandFailure(ExitCode.USAGE, "--follow is for gnucash, and takes neither --from, --to nor --as-of");
        }
    }

    private void requireKind(Path target) {
        boolean isWrong = form == ExportForm.CSV ? Files.exists(target) && !Files.isDirectory(target) : Files.isDirectory(target);
        if (isWrong) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, target + (form == ExportForm.CSV ? " is a file; csv goes into a folder"
                : " is a folder; name a file with --out"));
        }
    }

    private Path standardPlace(Books books) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.USAGE, "name a place with --out, as " + folder + " is not the folder of a run");
        }
        return form.place(exports(), books.identity());
    }

    /** Live files and paper files are kept apart (FORCE_PAPER_EXPORT). */
    private Path exports() {
        return new RunFolder(folder).exports(RunStart.of(RunBooks.journalOf(folder)).exportMode());
    }

    private void follow() {
        Path journal = RunBooks.journalOf(folder);
        RunStart start = RunStart.of(journal);
        Path target = out != null ? out : form.place(exports(), start.identity());
        requireKind(target);
        boolean isOn = start.setting("GNC_EXPORT_MODE").equals("auto");
        if (!isOn) {
            screen.note("GNC_EXPORT_MODE=off: the books are kept up, nothing is exported");
        }
        Path ledger = new RunFolder(folder).ledger(start.identity());
        int count = 0;
        try (GnuCashExporter exporter = GnuCashExporter.open(ledger, target, isOn); JournalReader reader = JournalReader.open(journal)) {
            RunEnd end = new RunEnd(reader);
            while (true) {
                if (exporter.catchUp(end)) {
                    count++;
                    screen.note("written " + target);
                }
                if (end.isReached()) {
                    break;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.IO, "interrupted while waiting for the journal to go on", e);
        }
        if (screen.isJson()) {
            screen.json(Map.of("file", target.toString(), "exportCount", count));
        } else {
            screen.line(count + (count == 1 ? " export: " : " exports: ") + target);
        }
    }
}
