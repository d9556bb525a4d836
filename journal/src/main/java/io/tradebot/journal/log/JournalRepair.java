package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.RecoveryCause;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a damaged journal usable again on an operator's word: what cannot be vouched for is set aside read-only with all its
 * bytes, and the journal goes on behind the verified part in a new segment that begins with JournalRecovered. Excerpts are
 * never changed and nothing is deleted. Runs under the lock of the writer; a crash in between is repaired by running it again.
 */
public final class JournalRepair {

    private final Path journal;
    private final VerificationReport report;
    private final List<String> steps = new ArrayList<>();
    private Path damagedPlace;
    private Path quarantine;

    private JournalRepair(Path journal, VerificationReport report) {
        this.journal = journal;
        this.report = report;
    }

    /**
     * Repairs a journal; a sound one is left alone.
     *
     * @param acceptsLoss go on although excerpts that were synced are gone, or although nobody can tell
     * @param options     for the segment that is begun; with a key it is sealed
     * @throws JournalException when it must not be repaired: in use, of a newer program, or with a loss that is not accepted
     */
    public static RepairReport run(Path journal, boolean acceptsLoss, WriterOptions options) {
        if (!Files.isDirectory(journal)) {
            throw new JournalException("there is no journal " + journal + ": not a directory");
        }
        JournalLock lock = null;
        try {
            lock = JournalLock.acquire(journal);
            VerificationReport report = JournalVerifier.verify(journal, options.progress());
            if (report.isSound()) {
                lock.close();
                return new RepairReport(report, Optional.empty(), List.of());
            }
            JournalRepair repair = new JournalRepair(journal, report);
            repair.requireAllowed(acceptsLoss);
            Loss loss = repair.setAside();
            try (JournalWriter writer = JournalWriter.open(journal, options, lock, Disk.REAL, loss)) {
                CrashPoint.REPAIR_TOLD.reached();
                repair.steps.add("went on with sequence " + (loss.verifiedSequence() + 1) + " in segment " + writer.segmentName()
                    + ", which begins with JournalRecovered");
            }
            return new RepairReport(report, Optional.of(loss), List.copyOf(repair.steps));
        } catch (IOException | RuntimeException e) {
            JournalWriter.release(lock, e);
            throw e instanceof JournalException known ? known : new JournalException("journal " + journal + " cannot be repaired: " + e, e);
        }
    }

    private void requireAllowed(boolean acceptsLoss) {
        Finding first = firstDamage();
        for (Finding finding : report.findings()) {
            if (finding.isNewer()) {
                throw new JournalException("journal " + journal + " is not damaged but newer than this program: " + finding);
            }
        }
        long lost = report.anchorCount() - report.excerptCount();
        if (acceptsLoss || report.anchorCount() >= 0 && lost <= 0) {
            return;
        }
        String what = report.anchorCount() < 0 ? "the anchor cannot be read, so nobody can tell whether excerpts behind " + report.headSequence() + " are lost"
            : "journal ends at " + report.headSequence() + ", anchor says " + (report.anchorCount() - 1) + ": " + lost
            + " excerpts that were synced would be given up";
        throw new JournalException("journal " + journal + " is not repaired: " + what + " (" + first + "). Restore it from a backup, or repeat "
            + "with --accept-loss");
    }

    private Finding firstDamage() {
        return report.findings().stream().filter(finding -> finding.severity() == Finding.Severity.DAMAGE).findFirst().orElseThrow();
    }

    private Loss setAside() throws IOException {
        Path anchor = journal.resolve(Anchor.FILE_NAME);
        Finding first = report.findings().stream().filter(finding -> finding.severity() == Finding.Severity.DAMAGE && !finding.file().equals(anchor))
            .findFirst().orElse(null);
        RecoveryCause cause = cause(first);
        long expected = 0;
        String chain = new HashChain().hex();
        boolean isBeyond = false;
        int last = Folders.lastSegment(journal);
        for (int number = 1; number <= last; number++) {
            Path folder = Folders.segment(journal, number);
            SegmentSummary summary = summary(number);
            isBeyond = isBeyond || summary == null || summary.firstSequence() != expected || !summary.previousChain().equals(chain)
                || summary.nextSequence() > report.excerptCount();
            boolean isDamaged = report.findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.DAMAGE
                && finding.file().startsWith(folder));
            isBeyond = isBeyond || isDamaged && summary.excerptCount() == 0;
            if (isBeyond) {
                moveFolder(folder);
                continue;
            }
            if (isDamaged) {
                setAside(folder, summary);
            }
            expected = summary.nextSequence();
            chain = summary.headChain();
        }
        Path spareAnchor = replaceAnchor(anchor);
        Path place = damagedPlace != null ? damagedPlace : first != null ? first.file() : anchor;
        Path kept = damagedPlace != null ? quarantine : first != null ? null : spareAnchor;
        return new Loss(cause, report.headSequence(), Math.max(-1, report.anchorCount() - 1), first == null ? 0 : first.from(), report.headChain(),
            journal.relativize(place).toString(), kept == null ? "" : journal.relativize(kept).toString());
    }

    private SegmentSummary summary(int number) {
        return report.segments().stream().filter(segment -> segment.number() == number && segment.file() != null).findFirst().orElse(null);
    }

    private RecoveryCause cause(Finding first) throws IOException {
        if (first == null) {
            return report.anchorCount() < 0 ? RecoveryCause.MISSING_SEGMENT
                : report.anchorCount() > report.excerptCount() ? RecoveryCause.SHORT_SEGMENT : RecoveryCause.FOREIGN_SEGMENT;
        }
        int number = Folders.number(journal.resolve(journal.relativize(first.file()).getName(0)));
        SegmentSummary summary = summary(number);
        if (summary == null) {
            return RecoveryCause.MISSING_SEGMENT;
        }
        Manifest manifest = readable(Folders.segment(journal, number));
        if (manifest != null && (manifest.firstSequence() != summary.firstSequence() || !manifest.previousChain().equals(summary.previousChain()))) {
            return RecoveryCause.FOREIGN_SEGMENT;
        }
        boolean isShort = manifest == null ? summary.fileLength() <= summary.dataEnd() : summary.fileLength() < manifest.digest().length();
        return isShort ? RecoveryCause.SHORT_SEGMENT : RecoveryCause.CORRUPT_EXCERPT;
    }

    private static Manifest readable(Path folder) throws IOException {
        try {
            return Manifest.read(folder);
        } catch (JournalDamagedException isNone) {
            return null; // its own finding says so
        }
    }

    /** Keeps the verified part of a segment in place; the file gets its other name, the manifest says what counts. */
    private void setAside(Path folder, SegmentSummary summary) throws IOException {
        Path manifest = folder.resolve(Manifest.FILE_NAME);
        // In this order: between any two steps the segment has its data under a name that the verifier looks for.
        if (Files.exists(manifest)) {
            Path kept = unused(manifest);
            Files.move(manifest, kept);
            Folders.force(folder);
            readOnly(kept);
            CrashPoint.REPAIR_MANIFEST_KEPT.reached();
        }
        Path aside = JournalRecovery.setAside(journal, folder, summary);
        CrashPoint.REPAIR_SEGMENT_ASIDE.reached();
        note(summary.file(), aside);
        steps.add("set aside " + aside + ": sequence " + summary.firstSequence() + " to " + (summary.nextSequence() - 1)
            + " in it are verified and go on to count, nothing behind offset " + summary.dataEnd());
    }

    /** Nothing in this segment can be vouched for. */
    private void moveFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : files(folder)) {
            readOnly(file);
        }
        CrashPoint.REPAIR_FOLDER_READ_ONLY.reached();
        Path aside = unused(folder);
        Files.move(folder, aside);
        Folders.force(journal);
        CrashPoint.REPAIR_FOLDER_MOVED.reached();
        note(folder, aside);
        steps.add("set aside " + aside + ": it does not follow the verified part of the journal");
    }

    private void note(Path place, Path kept) {
        if (damagedPlace == null) {
            damagedPlace = place;
            quarantine = kept;
        }
    }

    /** The anchor says what is verified, no more; what it said before is kept. Returns where, or null. */
    private Path replaceAnchor(Path anchor) throws IOException {
        Path kept = null;
        if (Files.exists(anchor)) {
            kept = unused(anchor);
            Files.copy(anchor, kept);
            readOnly(kept);
            CrashPoint.REPAIR_ANCHOR_KEPT.reached();
        }
        SegmentSummary last = null;
        for (SegmentSummary segment : report.segments()) {
            if (segment.excerptCount() > 0 && segment.nextSequence() == report.excerptCount()) {
                last = segment;
                break;
            }
        }
        Anchor.replace(journal, report.excerptCount(), last == null ? 0 : last.dataEnd(), last == null ? 0 : last.number(),
            HexFormat.of().parseHex(report.headChain()));
        Folders.force(journal);
        CrashPoint.REPAIR_ANCHOR_REPLACED.reached();
        steps.add("the anchor says " + report.headSequence() + " now" + (kept == null ? "" : ", what it said before is in " + kept));
        return kept;
    }

    private static void readOnly(Path file) throws IOException {
        if (!file.toFile().setReadOnly()) {
            throw new IOException(file + " cannot be made read-only");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    /** The place's name with the suffix of what was set aside, and a number when there is one already. */
    private static Path unused(Path place) {
        Path aside = place.resolveSibling(place.getFileName() + Folders.ASIDE_SUFFIX);
        for (int i = 2; Files.exists(aside); i++) {
            aside = place.resolveSibling(place.getFileName() + Folders.ASIDE_SUFFIX + "-" + i);
        }
        return aside;
    }
}
