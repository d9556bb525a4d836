package io.tradebot.journal.tool;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.Finding;
import io.tradebot.journal.log.JournalDamagedException;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.SegmentSummary;
import io.tradebot.journal.log.VerificationReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says what is in a journal: segments, times, records by kind, chain head, and whether it is whole. One thread. */
public final class JournalDescribe {

    private JournalDescribe() {
    }

    /** Verifies the journal, writes the description and returns the verification. Damage is described, not thrown. */
    public static VerificationReport describe(Path journal, JournalVerifier.Progress progress, Appendable out) throws IOException {
        VerificationReport report = JournalVerifier.verify(journal, progress);
        line(out, "journal   %s", journal);
        line(out, "state     %s, %s", report.isSound() ? "sound" : "DAMAGED", report.isClosed() ? "closed" : "not closed");
        line(out, "excerpts  %d verified%s", report.excerptCount(),
            report.anchorCount() < 0 ? ", anchor missing" : ", " + report.anchorCount() + " by the anchor");
        line(out, "head      sequence %d, chain %s", report.headSequence(), report.headChain());
        line(out, "bytes     %d in %d segments", report.byteCount(), report.segments().size());
        for (SegmentSummary segment : report.segments()) {
            segment(segment, out);
        }
        records(journal, report.excerptCount(), out);
        for (Finding finding : report.findings()) {
            line(out, "%s", finding);
        }
        return report;
    }

    private static void segment(SegmentSummary segment, Appendable out) throws IOException {
        if (segment.excerptCount() == 0) {
            line(out, "segment   %08d %s, no excerpts", segment.number(), segment.state());
        } else {
            line(out, "segment   %08d %s, sequence %d to %d, %s to %s, %s", segment.number(), segment.state(), segment.firstSequence(),
                segment.nextSequence() - 1, JournalDump.instant(segment.firstTimeNanos()), JournalDump.instant(segment.lastTimeNanos()),
                segment.file().getFileName());
        }
    }

    private static void records(Path journal, long verifiedCount, Appendable out) throws IOException {
        Map<Integer, Long> countById = new TreeMap<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            for (long left = verifiedCount; left > 0 && reader.next(); left--) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    countById.merge(cursor.templateId(), 1L, Long::sum);
                }
            }
        } catch (JournalDamagedException e) {
            line(out, "records   below are those that a reader reaches: %s", e.getMessage());
        }
        for (Map.Entry<Integer, Long> entry : countById.entrySet()) {
            line(out, "records   %10d  %3d %s", entry.getValue(), entry.getKey(), RecordCatalogue.ofSchema().require(entry.getKey()).name());
        }
    }

    private static void line(Appendable out, String format, Object... values) throws IOException {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
