package io.tradebot.journal.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second writer out of a journal, in this process or another. The operating system drops the lock when the process
 * dies, so there is never a stale one. While held the file names the holder; after release it is empty.
 */
final class JournalLock implements Closeable {

    static final String FILE_NAME = "lock";

    private final FileChannel channel;
    private final FileLock lock;

    private JournalLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock or names who has it. */
    static JournalLock acquire(Path journal) throws IOException {
        Path file = journal.resolve(FILE_NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            String holder = Files.readString(file, StandardCharsets.UTF_8).strip();
            throw new JournalException("journal " + journal + " is in use by " + (holder.isEmpty() ? "another process" : holder)
                + "; stop that process or choose another journal directory");
        }
        ProcessHandle self = ProcessHandle.current();
        String holder = "pid " + self.pid() + self.info().startInstant().map(start -> ", started " + start).orElse("") + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new JournalLock(channel, lock);
        } catch (IOException e) {
            channel.close(); // and with it the lock: a full disk must not keep the journal locked
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
