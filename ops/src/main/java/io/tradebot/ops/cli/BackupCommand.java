package io.tradebot.ops.cli;

import io.tradebot.ops.daemon.Backup;
import io.tradebot.ops.daemon.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Writes a backup of a home. */
@Command(name = "backup", description = {"Write journal, books, encrypted settings, logs and outputs of a bot into one zip, while it runs or not.",
    "Keys are never in it: whoever found the zip could read every secret. --with-keys writes them into a zip of their own."},
    footer = {"", "Examples:", "  tradebot backup --home ~/bot", "  tradebot backup --home ~/bot --out /mnt/a/bot.zip --with-keys /mnt/b/bot-keys.zip"})
final class BackupCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--out", paramLabel = "FILE", description = "The zip to write; default: backup/tradebot-TIME.zip in the home.")
    private Path out;

    @Option(names = "--with-keys", paramLabel = "FILE", description = "Write the keys into this zip, which must be in another folder.")
    private Path keys;

    BackupCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Home folder = home.existing();
        if (!Files.isDirectory(folder.journal())) {
            throw new CommandFailure(ExitCode.NO_INPUT, folder.root() + " has no journal; it is not the home of a bot that has run");
        }
        Instant now = Instant.now();
        Backup.Result result;
        try {
            result = Backup.write(folder, out != null ? out : folder.backups().resolve(Backup.name(now)), keys, now);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailure(ExitCode.USAGE, refused.getMessage(), refused);
        }
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", result.file().toString());
            document.put("keyFile", result.keyFile() == null ? null : result.keyFile().toString());
            document.put("fileCount", result.manifest().parts().size());
            document.put("lengthBytes", result.manifest().lengthBytes());
            document.put("lastSequence", result.manifest().journalSequence());
            document.put("chainHead", result.manifest().chainHead());
            document.put("isJournalSound", result.manifest().isJournalSound());
            document.put("manifestSha256", result.digest());
            document.put("leftOut", result.manifest().leftOut());
            screen.json(document);
        } else {
            screen.line("backup      " + result.file());
            screen.line("files       " + result.manifest().parts().size() + ", " + result.manifest().lengthBytes() + " bytes");
            screen.line("journal     to sequence " + result.manifest().journalSequence() + ", chain head " + result.manifest().chainHead());
            if (result.keyFile() != null) {
                screen.line("keys        " + result.keyFile());
            } else {
                screen.line("keys        not in it; without them nobody, you included, can read the encrypted settings (--with-keys)");
            }
            result.manifest().leftOut().forEach(file -> screen.line("left out    " + file));
        }
        if (!result.manifest().isJournalSound()) {
            screen.error("DAMAGED: the journal is damaged, the backup holds the part in front of that; tradebot journal verify " + folder.root());
            return ExitCode.DIFFERENCE.code();
        }
        return ExitCode.OK.code();
    }
}
