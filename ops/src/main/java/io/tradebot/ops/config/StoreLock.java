package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** One reader or writer of a store at a time, over threads and processes. Any thread; waits. */
final class StoreLock {

    /** A file lock belongs to the process, so threads of one need their own. */
    private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

    private StoreLock() {
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does work while no other does any on the same store. The folder of {@code file} must exist. */
    static <T> T holding(Path file, Work<T> work) throws IOException {
        OF_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.lock(); // ends with the channel, or with the process
            assert lock.isValid();
            return work.run();
        } finally {
            OF_THIS_PROCESS.unlock();
        }
    }
}
