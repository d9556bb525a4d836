package io.tradebot.adapters.paper;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.ExcerptSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Keeps every record as a line of text, and lets a test wait for one. Any thread. */
final class RecordingJournal implements ExcerptSink {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final RecordPrinter printer = new RecordPrinter();
    private final RecordCursor cursor = new RecordCursor();
    private final List<String> lines = new ArrayList<>();
    private final List<Long> timeNanosByLine = new ArrayList<>();
    private int syncedCount;
    private long sequence;

    @Override
    public synchronized long append(DirectBuffer body, int offset, int length, long timeNanos) {
        RecordCursor c = cursor.wrap(body, offset, length);
        while (c.next()) {
            lines.add(printer.line(c));
            timeNanosByLine.add(timeNanos);
        }
        notifyAll();
        return sequence++;
    }

    @Override
    public synchronized void sync() {
        syncedCount = lines.size();
    }

    /** Lines that have been synced and hold all these texts. */
    synchronized List<String> synced(String... texts) {
        return find(lines.subList(0, syncedCount), texts);
    }

    /** Lines that hold all these texts. */
    synchronized List<String> lines(String... texts) {
        return find(lines, texts);
    }

    /** Place of the first line with all these texts; -1 without. */
    synchronized int indexOf(String... texts) {
        List<String> found = find(lines, texts);
        return found.isEmpty() ? -1 : lines.indexOf(found.get(0));
    }

    /** Engine time of a line. */
    synchronized long timeNanos(int index) {
        return timeNanosByLine.get(index);
    }

    /** Waits for so many lines with all these texts. */
    synchronized List<String> await(int count, String... texts) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        while (find(lines, texts).size() < count) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            assertTrue(leftMillis > 0, () -> "no " + count + " lines with " + List.of(texts) + " in\n" + String.join("\n", lines));
            wait(leftMillis);
        }
        return find(lines, texts);
    }

    private static List<String> find(List<String> among, String... texts) {
        return among.stream().filter(line -> List.of(texts).stream().allMatch(line::contains)).toList();
    }
}
