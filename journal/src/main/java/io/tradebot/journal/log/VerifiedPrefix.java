package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.util.HexFormat;

/**
 * Hands out the verified prefix of a journal, damaged or not: the excerpts that a verification vouched for, each checked again.
 * Any thread.
 */
final class VerifiedPrefix {

    /** Takes an excerpt; the bytes are valid during the call. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] bytes, int bodyAt, int bodyLength, long sequence, long timeNanos, int envelopeVersion, int schemaVersion);
    }

    private VerifiedPrefix() {
    }

    /** Gives the excerpts 0 to {@code to}; {@code to} is at most the head of the report. */
    static void read(VerificationReport report, long to, Taker taker) throws IOException {
        HashChain chain = new HashChain();
        Envelope envelope = new Envelope();
        long sequence = 0;
        for (SegmentSummary segment : report.segments()) {
            if (sequence > to || segment.firstSequence() != sequence || segment.file() == null) {
                break;
            }
            chain.reset(HexFormat.of().parseHex(segment.previousChain()));
            try (SegmentScanner scanner = new SegmentScanner(segment.file())) {
                while (sequence <= to && sequence < segment.nextSequence()) {
                    SegmentScanner.Kind kind = scanner.next();
                    if (kind == SegmentScanner.Kind.META) {
                        continue;
                    }
                    int at = scanner.contentIndex();
                    String problem = kind != SegmentScanner.Kind.EXCERPT ? "the excerpt is gone"
                        : envelope.check(scanner.bytes(), at, scanner.length(), sequence, chain);
                    if (problem != null) {
                        throw new JournalDamagedException(segment.file(), scanner.offset(), sequence, "changed since it was verified: " + problem);
                    }
                    taker.take(scanner.bytes(), at + Envelope.LENGTH, scanner.length() - Envelope.LENGTH, sequence,
                        Envelope.timeNanos(scanner.bytes(), at), Envelope.version(scanner.bytes(), at), Envelope.schemaVersion(scanner.bytes(), at));
                    sequence++;
                }
            }
        }
        if (sequence <= to) {
            throw new JournalException("journal " + report.journal() + " ends at " + (sequence - 1) + ", it was verified up to " + to
                + "; it was changed in between, verify it again");
        }
    }
}
