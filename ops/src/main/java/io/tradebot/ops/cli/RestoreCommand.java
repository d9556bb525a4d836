package io.tradebot.ops.cli;

import io.tradebot.ops.daemon.BadBackupException;
import io.tradebot.ops.daemon.Home;
import io.tradebot.ops.daemon.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Puts a backup into an empty home. */
@Command(name = "restore", description = {"Put a backup into a new or empty home. Every digest and the whole journal are checked first; a damaged backup leaves the home empty.",
    "The bot whose backup it is must not run any more: two of them would send the same orders."},
    footer = {"", "Example:", "  tradebot restore /mnt/a/bot.zip --keys /mnt/b/bot-keys.zip --home ~/bot2 --verify"})
final class RestoreCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "BACKUP", description = "Zip of tradebot backup.")
    private Path backup;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--keys", paramLabel = "FILE", description = "Zip of tradebot backup --with-keys.")
    private Path keys;

    @Option(names = "--verify", description = "Also build the books anew from the journal and compare them with those of the backup.")
    private boolean isVerified;

    RestoreCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        for (Path file : keys == null ? new Path[] {backup} : new Path[] {backup, keys}) {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailure(ExitCode.NO_INPUT, "there is no backup " + file);
            }
        }
        Home target = home.home();
        Restore.Result result;
        try {
            result = Restore.run(backup, keys, target, isVerified);
        } catch (BadBackupException bad) {
            throw new CommandFailure(ExitCode.BAD_DATA, bad.getMessage() + "; nothing was restored, take another backup", bad);
        } catch (IllegalArgumentException refused) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, refused.getMessage(), refused);
        }
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("home", target.root().toString());
            document.put("created", result.manifest().created());
            document.put("fileCount", result.manifest().parts().size());
            document.put("keyCount", result.keyCount());
            document.put("lastSequence", result.manifest().journalSequence());
            document.put("chainHead", result.manifest().chainHead());
            document.put("isVerified", isVerified);
            document.put("ledgers", result.ledgerDigests());
            screen.json(document);
            return ExitCode.OK.code();
        }
        screen.line("restored    " + target.root() + " from a backup of " + result.manifest().created());
        screen.line("files       " + result.manifest().parts().size() + ", keys " + result.keyCount());
        screen.line("journal     to sequence " + result.manifest().journalSequence() + ", chain head " + result.manifest().chainHead());
        result.ledgerDigests().forEach((name, digest) -> screen.line("books       " + name + " as built anew from the journal, content " + digest));
        return ExitCode.OK.code();
    }
}
