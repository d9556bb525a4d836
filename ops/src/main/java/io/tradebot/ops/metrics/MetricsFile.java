package io.tradebot.ops.metrics;

import io.tradebot.projections.db.AtomicFile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes the figures, money included, into a file of the home each {@value #PERIOD_SECONDS} seconds, complete or not at all, for the textfile collector of the
 * node exporter or a reader by hand. On a thread of its own.
 */
public final class MetricsFile implements AutoCloseable {

    private static final int PERIOD_SECONDS = 15;

    private final BotMetrics metrics;
    private final Path file;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics-file");
        thread.setDaemon(true);
        return thread;
    });
    private long failedCount;

    /** Has not started. */
    public MetricsFile(BotMetrics metrics, Path file) {
        this.metrics = metrics;
        this.file = file;
    }

    /** Writes now and from now on. */
    public void start() {
        executor.scheduleAtFixedRate(this::write, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    /** Writes once. A disk that does not take it is tried again at the next time; the age of the file tells. */
    public synchronized void write() {
        try {
            AtomicFile.write(file, out -> out.write(metrics.text(true)));
        } catch (UncheckedIOException e) {
            failedCount++;
        }
    }

    /** How often the file could not be written. */
    public synchronized long failedCount() {
        return failedCount;
    }

    /** Writes a last time. */
    @Override
    public void close() {
        executor.shutdown();
        write();
    }
}
