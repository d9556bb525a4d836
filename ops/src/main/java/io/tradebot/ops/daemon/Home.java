package io.tradebot.ops.daemon;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Where everything of one bot lies. Folders are for their owner only, as keys, books and orders lie in them. Test mode has a home
 * inside the home, so nothing of a test is ever beside what is real. Any thread.
 *
 * @param root the folder given by {@code --home}
 */
public record Home(Path root) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final String TEST = "test";
    private static final String TEST_FLAG = "test_mode.flag";

    /** Made absolute, so that a later change of the working folder means nothing. */
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** Folder of the journal. */
    public Path journal() {
        return root.resolve("journal");
    }

    /** Key files. */
    public Path keys() {
        return root.resolve("storage").resolve("keys");
    }

    /** Encrypted files. */
    public Path secrets() {
        return root.resolve("storage").resolve("secrets");
    }

    /** Files by which a person or a script controls the bot. */
    public Path control() {
        return root.resolve("control");
    }

    /** What belongs to one identity: ledgers, trades, summaries, exports. */
    public Path output(String identity) {
        return root.resolve("output").resolve(identity);
    }

    /** The books of an identity. */
    public Path ledger(String identity) {
        return output(identity).resolve("ledgers").resolve(identity + "_BOT_ledger.db");
    }

    /** Logs for people. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Backups. */
    public Path backups() {
        return root.resolve("backup");
    }

    /** What the paper broker remembers. */
    public Path paper() {
        return root.resolve("paper");
    }

    /** Read by people, the health check and the web page. */
    public Path status() {
        return root.resolve("status.json");
    }

    /** One word: what the bot is doing. */
    public Path state() {
        return root.resolve("bot_state.txt");
    }

    /** Written while everything moves. */
    public Path heartbeat() {
        return root.resolve("heartbeat");
    }

    /** The home of test mode. */
    public Home test() {
        return new Home(root.resolve(TEST));
    }

    /** Whether a process that starts here is to run in {@link #test}. */
    public boolean isTestWanted() {
        return Files.exists(control().resolve(TEST_FLAG));
    }

    /** Whether this is the home of test mode inside another one. */
    public boolean isTest() {
        return root.getFileName() != null && root.getFileName().toString().equals(TEST) && Files.exists(root.resolveSibling("control").resolve(TEST_FLAG));
    }

    /**
     * Makes the folders that are missing; whether others may look into those that are there is a build check.
     *
     * @throws IOException naming the path that cannot be made
     */
    public void create() throws IOException {
        for (Path folder : List.of(root, root.resolve("storage"), keys(), secrets(), control(), root.resolve("output"), logs(), backups(), paper())) {
            create(folder);
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file where a folder is needed; move it away or choose another --home", e);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + folder + ": " + e.getMessage() + "; check its owner and mode or choose another --home", e);
        }
    }
}
