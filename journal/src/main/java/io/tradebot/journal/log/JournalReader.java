package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a journal from its raw files, over all segments, and checks each excerpt (length, CRC32C, sequence, chain, schema
 * version) before handing it out. Also follows a journal that is being written. One thread at a time; any number of readers
 * beside one writer.
 *
 * <p>It never gives a wrong or a missing excerpt for a right one: what it cannot vouch for is a
 * {@link JournalDamagedException}. The end of the data counts as an end only when manifest and anchor agree with it.
 */
public final class JournalReader implements ExcerptSource, AutoCloseable {

    private final Path journal;
    private final Envelope envelope = new Envelope();
    private final HashChain chain = new HashChain();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int segment;
    private SegmentScanner scanner;
    private Manifest finished;
    private long nextSequence;
    private long timeNanos;
    private int bodyOffset;
    private int bodyLength;

    private JournalReader(Path journal) {
        this.journal = journal;
    }

    /** Opens at the first excerpt. A directory that is no journal is a {@link JournalException}. */
    public static JournalReader open(Path journal) {
        return open(journal, 0);
    }

    /** Opens so that the first {@link #next()} reaches {@code fromSequence}, or none when the journal ends before it. */
    public static JournalReader open(Path journal, long fromSequence) {
        if (!Files.isDirectory(journal)) {
            throw new JournalException("there is no journal " + journal + ": not a directory");
        }
        if (!Files.exists(journal.resolve(Anchor.FILE_NAME)) && !Files.isDirectory(Folders.segment(journal, 1))) {
            throw new JournalException(journal + " is not a journal: it has neither an anchor nor a segment 00000001");
        }
        JournalReader reader = new JournalReader(journal);
        try {
            reader.skipTo(fromSequence);
            return reader;
        } catch (RuntimeException | IOException e) {
            reader.close();
            throw wrap(journal, e);
        }
    }

    /**
     * Sequences of the first excerpts of the segments, in order; a segment without excerpts has none. Of a journal that a writer has opened
     * and not gone on with. Reads manifests only.
     */
    public static List<Long> segmentStarts(Path journal) {
        List<Long> starts = new ArrayList<>();
        try {
            long next = 0;
            int last = Folders.lastSegment(journal);
            for (int number = 1; number <= last; number++) {
                Manifest manifest = Manifest.read(Folders.segment(journal, number));
                if (manifest == null || manifest.excerptCount() > 0) {
                    starts.add(next);
                }
                next = manifest == null ? next : manifest.nextSequence();
            }
            return starts;
        } catch (IOException e) {
            throw wrap(journal, e);
        }
    }

    private void skipTo(long fromSequence) throws IOException {
        segment = 1;
        if (fromSequence == 0) {
            return;
        }
        for (Manifest manifest = manifest(); manifest != null && manifest.nextSequence() <= fromSequence
            && manifest.firstSequence() == nextSequence && isFollowed();
             manifest = manifest()) {
            enterAfter(manifest);
        }
        while (nextSequence < fromSequence && advance()) {
            // each excerpt on the way is checked too
        }
    }

    @Override
    public boolean next() {
        try {
            return advance();
        } catch (IOException e) {
            throw wrap(journal, e);
        }
    }

    private boolean advance() throws IOException {
        while (true) {
            if (read()) {
                return true;
            }
            // The order of these looks matters beside a live writer: it finishes the data, then the manifest, then begins
            // the following segment. So whatever the later thing promises, the earlier one must show by now.
            boolean isFollowed = isFollowed();
            Manifest manifest = manifest();
            if (read()) {
                return true;
            }
            if (manifest != null) {
                checkEnd(manifest);
            } else if (isFollowed) {
                throw new JournalDamagedException(Folders.segment(journal, segment).resolve(Manifest.FILE_NAME), 0, nextSequence,
                    "the manifest is missing although a later segment exists");
            }
            if (isFollowed) {
                enterAfter(manifest);
            } else if (anchoredCount() <= nextSequence) {
                return false;
            } else if (read()) {
                return true;
            } else if (!isFollowed() && (manifest == null) == (manifest() == null)) {
                throw new JournalDamagedException(journal.resolve(Anchor.FILE_NAME), 0, nextSequence, "journal ends at "
                    + (nextSequence - 1) + ", anchor says " + (anchoredCount() - 1));
            }
        }
    }

    private boolean isFollowed() {
        return Files.isDirectory(Folders.segment(journal, segment + 1));
    }

    /** Excerpts that the anchor vouches for. */
    private long anchoredCount() throws IOException {
        Anchor.Mark mark = Anchor.read(journal).latest();
        if (mark == null) {
            throw new JournalDamagedException(journal.resolve(Anchor.FILE_NAME), 0, nextSequence, "the anchor is missing or "
                + "unreadable, so nobody can tell whether the journal is whole behind sequence " + (nextSequence - 1));
        }
        return mark.excerptCount();
    }

    private void checkEnd(Manifest manifest) throws IOException {
        long offset = scanner == null ? 0 : scanner.offset();
        Path file = Folders.segment(journal, segment).resolve(manifest.fileName());
        if (nextSequence != manifest.nextSequence()) {
            throw new JournalDamagedException(file, offset, nextSequence, "the data ends here, the manifest says that the segment goes "
                + "on to sequence " + (manifest.nextSequence() - 1) + " at offset " + manifest.dataEnd());
        }
        if (!HashChain.hex(chain.head()).equals(manifest.headChain())) {
            throw new JournalDamagedException(file, offset, nextSequence - 1, "the manifest has another chain head");
        }
    }

    private void enterAfter(Manifest manifest) throws IOException {
        nextSequence = manifest.nextSequence();
        chain.reset(manifest.headChainBytes());
        closeScanner();
        finished = null;
        segment++;
    }

    /** The manifest of this segment, null while it is not finished. Read once: it never changes. */
    private Manifest manifest() throws IOException {
        if (finished == null) {
            finished = Manifest.read(Folders.segment(journal, segment));
        }
        return finished;
    }

    /** Moves to the next excerpt in this segment; false when there is no finished one. */
    private boolean read() throws IOException {
        if (scanner == null && !openScanner()) {
            return false;
        }
        boolean isSecondLook = false;
        while (true) {
            SegmentScanner.Kind kind = scanner.next();
            if (finished != null && finished.state() == Manifest.State.DAMAGED && scanner.offset() >= finished.dataEnd()) {
                return false; // what stands behind was set aside, readable or not
            }
            String problem = null;
            switch (kind) {
                case END:
                case INCOMPLETE:
                    return false;
                case META:
                    continue;
                case BAD:
                    problem = scanner.problem();
                    break;
                case EXCERPT:
                    problem = envelope.check(scanner.bytes(), scanner.contentIndex(), scanner.length(), nextSequence, chain);
                    break;
            }
            if (problem == null) {
                accept();
                return true;
            }
            if (isSecondLook) {
                return bad(problem);
            }
            // A length word and the bytes behind it may have been read while they were being written: look again, once.
            isSecondLook = true;
            scanner.again();
        }
    }

    /** Behind the end of a segment that was set aside as damaged nothing counts; everywhere else it is damage. */
    private boolean bad(String problem) throws IOException {
        Manifest manifest = manifest();
        if (manifest != null && manifest.state() == Manifest.State.DAMAGED && manifest.nextSequence() == nextSequence
            && manifest.dataEnd() <= scanner.offset()) {
            return false;
        }
        throw new JournalDamagedException(scanner.file(), scanner.offset(), nextSequence, problem);
    }

    private boolean openScanner() throws IOException {
        Path folder = Folders.segment(journal, segment);
        Manifest manifest = manifest();
        Path file = manifest == null ? Folders.file(folder) : folder.resolve(manifest.fileName());
        if (manifest != null && !Files.exists(file)) {
            throw new JournalDamagedException(file, 0, nextSequence, "the segment's file is missing");
        }
        if (file == null) {
            if (!Files.isDirectory(folder) && Folders.lastSegment(journal) > segment) {
                throw new JournalDamagedException(folder, 0, nextSequence, "the segment is missing, later ones are there");
            }
            return false;
        }
        scanner = new SegmentScanner(file);
        return true;
    }

    private void accept() {
        byte[] bytes = scanner.bytes();
        int at = scanner.contentIndex();
        if (buffer.byteArray() != bytes) {
            buffer.wrap(bytes);
        }
        bodyOffset = at + Envelope.LENGTH;
        bodyLength = scanner.length() - Envelope.LENGTH;
        timeNanos = Envelope.timeNanos(bytes, at);
        nextSequence++;
    }

    /** Sequence of the excerpt reached last, -1 before the first. */
    @Override
    public long sequence() {
        return nextSequence - 1;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int bodyOffset() {
        return bodyOffset;
    }

    @Override
    public int bodyLength() {
        return bodyLength;
    }

    @Override
    public void copyChain(byte[] target) {
        chain.copyTo(target, 0);
    }

    /** Writes the excerpt reached last as it is on disk: envelope and body, without Chronicle's length word. */
    public void writeFrame(OutputStream target) throws IOException {
        target.write(buffer.byteArray(), bodyOffset - Envelope.LENGTH, Envelope.LENGTH + bodyLength);
    }

    /** Number of the segment being read, from 1. */
    public int segment() {
        return segment;
    }

    private void closeScanner() throws IOException {
        if (scanner != null) {
            scanner.close();
            scanner = null;
        }
    }

    @Override
    public void close() {
        try {
            closeScanner();
        } catch (IOException e) {
            throw wrap(journal, e);
        }
    }

    private static JournalException wrap(Path journal, Exception e) {
        return e instanceof JournalException ? (JournalException) e
            : new JournalException("journal " + journal + " cannot be read: " + e.getMessage(), e);
    }
}
