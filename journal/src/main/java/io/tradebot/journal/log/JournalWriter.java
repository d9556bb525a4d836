package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.SealCause;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Appends excerpts to a journal. One writer per journal (a lock keeps others out, in any process), owned by one thread at a time: whoever
 * hands it to another thread sees to it that the other sees all that was done. An append allocates nothing in steady state.
 *
 * <p>An excerpt is visible to readers when {@link #append} returns and survives a power cut when {@link #sync} has returned.
 * After any failure the writer refuses everything but {@link #close()}: a failed write or sync is never taken for done. Do
 * not interrupt the owning thread: an interrupt closes the files under it, which is such a failure.
 *
 * <p>With a key in its options the writer seals: behind every so many excerpts and at the end (unless that is right behind a seal) it appends an excerpt of its own
 * with JournalSealed, at the time of the excerpt before it. Sequences stay gapless, but an append may be followed by a seal.
 */
public final class JournalWriter implements ExcerptSink, AutoCloseable {

    private final Path journal;
    private final WriterOptions options;
    private final JournalLock lock;
    private final Disk disk;
    private final RecoveryReport recovery;
    private final Anchor anchor;
    private final Envelope envelope = new Envelope();
    private final HashChain chain = new HashChain();
    private final byte[] head = new byte[HashChain.LENGTH];
    private final byte[] firstChain = new byte[HashChain.LENGTH];
    private final OwnRecords ownRecords = new OwnRecords();
    private final int maxBodyLength;
    private byte[] frame = new byte[1 << 12];
    private ChronicleSegment segment;
    private final SpaceReserve reserve;
    private int segmentNumber;
    private long segmentFirstSequence;
    private String segmentPreviousChain;
    private long segmentFirstTimeNanos;
    private long lastTimeNanos;
    private long nextSequence;
    private long dataEnd;
    private int dataSegment;
    private long anchoredCount;
    /** Excerpts when the last seal was made, the seal included. */
    private long sealedCount;
    private boolean isUsed;
    private boolean isAnchorClosed;
    private Throwable failure;
    private boolean isClosed;

    private JournalWriter(Path journal, WriterOptions options, JournalLock lock, Disk disk) throws IOException {
        this.disk = disk;
        this.journal = journal;
        this.options = options;
        this.lock = lock;
        this.maxBodyLength = options.maxBodyLength();
        reserve = new SpaceReserve(disk, journal, options.reserveBytes(), options.freeBytesMin());
        CrashPoint.OPEN_LOCKED.reached();
        VerificationReport report = JournalVerifier.verify(journal, options.progress());
        CrashPoint.OPEN_VERIFIED.reached();
        recovery = JournalRecovery.run(journal, report, options.acceptsMissingAnchor());
        continueBehind(report);
        anchor = Anchor.open(journal, disk);
    }

    /** Appends the record of what was set aside, and syncs. */
    private void tell(Loss loss) {
        CrashPoint.RECOVERED_UNTOLD.reached();
        RecordBatch record = ownRecords.recovered(loss);
        append(record.buffer(), 0, record.length(), lastTimeNanos, Envelope.VERSION, MessageHeaderDecoder.SCHEMA_VERSION);
        CrashPoint.RECOVERED_APPENDED.reached();
        sync();
    }

    /** Name of the folder of the segment being written. */
    String segmentName() {
        return Folders.segment(journal, segmentNumber).getFileName().toString();
    }

    /** Opens or creates the journal in a directory with the default options. */
    public static JournalWriter open(Path journal) {
        return open(journal, WriterOptions.defaults());
    }

    /**
     * Opens or creates the journal in a directory: locks it, verifies all of it, finishes what a dead writer left (when it had to
     * set a torn tail aside, the first excerpt is JournalRecovered). A journal in use, damaged, or shorter than
     * its anchor says is a {@link JournalException} that says what helps.
     */
    public static JournalWriter open(Path journal, WriterOptions options) {
        return open(journal, options, Disk.REAL);
    }

    /** The same on another disk. */
    static JournalWriter open(Path journal, WriterOptions options, Disk disk) {
        JournalLock lock = null;
        try {
            Files.createDirectories(journal);
            lock = JournalLock.acquire(journal);
            return open(journal, options, lock, disk, null);
        } catch (IOException | RuntimeException e) {
            release(lock, e);
            throw e instanceof JournalException ? (JournalException) e
                : new JournalException("journal " + journal + " cannot be opened for writing: " + e, e);
        }
    }

    /**
     * The same under a lock that is held; the writer takes it over when this returns. Tells of the repair that was just made, or else, with
     * null, of what it recovered itself.
     */
    static JournalWriter open(Path journal, WriterOptions options, JournalLock lock, Disk disk, Loss repaired) throws IOException {
        JournalWriter writer = new JournalWriter(journal, options, lock, disk);
        try {
            Loss loss = repaired != null ? repaired : writer.recovery.loss().orElse(null);
            if (loss != null) {
                writer.tell(loss);
            }
            return writer;
        } catch (RuntimeException | Error e) {
            writer.letGo(e);
            throw e;
        }
    }

    private void letGo(Throwable cause) {
        isClosed = true;
        try {
            anchor.close();
            if (segment != null) {
                segment.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    static void release(JournalLock lock, Exception cause) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void continueBehind(VerificationReport report) throws IOException {
        nextSequence = report.excerptCount();
        anchoredCount = Math.max(0, report.anchorCount());
        isAnchorClosed = report.isClosed();
        chain.reset(HexFormat.of().parseHex(report.headChain()));
        if (nextSequence > 0) {
            System.arraycopy(HexFormat.of().parseHex(report.firstChain()), 0, firstChain, 0, HashChain.LENGTH);
        }
        sealedCount = report.seals().isEmpty() ? 0 : report.seals().get(report.seals().size() - 1).sealedSequence() + 2;
        segmentNumber = Folders.lastSegment(journal);
        for (SegmentSummary summary : report.segments()) {
            if (summary.excerptCount() > 0) {
                dataSegment = summary.number();
                dataEnd = summary.dataEnd();
                lastTimeNanos = summary.lastTimeNanos();
            }
        }
    }

    /**
     * Appends one excerpt and returns its sequence. {@code timeNanos} is the engine time of its input, nanoseconds since the
     * epoch, UTC. Readable at once, durable after {@link #sync()}. When the disk has no room for it that is a
     * {@link JournalFullException}, and the writer is as before.
     */
    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        long sequence = append(body, offset, length, timeNanos, Envelope.VERSION, MessageHeaderDecoder.SCHEMA_VERSION);
        if (options.sealKey() != null && nextSequence - sealedCount >= options.sealInterval() - 1) {
            seal(SealCause.INTERVAL);
        }
        return sequence;
    }

    /**
     * Seals all excerpts up to now with the key of the options, and syncs. Nothing happens when there is no excerpt yet.
     *
     * @throws IllegalStateException when the options name no key
     */
    public void seal(SealCause cause) {
        requireUsable();
        if (options.sealKey() == null) {
            throw new IllegalStateException("journal " + journal + " was opened without a key to seal it with");
        }
        if (nextSequence == 0) {
            return;
        }
        CrashPoint.SEAL_BEFORE.reached();
        chain.copyTo(head, 0);
        RecordBatch record = ownRecords.sealed(Seal.sign(options.sealKey(), cause, firstChain, nextSequence - 1, head));
        append(record.buffer(), 0, record.length(), lastTimeNanos, Envelope.VERSION, MessageHeaderDecoder.SCHEMA_VERSION);
        sealedCount = nextSequence;
        CrashPoint.SEAL_APPENDED.reached();
        sync();
    }

    /** Appends an excerpt of this or an earlier schema version, without a seal behind it. */
    long append(DirectBuffer body, int offset, int length, long timeNanos, int envelopeVersion, int schemaVersion) {
        requireUsable();
        if (length < 0 || length > maxBodyLength) {
            throw new IllegalArgumentException("an excerpt body of " + length + " bytes, at most " + maxBodyLength
                + " are possible with blocks of " + options.blockLength() + "; open the journal with larger blocks");
        }
        if (Envelope.LENGTH + length > frame.length) {
            frame = new byte[Math.max(Envelope.LENGTH + length, 2 * frame.length)];
        }
        try {
            if (segment == null) {
                beginSegment(timeNanos, Envelope.LENGTH + length);
            }
            segment.requireRoom(Envelope.LENGTH + length);
            int frameLength = envelope.write(frame, envelopeVersion, schemaVersion, nextSequence, timeNanos, chain, body, offset, length);
            CrashPoint.APPEND_BEFORE.reached();
            segment.append(frame, frameLength);
            CrashPoint.APPEND_AFTER.reached();
        } catch (JournalFullException e) {
            throw e; // before anything was written
        } catch (IOException | RuntimeException | Error e) {
            throw failed("append of sequence " + nextSequence + " (" + length + " bytes)", e);
        }
        if (nextSequence == 0) {
            chain.copyTo(firstChain, 0);
        }
        isUsed = true;
        lastTimeNanos = timeNanos;
        dataEnd = segment.dataEnd();
        return nextSequence++;
    }

    /** Puts all appended excerpts on disk and moves the anchor behind them. Cheap when there is nothing new. */
    @Override
    public void sync() {
        requireUsable();
        if (segment == null || anchoredCount == nextSequence) {
            return;
        }
        try {
            CrashPoint.SYNC_BEFORE.reached();
            segment.sync();
            CrashPoint.SYNC_DATA_FORCED.reached();
            writeAnchor(false);
        } catch (IOException | RuntimeException | Error e) {
            throw failed("sync", e);
        }
    }

    /** Sequence that the next excerpt gets. */
    public long nextSequence() {
        return nextSequence;
    }

    /** Copies the 32 bytes of the chain after the last excerpt to the start of {@code target}. */
    public void copyChain(byte[] target) {
        chain.copyTo(target, 0);
    }

    /**
     * Whether the disk has too little room to fill up the reserve: from here on only what must be journaled should come, so that
     * exits and broker facts still fit. Writer's thread.
     */
    public boolean isSpaceLow() {
        return reserve.isLow();
    }

    /**
     * How much room there is, and how much the writer wants: what it missed when it last filled up its reserve, else what is free now.
     * Any thread.
     */
    public SpaceLeft spaceLeft() {
        try {
            return reserve.spaceLeft();
        } catch (IOException e) {
            throw new JournalException("the free space of " + journal + " cannot be asked for: " + e, e);
        }
    }

    /** What opening found and did. */
    public RecoveryReport recovery() {
        return recovery;
    }

    private void beginSegment(long timeNanos, int frameLength) throws IOException {
        reserve.requireRoomToBegin(frameLength);
        if (isAnchorClosed) {
            // From here on the journal is not closed, and a crash must not make it look so.
            writeAnchor(false);
        }
        CrashPoint.SEGMENT_BEFORE.reached();
        segmentNumber++;
        segmentFirstSequence = nextSequence;
        segmentPreviousChain = chain.hex();
        segmentFirstTimeNanos = timeNanos;
        segment = new ChronicleSegment(Folders.segment(journal, segmentNumber), timeNanos, options.blockLength(), disk, reserve);
        dataSegment = segmentNumber;
    }

    private void writeAnchor(boolean asClosed) throws IOException {
        chain.copyTo(head, 0);
        anchor.write(asClosed, nextSequence, dataEnd, dataSegment, head);
        anchoredCount = nextSequence;
        isAnchorClosed = asClosed;
    }

    private void requireUsable() {
        if (isClosed) {
            throw new IllegalStateException("journal " + journal + " is closed");
        }
        if (failure != null) {
            throw new JournalException("journal " + journal + " has failed and takes nothing more: " + failure + "; restart to recover it",
                failure);
        }
    }

    private JournalException failed(String what, Throwable cause) {
        failure = cause;
        return new JournalException(what + " to journal " + journal + " failed: " + cause + "; nothing more is written, restart to recover it",
            cause);
    }

    /**
     * Seals what was appended when there is a key, syncs, finishes the segment with its manifest, marks the journal closed and gives the lock back. After a failure it only
     * lets go: the next opening recovers.
     */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        ChronicleSegment written = segment;
        JournalFullException unsealed = null;
        try (lock; anchor; written) {
            if (failure == null) {
                try {
                    if (isUsed && sealedCount < nextSequence && options.sealKey() != null) {
                        seal(SealCause.SESSION_END);
                    }
                } catch (JournalFullException e) {
                    unsealed = e; // told when all else is closed: the excerpts are whole
                }
                finish();
            }
        } catch (IOException | RuntimeException | Error e) {
            throw failed("close", e);
        } finally {
            isClosed = true;
        }
        if (unsealed != null) {
            throw unsealed;
        }
    }

    private void finish() throws IOException {
        if (segment != null) {
            CrashPoint.CLOSE_SEALED.reached();
            segment.finish();
            Path folder = Folders.segment(journal, segmentNumber);
            new Manifest(Manifest.State.CLOSED, segment.file().getFileName().toString(), FileDigest.of(segment.file(), read -> { }), dataEnd,
                segmentFirstSequence, nextSequence - segmentFirstSequence, segmentFirstTimeNanos, lastTimeNanos, segmentPreviousChain,
                chain.hex()).write(folder);
            CrashPoint.CLOSE_MANIFEST_DONE.reached();
        }
        if (segment != null || !isAnchorClosed || !recovery.notes().isEmpty()) {
            writeAnchor(true);
            CrashPoint.CLOSE_ANCHOR_FIRST_SLOT.reached();
            writeAnchor(true);
            CrashPoint.CLOSE_ANCHOR_DONE.reached();
        }
    }
}
