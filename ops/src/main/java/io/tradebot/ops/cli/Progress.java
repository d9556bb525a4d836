package io.tradebot.ops.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How far a long command is: a bar on a terminal, else a note every ten per cent but at most one every two seconds, nothing
 * with {@code --quiet}. Not thread safe.
 */
final class Progress implements AutoCloseable {

    private static final int BAR_LENGTH_MAX = 100;
    private static final int NOTE_PERCENT = 10;
    private static final long NOTE_NANOS_MIN = 2_000_000_000L;

    private final Screen screen;
    private final String task;
    private final String unit;
    private ProgressBar bar;
    private long percentNoted;
    private long nanosNoted = System.nanoTime();

    /** {@code task} names the work, {@code unit} what is counted. */
    Progress(Screen screen, String task, String unit) {
        this.screen = screen;
        this.task = task;
        this.unit = unit;
    }

    /** {@code done} of {@code total} units are done. */
    void at(long done, long total) {
        if (screen.isQuiet() || total <= 0) {
            return;
        }
        if (screen.isTerminal() && !screen.isJson()) {
            draw(done, total);
            return;
        }
        long percent = 100 * done / total;
        if (percent / NOTE_PERCENT > percentNoted / NOTE_PERCENT && System.nanoTime() - nanosNoted >= NOTE_NANOS_MIN) {
            percentNoted = percent;
            nanosNoted = System.nanoTime();
            screen.note(task + " " + percent + " % (" + done + " of " + total + " " + unit + ")");
        }
    }

    private void draw(long done, long total) {
        if (bar == null) {
            PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
            bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total).setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + unit, 1).setConsumer(new ConsoleProgressBarConsumer(err, BAR_LENGTH_MAX)).build();
        }
        bar.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
