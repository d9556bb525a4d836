package io.tradebot.ops.cli;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.log.JournalRepair;
import io.tradebot.journal.log.Loss;
import io.tradebot.journal.log.RepairReport;
import io.tradebot.journal.log.WriterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a damaged journal usable again. */
@Command(name = "repair", description = {"Set aside what is damaged in a journal, and go on behind its verified part in a new segment.",
    "Nothing is deleted or changed: damaged files are kept read-only as *.damaged, and the first record of the new segment says what was lost."},
    footer = {"", "Example:", "  tradebot journal repair out/backtest-1/journal"})
final class JournalRepairCommand implements Runnable {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Option(names = "--accept-loss", description = "Go on although excerpts that were on disk are gone; restore a backup first if there is one.")
    private boolean acceptsLoss;

    @Option(names = "--key", paramLabel = "FILE", description = "Key pair that seals the repaired journal; default: it is not sealed.")
    private Path keyFile;

    JournalRepairCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        RepairReport report;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            WriterOptions options = WriterOptions.defaults().withProgress(progress::at);
            report = JournalRepair.run(JournalFolder.existing(journal), acceptsLoss, keyFile == null ? options : options.sealedBy(SealKey.read(keyFile)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.IO, "the key file " + keyFile + " cannot be read: " + e.getMessage(), e);
        }
        if (screen.isJson()) {
            screen.json(document(report));
        } else {
            report.steps().forEach(screen::line);
            screen.line(report.loss().map(loss -> "repaired: sequence 0 to " + loss.verifiedSequence() + " verified, " + loss.lostCount()
                + " excerpts lost").orElse("sound: there is nothing to repair"));
        }
    }

    private static Map<String, Object> document(RepairReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("isRepaired", report.loss().isPresent());
        if (report.loss().isPresent()) {
            Loss loss = report.loss().get();
            document.put("cause", loss.cause().name());
            document.put("verifiedSequence", loss.verifiedSequence());
            document.put("anchorSequence", loss.anchorSequence());
            document.put("lostCount", loss.lostCount());
            document.put("segment", loss.segment());
            document.put("quarantine", loss.quarantine());
        }
        document.put("steps", report.steps());
        document.put("findings", VerificationJson.findings(report.before()));
        return document;
    }
}
