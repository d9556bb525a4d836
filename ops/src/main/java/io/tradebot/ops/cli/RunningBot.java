package io.tradebot.ops.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a bot from starting in a home while a command works on what a running bot owns. Main thread only. */
final class RunningBot {

    private static final String LOCK_FILE = "tradebot.lock";

    private RunningBot() {
    }

    /** What is done while no bot runs. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does work under the lock of the home; refuses when a bot has it. */
    static <T> T whileNone(Path home, Work<T> work) throws IOException {
        if (!Files.isDirectory(home)) {
            return work.run(); // there is no bot in it
        }
        try (FileChannel channel = FileChannel.open(home.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw isRunning(home);
            }
            return work.run();
        } catch (OverlappingFileLockException ofThisProcess) {
            throw isRunning(home);
        }
    }

    private static CommandFailure isRunning(Path home) {
        return new CommandFailure(ExitCode.CANNOT_CREATE, "a bot runs in " + home + " and holds its settings; stop it first");
    }
}
