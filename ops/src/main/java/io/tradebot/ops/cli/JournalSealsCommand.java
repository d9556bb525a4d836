package io.tradebot.ops.cli;

import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.log.Finding;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.tool.SealExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.Callable;

/** Lists the seals of a journal. */
@Command(name = "seals", description = {"Verify a journal and list its seals; each vouches for everything before it.",
    "Ends with 3 when one is by another key than --public-key, or there is none of it."},
    footer = {"", "Examples:", "  tradebot journal seals out/backtest-1/journal", "  tradebot journal seals out/backtest-1/journal --export seals.json"})
final class JournalSealsCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Option(names = "--export", paramLabel = "FILE", description = "Write the seals to this new file, to be kept where the journal is not.")
    private Path export;

    @Option(names = "--public-key", paramLabel = "FILE", description = "The key that must have made all of them, from journal key --export.")
    private Path publicKey;

    JournalSealsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = JournalFolder.existing(journal);
        String expected = publicKey == null ? null : HexFormat.of().formatHex(SealKey.readPublic(publicKey));
        if (export != null) {
            VerificationReport report = JournalVerifier.verify(folder);
            if (report.isSound()) {
                Files.writeString(export, SealExport.json(report), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            }
        }
        return show(screen, folder, expected);
    }

    /** Prints the seals and returns the exit code; {@code expectedKey} may be null. */
    static int show(Screen screen, Path folder, String expectedKey) {
        VerificationReport report;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            report = JournalVerifier.verify(folder, progress::at);
        }
        if (screen.isJson()) {
            screen.json(VerificationJson.of(report));
        } else {
            print(screen, report);
        }
        boolean isOfKey = expectedKey == null || !report.seals().isEmpty()
            && report.seals().stream().allMatch(seal -> seal.publicKey().equals(expectedKey));
        if (!isOfKey) {
            screen.error("tradebot: " + (report.seals().isEmpty() ? "there is no seal" : "not all seals are by the key " + expectedKey));
        }
        return (!report.isSound() ? ExitCode.BAD_DATA : isOfKey ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private static void print(Screen screen, VerificationReport report) {
        TextTable table = new TextTable(">sealed", "cause", "chain", "by");
        for (Seal seal : report.seals()) {
            table.row("0 to " + seal.sealedSequence(), seal.cause().toString(), seal.chain(), seal.publicKey().substring(0, 16) + "...");
        }
        screen.text(table.text());
        report.findings().stream().filter(finding -> finding.severity() == Finding.Severity.DAMAGE).map(Finding::toString).forEach(screen::line);
        screen.line(report.seals().size() + " seals hold; journal " + (report.firstChain().isEmpty() ? "without excerpts" : report.firstChain()));
        report.seals().stream().map(Seal::publicKey).distinct().sorted().forEach(key -> screen.line("by key " + key));
    }
}
