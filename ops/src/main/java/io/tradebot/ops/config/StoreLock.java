package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** One reader or writer of a store at a time, over threads and processes. Any thread; waits. */
final class StoreLock implements AutoCloseable {

    /** A file lock belongs to the process, so threads of one need their own. */
    private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The folder of {@code file} must exist. */
    static StoreLock take(Path file) throws IOException {
        OF_THIS_PROCESS.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new StoreLock(channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            OF_THIS_PROCESS.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close(); // gives the lock back
        } finally {
            OF_THIS_PROCESS.unlock();
        }
    }
}
