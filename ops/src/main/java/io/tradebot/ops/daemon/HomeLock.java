package io.tradebot.ops.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Keeps a second daemon out of a home, and tells other programs which process runs there. The operating system drops it when the
 * process dies. The journal has a lock of its own, as commands write to journals that have no home.
 */
public final class HomeLock implements Closeable {

    private static final String FILE_NAME = "tradebot.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws HomeInUseException naming the process that has it
     */
    public static HomeLock acquire(Home home) throws IOException {
        Path file = home.root().resolve(FILE_NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            OptionalLong pid = pid(file);
            throw new HomeInUseException(home.root() + " is in use by " + (pid.isPresent() ? "pid " + pid.getAsLong() : "another process")
                + "; stop it (tradebot stop --home " + home.root() + ") or choose another --home");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new HomeLock(channel, lock);
    }

    /** Process that runs in this home; empty when none does. */
    public static OptionalLong holder(Home home) throws IOException {
        Path file = home.root().resolve(FILE_NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock free = tryLock(channel);
            if (free != null) {
                free.release();
                return OptionalLong.empty();
            }
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
        return pid(file);
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static OptionalLong pid(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
