package io.tradebot.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
                throw new JournalException("journal " + journal + " is not continued: " + finding + ". Run 'tradebot journal verify "
                    + journal + "' for all findings, then restore the journal from a backup"
                    + (isAnchorAlone ? " or have the missing anchor accepted" : ""));
            }
        }
        JournalRecovery recovery = new JournalRecovery(journal, report);
        recovery.finishLast();
        boolean wasClosed = report.segments().isEmpty() || report.isClosed();
        return new RecoveryReport(report.excerptCount(), wasClosed, List.copyOf(recovery.steps), report.findings());
    }

    private void finishLast() throws IOException {
        if (report.segments().isEmpty()) {
            return;
        }
        SegmentSummary last = report.segments().get(report.segments().size() - 1);
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

    private void finish(Path folder, SegmentSummary last) throws IOException {
        try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            SegmentFinish.cut(channel, last.dataEnd());
            channel.force(true);
        }
        Files.deleteIfExists(folder.resolve(Folders.METADATA));
        manifest(Manifest.State.RECOVERED, last.file(), last).write(folder);
        steps.add("finished " + last.file() + ": its writer did not, all " + last.excerptCount() + " excerpts are whole");
    }

    private void setAside(Path folder, SegmentSummary last) throws IOException {
        String name = last.file().getFileName().toString();
        Path aside = name.endsWith(Folders.DAMAGED_SUFFIX) ? last.file()
            : folder.resolve(name.substring(0, name.length() - Folders.SUFFIX.length()) + Folders.DAMAGED_SUFFIX);
        Files.move(last.file(), aside);
        aside.toFile().setReadOnly();
        Files.deleteIfExists(folder.resolve(Folders.METADATA));
        Folders.force(folder);
        manifest(Manifest.State.DAMAGED, aside, last).write(folder);
        steps.add("set aside " + aside + ": it is whole up to sequence " + (last.nextSequence() - 1) + " at offset " + last.dataEnd()
            + ", what stands behind was never synced and cannot be read");
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
        Files.delete(folder);
    }
}
