package io.tradebot.journal.log;

import io.tradebot.journal.event.RecoveryCause;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a verified journal into the state in which a writer may go on: the segment that a dead writer left open is finished,
 * or set aside when its tail cannot be read. Excerpts are never changed. Runs in the writer's thread, under the lock; a crash
 * in between is repaired by running it again.
 */
final class JournalRecovery {

    private final Path journal;
    private final VerificationReport report;
    private final List<String> steps = new ArrayList<>();
    private Loss loss;

    private JournalRecovery(Path journal, VerificationReport report) {
        this.journal = journal;
        this.report = report;
    }

    /** Refuses a damaged journal by naming the first damage. */
    static RecoveryReport run(Path journal, VerificationReport report, boolean acceptsMissingAnchor) throws IOException {
        Path anchor = journal.resolve(Anchor.FILE_NAME);
        for (Finding finding : report.findings()) {
            boolean isAnchorAlone = finding.file().equals(anchor) && report.anchorCount() < 0;
            if (finding.severity() == Finding.Severity.DAMAGE && !(isAnchorAlone && acceptsMissingAnchor)) {
                throw new JournalException("journal " + journal + " is not continued: " + ends(report) + finding + ". Run 'tradebot journal verify "
                    + journal + "' for all findings, then restore the journal from a backup" + remedy(journal, finding, isAnchorAlone));
            }
        }
        JournalRecovery recovery = new JournalRecovery(journal, report);
        recovery.finishLast();
        boolean wasClosed = report.segments().isEmpty() || report.isClosed();
        return new RecoveryReport(report.excerptCount(), wasClosed, List.copyOf(recovery.steps), report.findings(),
            Optional.ofNullable(recovery.loss));
    }

    /** Where journal and anchor end, when they differ. */
    private static String ends(VerificationReport report) {
        return report.anchorCount() < 0 || report.anchorCount() == report.excerptCount() ? ""
            : "journal ends at " + report.headSequence() + ", anchor says " + (report.anchorCount() - 1) + ": ";
    }

    private static String remedy(Path journal, Finding finding, boolean isAnchorAlone) {
        return finding.isNewer() ? "" : (isAnchorAlone ? ", have the missing anchor accepted," : "") + " or run 'tradebot journal repair " + journal
            + "' to set the damage aside and go on behind the verified part";
    }

    private void finishLast() throws IOException {
        if (report.segments().isEmpty()) {
            return;
        }
        SegmentSummary last = report.segments().get(report.segments().size() - 1);
        if (last.state().equals("damaged")) {
            tellAgain(last);
        }
        if (!last.state().equals("open")) {
            return;
        }
        Path folder = Folders.segment(journal, last.number());
        if (last.file() == null) {
            delete(folder);
            steps.add("removed the empty folder " + folder);
        } else if (last.hasCleanTail()) {
            finish(folder, last);
        } else {
            setAside(folder, last);
        }
    }

    /** Whoever set the last segment aside died before the record of it was there: nothing follows the segment. */
    private void tellAgain(SegmentSummary last) {
        steps.add("found " + last.file() + " set aside by a writer that died before it could tell");
        String aside = journal.relativize(last.file()).toString();
        loss = new Loss(RecoveryCause.TORN_TAIL, report.headSequence(), Math.max(-1, report.anchorCount() - 1), last.dataEnd(), report.headChain(),
            aside.substring(0, aside.length() - Folders.DAMAGED_SUFFIX.length()) + Folders.SUFFIX, aside);
    }

    private void finish(Path folder, SegmentSummary last) throws IOException {
        CrashPoint.RECOVERY_FINISH_BEFORE.reached();
        try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            SegmentFinish.cut(channel, last.dataEnd());
            channel.force(true);
        }
        CrashPoint.RECOVERY_TAIL_CUT.reached();
        Files.deleteIfExists(folder.resolve(Folders.METADATA));
        CrashPoint.RECOVERY_METADATA_DELETED.reached();
        manifest(Manifest.State.RECOVERED, last.file(), last).write(folder);
        steps.add("finished " + last.file() + ": its writer did not, all " + last.excerptCount() + " excerpts are whole");
    }

    private void setAside(Path folder, SegmentSummary last) throws IOException {
        Path aside = setAside(journal, folder, last);
        steps.add("set aside " + aside + ": it is whole up to sequence " + (last.nextSequence() - 1) + " at offset " + last.dataEnd()
            + ", what stands behind was never synced and cannot be read");
        loss = new Loss(RecoveryCause.TORN_TAIL, report.headSequence(), Math.max(-1, report.anchorCount() - 1), last.dataEnd(), report.headChain(),
            journal.relativize(last.file()).toString(), journal.relativize(aside).toString());
    }

    /** Renames a segment's file, makes it read-only, and writes the manifest over its verified part. Returns the file's name now. */
    static Path setAside(Path journal, Path folder, SegmentSummary last) throws IOException {
        String name = last.file().getFileName().toString();
        Path aside = name.endsWith(Folders.DAMAGED_SUFFIX) ? last.file()
            : folder.resolve(name.substring(0, name.length() - Folders.SUFFIX.length()) + Folders.DAMAGED_SUFFIX);
        CrashPoint.RECOVERY_ASIDE_BEFORE.reached();
        if (!aside.equals(last.file())) {
            Files.move(last.file(), aside);
            CrashPoint.RECOVERY_ASIDE_RENAMED.reached();
        }
        aside.toFile().setReadOnly();
        Files.deleteIfExists(folder.resolve(Folders.METADATA));
        Folders.force(folder);
        CrashPoint.RECOVERY_ASIDE_READ_ONLY.reached();
        manifest(Manifest.State.DAMAGED, aside, last).write(folder);
        return aside;
    }

    private static Manifest manifest(Manifest.State state, Path file, SegmentSummary last) throws IOException {
        return new Manifest(state, file.getFileName().toString(), FileDigest.of(file, read -> { }), last.dataEnd(), last.firstSequence(),
            last.excerptCount(), last.firstTimeNanos(), last.lastTimeNanos(), last.previousChain(), last.headChain());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toArray(Path[]::new)) {
                Files.delete(entry);
            }
        }
        CrashPoint.RECOVERY_FOLDER_EMPTIED.reached();
        Files.delete(folder);
    }
}
