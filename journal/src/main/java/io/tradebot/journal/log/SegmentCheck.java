package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Walks one raw segment file and accounts for every byte: each excerpt against envelope and chain, Chronicle's own documents
 * against {@link ChronicleStructure}, padding and tail against zero. Stops at the first excerpt that does not hold; what
 * comes behind it cannot be vouched for. Used once, by one thread.
 */
final class SegmentCheck {

    private static final long PROGRESS_STEP = 1 << 20;

    /** Something wrong; {@code isTail} when a crash may leave it at the end of a file that nobody finished. */
    record Problem(long from, long to, long sequence, String what, boolean isTail) {

        static Problem inside(long from, long to, long sequence, String what) {
            return new Problem(from, to, sequence, what, false);
        }

        static Problem tail(long from, long to, String what) {
            return new Problem(from, to, -1, what, true);
        }
    }

    private final SegmentScanner scanner;
    private final HashChain chain;
    private final SealCheck seals;
    private final byte[] chainBefore = new byte[HashChain.LENGTH];
    private final Envelope envelope = new Envelope();
    private final ChronicleStructure structure = new ChronicleStructure();
    private final List<Problem> problems = new ArrayList<>();
    private final long firstSequence;
    private long excerptCount;
    private long dataEnd;
    private long lengthAtLeast;
    private long firstTimeNanos;
    private long lastTimeNanos;
    private boolean hasCleanTail;

    /** Watches the walk for the place that the anchor speaks of. */
    @FunctionalInterface
    interface Watch {
        /** Called behind each excerpt. */
        void reached(long nextSequence, long dataEnd, HashChain chain);
    }

    SegmentCheck(SegmentScanner scanner, long firstSequence, HashChain chain, SealCheck seals) {
        this.seals = seals;
        this.scanner = scanner;
        this.firstSequence = firstSequence;
        this.chain = chain;
    }

    /** Walks up to {@code limit} (the end of the verified part of a segment set aside; else Long.MAX_VALUE). */
    void walk(long limit, Watch watch, LongConsumer progress) throws IOException {
        long reported = 0;
        // Of a file that was set aside only the excerpts count; that the rest stays as it is, the manifest's SHA-256 says.
        boolean isWhole = limit == Long.MAX_VALUE;
        while (true) {
            SegmentScanner.Kind kind = scanner.next();
            long offset = scanner.offset();
            if (offset >= limit) {
                break;
            }
            if (kind == SegmentScanner.Kind.END) {
                checkTail(offset);
                break;
            }
            if (kind == SegmentScanner.Kind.INCOMPLETE) {
                problems.add(new Problem(offset, offset + SegmentScanner.WORD_LENGTH, nextSequence(), "a document was begun and not finished", true));
                break;
            }
            if (kind == SegmentScanner.Kind.BAD) {
                problems.add(new Problem(offset, offset + SegmentScanner.WORD_LENGTH, nextSequence(), scanner.problem(), true));
                break;
            }
            if (kind == SegmentScanner.Kind.META) {
                if (isWhole) {
                    structure.document(scanner, problems);
                }
                dataEnd = scanner.nextOffset();
            } else if (excerpt(offset, isWhole)) {
                dataEnd = scanner.nextOffset();
                watch.reached(nextSequence(), dataEnd, chain);
            } else {
                break;
            }
            if (isWhole) {
                checkPadding();
            }
            if (dataEnd - reported > PROGRESS_STEP) {
                progress.accept(dataEnd - reported);
                reported = dataEnd;
            }
        }
        progress.accept(scanner.fileLength() - reported);
        if (isWhole) {
            structure.end(excerptCount, dataEnd, problems);
        }
        hasCleanTail = hasCleanTail && problems.isEmpty();
    }

    private boolean excerpt(long offset, boolean isWhole) {
        int bodyAt = scanner.contentIndex() + Envelope.LENGTH;
        boolean isSeal = !seals.isLost() && OwnRecords.isSeal(scanner.bytes(), bodyAt, scanner.length() - Envelope.LENGTH);
        if (isSeal) {
            chain.copyTo(chainBefore, 0);
        }
        String problem = envelope.check(scanner.bytes(), scanner.contentIndex(), scanner.length(), nextSequence(), chain);
        if (problem != null) {
            problems.add(new Problem(offset, scanner.nextOffset(), nextSequence(), problem, !envelope.isNewer()));
            return false;
        }
        if (isSeal) {
            problem = seals.add(scanner.bytes(), scanner.contentIndex(), scanner.length(), nextSequence(), chainBefore);
            if (problem != null) {
                problems.add(Problem.inside(offset, scanner.nextOffset(), nextSequence(), problem));
                chain.reset(chainBefore);
                return false;
            }
        }
        if (isWhole) {
            structure.excerpt(offset, excerptCount, problems);
        }
        lastTimeNanos = Envelope.timeNanos(scanner.bytes(), scanner.contentIndex());
        seals.reached(nextSequence(), lastTimeNanos, chain);
        firstTimeNanos = excerptCount == 0 ? lastTimeNanos : firstTimeNanos;
        excerptCount++;
        return true;
    }

    /** The up to three bytes that bring the next document to a multiple of four. */
    private void checkPadding() throws IOException {
        long end = scanner.offset() + SegmentScanner.WORD_LENGTH + scanner.length();
        long next = scanner.nextOffset();
        if (next > lengthAtLeast) {
            lengthAtLeast = scanner.fileLength(); // asked once where the file does not grow, not for every excerpt
        }
        long nonZero = scanner.firstNonZero(end, Math.min(next, lengthAtLeast));
        if (nonZero >= 0) {
            problems.add(new Problem(nonZero, nonZero + 1, nextSequence() - 1, "padding behind the document is not zero", false));
        }
    }

    private void checkTail(long offset) throws IOException {
        long nonZero = scanner.firstNonZero(offset, scanner.fileLength());
        hasCleanTail = nonZero < 0;
        if (nonZero >= 0) {
            problems.add(new Problem(nonZero, scanner.fileLength(), nextSequence(), "the data ends at offset " + offset
                + ", but the bytes behind it are not zero", true));
        }
    }

    private long nextSequence() {
        return firstSequence + excerptCount;
    }

    List<Problem> problems() {
        return problems;
    }

    SegmentSummary summary(int number, String state, String previousChain) throws IOException {
        Path file = scanner.file();
        return new SegmentSummary(number, file, scanner.fileLength(), state, firstSequence, excerptCount, dataEnd, firstTimeNanos,
            lastTimeNanos, previousChain, chain.hex(), hasCleanTail);
    }
}
