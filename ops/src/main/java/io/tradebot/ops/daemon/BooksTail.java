package io.tradebot.ops.daemon;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.runner.ProjectionRunner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the books beside a running journal, on a thread of its own. Trading never waits for it: a locked or broken database makes the
 * books late, which is told, and they are caught up when it is free again.
 */
final class BooksTail implements AutoCloseable {

    private static final long PAUSE_NANOS = 100_000_000L;
    private static final long RETRY_NANOS = 2_000_000_000L;
    private static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    private final Home home;
    private final String identity;
    private final Thread thread = new Thread(this::follow, "journal-books");
    private volatile boolean isClosing;
    private volatile long sequence = -1;
    private volatile String trouble = "";

    BooksTail(Home home, String identity) {
        this.home = home;
        this.identity = identity;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Last excerpt in the books, -1 for none. Any thread. */
    long sequence() {
        return sequence;
    }

    /** Why the books do not follow; empty while they do. Any thread. */
    String trouble() {
        return trouble;
    }

    private void follow() {
        while (true) {
            boolean isLast = isClosing; // before the attempt: what was written before close() is booked
            try {
                keepBooks(isLast);
                return;
            } catch (RuntimeException e) {
                trouble = e.getMessage();
                if (isLast) {
                    return;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void keepBooks(boolean isOnce) {
        try {
            Files.createDirectories(home.ledger(identity).getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (ProjectionRunner runner = ProjectionRunner.open(home.ledger(identity)); JournalReader reader = JournalReader.open(home.journal())) {
            while (true) {
                boolean isLast = isOnce || isClosing;
                long count = runner.catchUp(reader);
                sequence = runner.checkpoint().sequence();
                trouble = "";
                if (isLast) {
                    return;
                }
                if (count == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    /** Books what has been written, then ends; books that cannot be written now are caught up by the next process. */
    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
