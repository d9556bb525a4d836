package io.tradebot.ops.cli;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.books.FactRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Adds outside facts to a run that has ended. */
@Command(name = "record", description = {"Add outside facts to the journal of a run that has ended, and to its books.",
    "Each line of the file is a JSON object: the record, the time at which it became known, its fields. The engine decides on each fact; "
    + "what it refuses stays in the journal with the reason. Nothing is added when a line has a problem: all of them are named."},
    footer = {"", "Examples:", "  tradebot record out/backtest-1 facts.jsonl", "  tradebot record out/backtest-1 facts.jsonl --trial",
        "A line:", "  {\"record\":\"CashTransferred\",\"time\":\"2024-12-03T15:00:00Z\",\"kind\":\"DEPOSIT\",",
        "   \"amount\":\"1000.00\",\"effective\":\"2024-12-03\",\"transferId\":\"W-1\"}"})
final class RecordCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of a run.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "FILE", description = "Facts, one JSON object a line, oldest first; \"tradebot journal words RECORD\" describes their fields.")
    private Path file;

    @Option(names = "--trial", description = "Say what the engine would decide, add nothing.")
    private boolean isTrial;

    RecordCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Path journal = RunBooks.journalOf(folder);
        FactRecorder.Result result = FactRecorder.record(journal, lines(), isTrial);
        if (result.difference().isPresent()) {
            screen.error(result.difference().get());
            screen.error("DIFFERENT: this program decides otherwise than the journal says, so nothing was added; see tradebot audit");
            return ExitCode.DIFFERENCE.code();
        }
        if (!result.problems().isEmpty()) {
            result.problems().forEach(problem -> screen.error(file + ": " + problem));
            throw new CommandFailure(ExitCode.BAD_DATA, "nothing was added: " + file + " has " + result.problems().size()
                + (result.problems().size() == 1 ? " problem" : " problems"));
        }
        if (!isTrial) {
            updateBooks(journal);
        }
        show(result);
        return ExitCode.OK.code();
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new CommandFailure(ExitCode.BAD_DATA, file + " is not UTF-8", e);
        }
    }

    private void updateBooks(Path journal) {
        Path ledger = new RunFolder(folder).ledger(RunStart.of(journal).identity());
        try (ProjectionRunner runner = ProjectionRunner.open(ledger); JournalReader reader = JournalReader.open(journal)) {
            runner.catchUp(reader);
        }
    }

    private void show(FactRecorder.Result result) {
        if (screen.isJson()) {
            screen.json(Map.of("isTrial", isTrial, "answers", result.answers(), "lastSequence", result.lastSequence(), "chainHead", result.chainHead()));
            return;
        }
        for (FactRecorder.Answer answer : result.answers()) {
            screen.line("line " + answer.line() + "  " + answer.verdict().name().toLowerCase(Locale.ROOT) + "  " + answer.record()
                + (isTrial ? "" : " at sequence " + answer.sequence()));
            answer.decisions().forEach(decision -> screen.line("  " + decision));
        }
        screen.line(result.answers().size() + (isTrial ? " facts tried, nothing added" : " facts added, the journal ends at sequence "
            + result.lastSequence()) + "\nchain head  " + result.chainHead());
        if (!isTrial) {
            screen.note("the books are up to date; tradebot rebuild " + folder + " brings the other files of the run up to date");
        }
    }
}
