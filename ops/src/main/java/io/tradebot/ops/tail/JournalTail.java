package io.tradebot.ops.tail;

import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Gives the excerpts of a journal that is being written to followers, in order, on a thread of its own: tables, status and alerts may
 * be slow or fail without trading waiting for them. What a follower throws ends this tail and goes to the fault listener once.
 */
public final class JournalTail implements AutoCloseable {

    private static final long PAUSE_NANOS = 20_000_000L;
    private static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    private final String name;
    private final JournalReader reader;
    private final List<JournalFollower> followers;
    private final Consumer<Throwable> onFault;
    private Thread thread;
    private volatile boolean isClosing;
    private volatile long sequence = -1;

    /** Begins at {@code fromSequence}; the journal must exist. */
    public JournalTail(String name, Path journal, long fromSequence, List<JournalFollower> followers, Consumer<Throwable> onFault) {
        this.name = name;
        this.followers = List.copyOf(followers);
        this.onFault = onFault;
        reader = JournalReader.open(journal, fromSequence);
    }

    /** Follows on a thread of its own from now on. Once. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the tail " + name + " has been started before");
        }
        thread = new Thread(this::follow, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives everything that is there now; for those that step instead of {@link #start}. Returns how many excerpts. */
    public long catchUp() {
        long count = 0;
        while (reader.next()) {
            for (JournalFollower follower : followers) {
                follower.onExcerpt(reader);
            }
            sequence = reader.sequence();
            count++;
        }
        if (count > 0) {
            followers.forEach(JournalFollower::onCaughtUp);
        }
        return count;
    }

    /** Sequence of the excerpt that every follower has, -1 before the first. Any thread. */
    public long sequence() {
        return sequence;
    }

    private void follow() {
        try {
            while (true) {
                boolean isLast = isClosing; // looked at before reading: what was written before close() is given
                long count = catchUp();
                if (isLast) {
                    return;
                }
                if (count == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (RuntimeException | Error thrown) {
            onFault.accept(thrown);
        }
    }

    /** Gives what has been written, then ends. */
    @Override
    public void close() {
        isClosing = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join(CLOSE_TIMEOUT_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            if (running.isAlive()) {
                throw new IllegalStateException("the tail " + name + " did not finish within " + CLOSE_TIMEOUT_MILLIS + " ms");
            }
        } else {
            catchUp();
        }
        reader.close();
    }
}
