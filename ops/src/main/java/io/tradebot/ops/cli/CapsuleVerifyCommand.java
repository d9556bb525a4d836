package io.tradebot.ops.cli;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.replay.capsule.CapsuleReport;
import io.tradebot.replay.capsule.CapsuleVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Checks the capsule of a session. */
@Command(name = "verify", description = {"Check the capsule of a session with nothing but the file, decide it again and compare.",
    "Every byte counts: container, signature, parts, chain, seals, settings. Names the first thing that does not fit, and ends with 3."},
    footer = {"", "Example:", "  tradebot capsule verify 2024-11-01.capsule.zip --public-key public.pem"})
final class CapsuleVerifyCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "A capsule.")
    private Path file;

    @Option(names = "--public-key", paramLabel = "FILE", description = "The key that must have signed, from journal key --export.")
    private Path publicKey;

    CapsuleVerifyCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.NO_INPUT, Files.exists(file) ? file + " is a folder; a capsule is a file" : "there is no capsule " + file);
        }
        byte[] expected = publicKey == null ? null : SealKey.readPublic(publicKey);
        CapsuleReport report;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            report = CapsuleVerification.verify(file, expected, progress::at);
        }
        if (screen.isJson()) {
            screen.json(document(report));
        } else {
            report.checks().forEach(screen::line);
            screen.line(report.difference().map(what -> "DIFFERENT: " + file + ": " + what)
                .orElse("genuine: " + report.identity() + ", session " + report.date() + ", chain head " + report.headChain()));
        }
        return (report.isGenuine() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private static Map<String, Object> document(CapsuleReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", report.file().toString());
        document.put("isGenuine", report.isGenuine());
        document.put("difference", report.difference().orElse(null));
        document.put("checks", report.checks());
        document.put("identity", report.identity());
        document.put("session", report.date());
        document.put("chainHead", report.headChain());
        document.put("publicKey", report.publicKey());
        document.put("isDecidedAgain", report.isDecidedAgain());
        return document;
    }
}
