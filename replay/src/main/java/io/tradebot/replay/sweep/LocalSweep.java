package io.tradebot.replay.sweep;

import io.tradebot.replay.data.MarketHistory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks on threads of this machine, one engine each, over one copy of the history. The rows come in the order of the
 * tasks, whatever the number of threads.
 */
public final class LocalSweep {

    private LocalSweep() {
    }

    /** Told after each task, on the caller's thread. */
    public interface Progress {
        /** {@code done} of {@code total} tasks are done. */
        void onTask(int done, int total);
    }

    /** Runs all tasks; the caller's thread waits. New threads see the same plug-ins as the caller. */
    public static List<SweepRow> run(List<SweepTask> tasks, MarketHistory history, int threadCount, Progress progress) {
        ExecutorService threads = Executors.newFixedThreadPool(threadCount);
        try {
            List<Future<SweepRow>> pending = new ArrayList<>();
            tasks.forEach(task -> pending.add(threads.submit(() -> task.run(history))));
            List<SweepRow> rows = new ArrayList<>();
            for (Future<SweepRow> row : pending) {
                rows.add(row.get());
                progress.onTask(rows.size(), tasks.size());
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task of the sweep failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sweep was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
