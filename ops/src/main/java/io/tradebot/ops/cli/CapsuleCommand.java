package io.tradebot.ops.cli;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.log.Finding;
import io.tradebot.replay.capsule.Capsule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Puts a session into one signed file. */
@Command(name = "capsule", description = {"Put a session into one signed file that can be checked alone: its part of the journal, settings, code, seals, exports.",
    "The same journal, date, key and program give the same bytes. 'tradebot capsule verify FILE' checks one, ops/docs/verify_journal.py too."},
    customSynopsis = {"tradebot capsule JOURNAL --session=DATE [--key=FILE] [--out=FILE] [options]", "       tradebot capsule verify FILE [options]"},
    footer = {"", "Example:", "  tradebot capsule out/demo/run --session 2024-11-01"})
final class CapsuleCommand implements Callable<Integer> {

    private final Screen screen;

    @Spec
    private CommandSpec spec;

    // neither is required here: the parser would ask for them in front of verify too
    @Parameters(paramLabel = "JOURNAL", arity = "0..1", description = "Folder of a journal or of a run.")
    private Path journal;

    @Option(names = "--session", paramLabel = "DATE", converter = DateArgument.class, description = "Date of the session at the exchange, such as 2024-11-01.")
    private LocalDate session;

    @Option(names = "--key", paramLabel = "FILE", description = "Key pair that signs; default: .tradebot/seal-key.pem in your home. 'tradebot journal key' makes one.")
    private Path keyFile;

    @Option(names = "--out", paramLabel = "FILE", description = "New file for it; default: capsules/IDENTITY_BOT_DATE.capsule.zip beside the journal.")
    private Path out;

    CapsuleCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (journal == null || session == null) {
            throw new ParameterException(spec.commandLine(), journal == null ? "missing: JOURNAL, the folder of a journal or of a run"
                : "missing: --session, the date of the session at the exchange, such as 2024-11-01");
        }
        Path folder = JournalFolder.existing(journal);
        SealKey key = key();
        if (out != null && Files.exists(out)) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, out + " exists already, and nothing is ever overwritten; name a new file with --out");
        }
        Capsule.Outcome outcome;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            outcome = Capsule.write(folder, session, key, out, progress::at);
        } catch (IllegalArgumentException hasNoSuchSession) {
            throw new CommandFailure(ExitCode.NO_INPUT, hasNoSuchSession.getMessage(), hasNoSuchSession);
        }
        if (outcome.capsule().isEmpty()) {
            Finding first = outcome.verification().findings().stream().filter(finding -> finding.severity() == Finding.Severity.DAMAGE).findFirst().orElseThrow();
            throw new CommandFailure(ExitCode.BAD_DATA, "the journal " + folder + " is damaged, so there is no capsule of it. The first: " + first
                + ". 'tradebot journal verify " + folder + "' shows all, and what to do");
        }
        show(outcome.capsule().get(), key);
        return ExitCode.OK.code();
    }

    /** Never made here: a capsule is worth what others know of its key. */
    private SealKey key() throws IOException {
        Path file = keyFile != null ? keyFile : SealKeyOption.standardFile();
        if (!Files.exists(file)) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "there is no key pair " + file + ", and a capsule must be signed. 'tradebot journal key"
                + (keyFile == null ? "" : " --key " + keyFile) + "' makes one; name another with --key");
        }
        return SealKey.read(file);
    }

    private void show(Capsule capsule, SealKey key) {
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", capsule.file().toString());
            document.put("identity", capsule.identity());
            document.put("session", session.toString());
            document.put("isDayClosed", capsule.isDayClosed());
            document.put("firstSequence", capsule.firstSequence());
            document.put("lastSequence", capsule.lastSequence());
            document.put("chainHead", capsule.headChain());
            document.put("sealCount", capsule.sealCount());
            document.put("laterSealCount", capsule.laterSealCount());
            document.put("publicKey", HexFormat.of().formatHex(key.publicKey()));
            document.put("byteCount", capsule.length());
            screen.json(document);
            return;
        }
        screen.line("session     " + session + (capsule.isDayClosed() ? "" : ", which was not closed yet") + ", sequence " + capsule.firstSequence() + " to "
            + capsule.lastSequence());
        screen.line("chain head  " + capsule.headChain());
        screen.line("seals       " + capsule.sealCount() + " in it, " + capsule.laterSealCount() + " behind it");
        screen.line("signed by   " + HexFormat.of().formatHex(key.publicKey()));
        screen.line("capsule     " + capsule.file() + ", " + capsule.length() + " bytes");
    }
}
