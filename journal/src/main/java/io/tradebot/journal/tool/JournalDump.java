package io.tradebot.journal.tool;

import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.JournalReader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Shows the records of a journal, one per line. One thread. */
public final class JournalDump {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RecordPrinter printer = new RecordPrinter();
    private final RecordCursor cursor = new RecordCursor();
    private final boolean asJson;
    private final Appendable out;

    private JournalDump(boolean asJson, Appendable out) {
        this.asJson = asJson;
        this.out = out;
    }

    /**
     * Writes the records of the excerpts {@code from} to {@code to} (both included; the journal may end before) and returns
     * their number. A line is {@code sequence.index time record}, where index 0 is the input and the others are the decisions
     * it caused; as JSON it is one object with {@code sequence}, {@code index}, {@code time} and the record's fields.
     * Damage ends the dump with a JournalDamagedException, behind the last good record.
     *
     * <p>A {@code from} other than 0 behind the last excerpt is refused with an IllegalArgumentException that names the last one.
     *
     * <p>It reads from the beginning in any case: earlier records hold the names of instruments and strategies.
     */
    public static long dump(Path journal, long from, long to, boolean asJson, Appendable out) throws IOException {
        JournalDump dump = new JournalDump(asJson, out);
        long count = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.sequence() < to && reader.next()) {
                count += dump.excerpt(reader, reader.sequence() >= from);
            }
            if (from > 0 && reader.sequence() < from) {
                throw new IllegalArgumentException("the journal " + journal + (reader.sequence() < 0 ? " is empty"
                    : " ends at sequence " + reader.sequence()) + "; there is no sequence " + from);
            }
        }
        return count;
    }

    private int excerpt(JournalReader reader, boolean isShown) throws IOException {
        String time = isShown ? instant(reader.timeNanos()) : null;
        int count = 0;
        cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        while (cursor.next()) {
            if (!isShown) {
                if (NameDefinitions.isOne(cursor.templateId())) {
                    printer.line(cursor);
                }
                continue;
            }
            if (asJson) {
                out.append("{\"sequence\":").append(Long.toString(reader.sequence())).append(",\"index\":").append(Integer.toString(cursor.index()))
                    .append(",\"time\":\"").append(time).append("\",").append(printer.json(cursor).substring(1)).append('\n');
            } else {
                out.append(Long.toString(reader.sequence())).append('.').append(Integer.toString(cursor.index())).append(' ').append(time)
                    .append(' ').append(printer.line(cursor)).append('\n');
            }
            count++;
        }
        return count;
    }

    /** A point in time as ISO 8601 in UTC, with as many digits as it has. */
    static String instant(long timeNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNanos, NANOS_PER_SECOND), Math.floorMod(timeNanos, NANOS_PER_SECOND)).toString();
    }
}
