package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads all files of a journal and accounts for every byte: manifests against files, files against envelope, chain, seals and
 * Chronicle's layout, anchor against all of them. Plain reads only, nothing is changed, no lock is needed (beside a live
 * writer the result is that of a journal not closed yet). Used by one thread; the SHA-256 of a long file is made by a thread of its
 * own meanwhile, which only reads and ends by itself.
 */
public final class JournalVerifier {

    /** Told how far a verification is. */
    public interface Progress {
        /** Both in bytes; every byte of a finished segment is read twice. Never called by two threads at once. */
        void at(long bytesDone, long bytesTotal);
    }

    /** Files from this length on are digested beside the walk; for shorter ones a thread is not worth it. */
    private static final long LENGTH_BESIDE = 4 << 20;

    private final Path journal;
    private final Progress progress;
    private final List<Finding> findings = new ArrayList<>();
    private final List<SegmentSummary> segments = new ArrayList<>();
    /** Of the unfinished last segment: what they mean depends on the anchor. */
    private final List<SegmentCheck.Problem> openProblems = new ArrayList<>();
    private final HashChain chain = new HashChain();
    private final SealCheck seals = new SealCheck();
    private Anchor.Contents anchor;
    private Anchor.Mark mark;
    private boolean isMarkReached;
    private boolean isPrefixWhole = true;
    private long nextSequence;
    private long prefixCount;
    private String prefixChain = chain.hex();
    private long bytesDone;
    private long bytesTotal;

    private JournalVerifier(Path journal, Progress progress) {
        this.journal = journal;
        this.progress = progress;
    }

    /** Verifies the journal in a directory; damage is in the report, never an exception. */
    public static VerificationReport verify(Path journal) {
        return verify(journal, (done, total) -> { });
    }

    /** The same, telling how far it is. */
    public static VerificationReport verify(Path journal, Progress progress) {
        if (!Files.isDirectory(journal)) {
            throw new JournalException("there is no journal " + journal + ": not a directory");
        }
        try {
            return new JournalVerifier(journal, progress).run();
        } catch (IOException e) {
            throw new JournalException("journal " + journal + " cannot be read: " + e.getMessage(), e);
        }
    }

    private VerificationReport run() throws IOException {
        anchor = Anchor.read(journal);
        mark = anchor.latest();
        isMarkReached = mark != null && mark.excerptCount() == 0 && HashChain.hex(mark.chain()).equals(chain.hex());
        int last = checkListing();
        for (int number = 1; number <= last; number++) {
            segment(number, number == last);
        }
        checkAnchor(last);
        boolean isClosed = mark != null && mark.isClosed();
        return new VerificationReport(journal, List.copyOf(findings), List.copyOf(segments), prefixCount, prefixChain,
            mark == null ? -1 : mark.excerptCount(), isClosed, segments.stream().mapToLong(SegmentSummary::fileLength).sum(),
            seals.journal(), seals.seals());
    }

    /** Names what does not belong; returns the number of the last segment. */
    private int checkListing() throws IOException {
        List<Path> entries = list(journal);
        int last = 0;
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            int number = Files.isDirectory(entry) ? Folders.number(entry) : 0;
            last = Math.max(last, number);
            if (number > 0) {
                Path file = Folders.file(entry);
                bytesTotal += file == null ? 0 : Files.size(file) * (Files.exists(entry.resolve(Manifest.FILE_NAME)) ? 2 : 1);
            } else if (!name.equals(Anchor.FILE_NAME) && !name.equals(JournalLock.FILE_NAME)) {
                note(entry, Folders.isSetAside(entry) ? "set aside by a repair; nothing reads it"
                    : name.equals(Anchor.NEW_FILE_NAME) ? "left by a process that died before it had an anchor" : "does not belong to the journal");
            }
        }
        return last;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().collect(Collectors.toList());
        }
    }

    private void segment(int number, boolean isLast) throws IOException {
        Path folder = Folders.segment(journal, number);
        if (!Files.isDirectory(folder)) {
            damage(folder, 0, 1, nextSequence, "the segment is missing, later ones are there");
            isPrefixWhole = false;
            return;
        }
        Manifest manifest = manifest(folder, isLast);
        boolean isFinished = manifest != null || !isLast || Files.exists(folder.resolve(Manifest.FILE_NAME));
        Path file = file(folder, manifest, isFinished);
        if (manifest != null) {
            checkStart(folder, manifest);
        }
        if (!isPrefixWhole) {
            seals.lose();
        }
        String previousChain = chain.hex();
        if (file == null) {
            if (isFinished) {
                isPrefixWhole = false;
            } else {
                segments.add(new SegmentSummary(number, null, 0, "open", nextSequence, 0, 0, 0, 0, previousChain, previousChain, true));
            }
        } else {
            FutureTask<FileDigest> digest = manifest == null ? null : digest(file);
            SegmentSummary summary = walk(number, file, manifest, isFinished, previousChain);
            segments.add(summary);
            if (manifest != null) {
                compare(file, manifest, summary, await(digest));
            }
            nextSequence = summary.nextSequence();
        }
        if (isPrefixWhole) {
            prefixCount = nextSequence;
            prefixChain = chain.hex();
        }
        isPrefixWhole &= manifest == null || nextSequence == manifest.nextSequence();
        if (manifest != null) {
            nextSequence = manifest.nextSequence();
            chain.reset(manifest.headChainBytes());
        }
    }

    private Manifest manifest(Path folder, boolean isLast) throws IOException {
        Path file = folder.resolve(Manifest.FILE_NAME);
        try {
            Manifest manifest = Manifest.read(folder);
            // A closed anchor speaks of the segments up to its own; a later one was begun since.
            boolean isExpected = !isLast || mark != null && mark.isClosed() && mark.segment() >= Folders.number(folder);
            if (manifest == null && isExpected) {
                damage(file, 0, 1, -1, isLast ? "the manifest is missing although the anchor says that the journal was closed"
                    : "the manifest is missing although a later segment exists");
            }
            return manifest;
        } catch (JournalDamagedException e) {
            damage(file, 0, Files.size(file), -1, e.what());
            return null;
        }
    }

    private Path file(Path folder, Manifest manifest, boolean isFinished) throws IOException {
        Path expected = manifest == null ? Folders.file(folder) : folder.resolve(manifest.fileName());
        for (Path entry : list(folder)) {
            boolean isScaffolding = entry.getFileName().toString().equals(Folders.METADATA) && !isFinished;
            if (!entry.equals(expected) && !entry.equals(folder.resolve(Manifest.FILE_NAME)) && !isScaffolding) {
                note(entry, Folders.isSetAside(entry) ? "set aside by a repair; nothing reads it" : "does not belong to the segment");
            }
        }
        if (expected == null || !Files.isRegularFile(expected)) {
            if (isFinished) {
                damage(expected == null ? folder : expected, 0, 1, nextSequence, "the segment's file is missing");
            }
            return null;
        }
        return expected;
    }

    private void checkStart(Path folder, Manifest manifest) {
        Path file = folder.resolve(Manifest.FILE_NAME);
        if (manifest.firstSequence() != nextSequence) {
            damage(file, 0, 1, nextSequence, "the segment begins with sequence " + manifest.firstSequence() + ", expected " + nextSequence);
            isPrefixWhole = false;
        } else if (!manifest.previousChain().equals(chain.hex())) {
            damage(file, 0, 1, nextSequence, "the segment does not follow the one before it: its previous chain is another");
            isPrefixWhole = false;
        }
    }

    private SegmentSummary walk(int number, Path file, Manifest manifest, boolean isFinished, String previousChain) throws IOException {
        try (SegmentScanner scanner = new SegmentScanner(file)) {
            SegmentCheck check = new SegmentCheck(scanner, nextSequence, chain, seals);
            boolean isSetAside = manifest != null && manifest.state() == Manifest.State.DAMAGED;
            check.walk(isSetAside ? manifest.dataEnd() : Long.MAX_VALUE, (next, dataEnd, head) -> watch(number, next, dataEnd, head), this::progress);
            for (SegmentCheck.Problem problem : check.problems()) {
                if (isFinished || !problem.isTail()) {
                    damage(file, problem.from(), problem.to(), problem.sequence(), problem.what());
                } else {
                    openProblems.add(problem);
                }
            }
            return check.summary(number, manifest == null ? "open" : manifest.state().name().toLowerCase(Locale.ROOT), previousChain);
        }
    }

    private void watch(int number, long next, long dataEnd, HashChain head) {
        if (mark != null && next == mark.excerptCount()) {
            isMarkReached = number == mark.segment() && dataEnd == mark.position() && head.hex().equals(HashChain.hex(mark.chain()));
        }
    }

    /** From the walk and from the digest beside it. */
    private synchronized void progress(long bytes) {
        bytesDone += bytes;
        progress.at(bytesDone, bytesTotal);
    }

    /** The digest of a finished file; of a long one it is made beside the walk, as both cost a SHA-256 over all of it. */
    private FutureTask<FileDigest> digest(Path file) throws IOException {
        FutureTask<FileDigest> digest = new FutureTask<>(() -> FileDigest.of(file, this::progress));
        if (Files.size(file) >= LENGTH_BESIDE) {
            Thread thread = new Thread(digest, "journal-digest");
            thread.setDaemon(true);
            thread.start();
        }
        return digest;
    }

    private static FileDigest await(FutureTask<FileDigest> digest) throws IOException {
        digest.run(); // does nothing when another thread does it
        try {
            return digest.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("the digest of a segment failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a segment was read");
        }
    }

    /** The manifest's word against what the file holds. */
    private void compare(Path file, Manifest manifest, SegmentSummary summary, FileDigest found) throws IOException {
        FileDigest expected = manifest.digest();
        if (found.length() != expected.length()) {
            damage(file, Math.min(found.length(), expected.length()), Math.max(found.length(), expected.length()), -1,
                "the file has " + found.length() + " bytes, the manifest says " + expected.length());
        }
        int common = Math.min(found.blockCrcs().length, expected.blockCrcs().length);
        for (int i = 0; i < common; i++) {
            if (found.blockCrcs()[i] != expected.blockCrcs()[i]) {
                long from = (long) i * FileDigest.BLOCK_LENGTH;
                damage(file, from, Math.min(from + FileDigest.BLOCK_LENGTH, expected.length()), -1, "these bytes are not what was written (CRC32C)");
            }
        }
        if (!found.sha256().equals(expected.sha256())) {
            damage(file, 0, expected.length(), -1, "the file is not what was written (SHA-256)");
        }
        if (manifest.excerptCount() != summary.excerptCount() || manifest.dataEnd() != summary.dataEnd()) {
            damage(file, summary.dataEnd(), Math.max(manifest.dataEnd(), summary.dataEnd() + 1), summary.nextSequence(),
                "the segment ends behind " + summary.excerptCount() + " excerpts at offset " + summary.dataEnd() + ", the manifest says "
                    + manifest.excerptCount() + " at offset " + manifest.dataEnd());
        } else if (!manifest.headChain().equals(summary.headChain()) || manifest.firstTimeNanos() != summary.firstTimeNanos()
            || manifest.lastTimeNanos() != summary.lastTimeNanos()) {
            damage(file.resolveSibling(Manifest.FILE_NAME), 0, 1, -1, "chain head or times differ from those of the segment");
        }
    }

    private void checkAnchor(int lastSegment) {
        Path file = journal.resolve(Anchor.FILE_NAME);
        boolean isNew = lastSegment == 0;
        if (anchor.isMissing()) {
            finding(isNew ? Finding.Severity.NOTE : Finding.Severity.DAMAGE, file, 0, Anchor.FILE_LENGTH, -1,
                "the anchor is missing, so nobody can tell whether the journal ends at " + (prefixCount - 1));
        } else if (mark == null) {
            damage(file, 0, Anchor.FILE_LENGTH, -1, "neither slot of the anchor can be read, so nobody can tell whether the journal ends at "
                + (prefixCount - 1));
        } else {
            checkSlots(file);
            checkMark(file, lastSegment);
        }
        boolean isTailSynced = mark != null && mark.excerptCount() > prefixCount;
        for (SegmentCheck.Problem problem : openProblems) {
            finding(isTailSynced ? Finding.Severity.DAMAGE : Finding.Severity.NOTE, segments.get(segments.size() - 1).file(),
                problem.from(), problem.to(), problem.sequence(), problem.what());
        }
    }

    private void checkSlots(Path file) {
        Finding.Severity severity = mark.isClosed() ? Finding.Severity.DAMAGE : Finding.Severity.NOTE;
        if (anchor.first() == null) {
            finding(severity, file, 0, Anchor.SLOT_LENGTH, -1, "this slot of the anchor cannot be read; the other one can");
        } else if (anchor.second() == null) {
            finding(severity, file, Anchor.SLOT_LENGTH, Anchor.FILE_LENGTH, -1, "this slot of the anchor cannot be read; the other one can");
        } else if (mark.isClosed() && !anchor.first().agreesWith(anchor.second())) {
            note(file, "the two slots of the anchor differ: the last close did not come to its end");
        }
        if (anchor.length() != Anchor.FILE_LENGTH) {
            finding(severity, file, Math.min(anchor.length(), Anchor.FILE_LENGTH), Math.max(anchor.length(), Anchor.FILE_LENGTH), -1,
                "the anchor has " + anchor.length() + " bytes, expected " + Anchor.FILE_LENGTH);
        }
    }

    private void checkMark(Path file, int lastSegment) {
        if (mark.excerptCount() > prefixCount) {
            damage(file, 0, Anchor.FILE_LENGTH, prefixCount, "journal ends at " + (prefixCount - 1) + ", anchor says " + (mark.excerptCount() - 1));
        } else if (!isMarkReached) {
            damage(file, 0, Anchor.FILE_LENGTH, mark.excerptCount() - 1, "the anchor belongs to another journal: chain, segment or position of sequence "
                + (mark.excerptCount() - 1) + " differ");
        } else if (mark.isClosed() && (mark.excerptCount() != prefixCount || mark.segment() < lastSegment && prefixCount > 0)) {
            note(file, "the anchor is older than the journal: it says " + (mark.excerptCount() - 1) + ", journal ends at " + (prefixCount - 1));
        } else if (!mark.isClosed() && lastSegment > 0) {
            note(file, "the journal was not closed, or its writer is at work");
        }
    }

    private void damage(Path file, long from, long to, long sequence, String what) {
        finding(Finding.Severity.DAMAGE, file, from, to, sequence, what);
    }

    private void note(Path file, String what) {
        finding(Finding.Severity.NOTE, file, 0, 1, -1, what);
    }

    private void finding(Finding.Severity severity, Path file, long from, long to, long sequence, String what) {
        findings.add(new Finding(severity, file, from, to, sequence, what));
    }
}
