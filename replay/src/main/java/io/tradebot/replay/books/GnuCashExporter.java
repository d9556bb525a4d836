package io.tradebot.replay.books;

import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.ExportRange;
import io.tradebot.projections.export.GnuCashFile;
import io.tradebot.projections.runner.ProjectionRunner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps books and their GnuCash file up with a journal: after each catch-up in which a trade was closed, the file is written anew,
 * and the one before is kept as a backup first. Not thread safe; owns its ProjectionRunner.
 *
 * <p>A backup is named by the journal time and sequence of the write that it precedes, and it is complete and synced before that
 * write begins. Both are written under a temporary name and renamed, so a kill leaves the old or the new file, never a part. A
 * file that is behind the books, as a kill leaves it, is written at the next catch-up. The newest {@link #MAX_BACKUPS} stay.
 */
public final class GnuCashExporter implements AutoCloseable {

    /** Most backups that are kept beside a file. */
    public static final int MAX_BACKUPS = 100;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** As the file names its origin. */
    private static final Pattern TABLES_AT = Pattern.compile("tables_sequence</slot:key>\\s*<slot:value[^>]*>(-?[0-9]+)<");
    private static final int LINES_WITH_ORIGIN = 100;

    private final ProjectionRunner runner;
    private final Path ledger;
    private final Path target;
    private final boolean isOn;
    private long exportedSequence;

    private GnuCashExporter(ProjectionRunner runner, Path ledger, Path target, boolean isOn) {
        this.runner = runner;
        this.ledger = ledger;
        this.target = target;
        this.isOn = isOn;
        exportedSequence = sequenceOf(target);
    }

    /** Opens or creates the books; {@code isOn} false only keeps them up. */
    public static GnuCashExporter open(Path ledger, Path target, boolean isOn) {
        return new GnuCashExporter(ProjectionRunner.open(ledger), ledger, target, isOn);
    }

    /**
     * True when a run exports by itself: GNC_EXPORT_MODE=auto, and live or paper. A backtest has no company books to be filed
     * (requirement S318).
     */
    public static boolean isAutomatic(String exportMode, String runMode) {
        return exportMode.equals("auto") && (runMode.equals("live") || runMode.equals("paper"));
    }

    /**
     * Applies what the journal has, and exports when a trade was closed since the file was written.
     *
     * @param journal the same source each time, or one at its beginning
     * @return true when the file was written
     */
    public boolean catchUp(ExcerptSource journal) {
        runner.catchUp(journal);
        if (!isOn) {
            return false;
        }
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            if (database.count("SELECT coalesce(max(journal_sequence), -1) FROM trade") <= exportedSequence) {
                return false;
            }
            Checkpoint checkpoint = Checkpoint.read(database);
            backUp(checkpoint);
            GnuCashFile.write(new Books(database, ExportRange.ALL), target);
            exportedSequence = checkpoint.sequence();
        }
        removeOldBackups();
        return true;
    }

    /** Folder of the backups. */
    public Path backupFolder() {
        return target.resolveSibling("backup");
    }

    private void backUp(Checkpoint checkpoint) {
        if (!Files.exists(target)) {
            return;
        }
        String time = STAMP.format(Instant.ofEpochSecond(0, checkpoint.timeNanos()));
        String sequence = String.format(Locale.ROOT, "%012d", checkpoint.sequence());
        AtomicFile.write(backupFolder().resolve(target.getFileName() + "." + time + "." + sequence), out -> Files.copy(target, out));
    }

    private void removeOldBackups() {
        try {
            List<Path> backups = backups();
            for (Path old : backups.subList(0, Math.max(0, backups.size() - MAX_BACKUPS))) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old backups in " + backupFolder() + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Oldest first: their names end with the time and the sequence. */
    private List<Path> backups() throws IOException {
        if (!Files.isDirectory(backupFolder())) {
            return List.of();
        }
        Pattern name = Pattern.compile(Pattern.quote(target.getFileName() + ".") + "[0-9]{8}T[0-9]{6}Z\\.[0-9]{12}");
        try (Stream<Path> files = Files.list(backupFolder())) {
            return files.filter(file -> name.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
    }

    /** Sequence that the tables of a file were at; -1 without a file, and for one that does not say it: that one is written anew. */
    private static long sequenceOf(Path file) {
        if (!Files.exists(file)) {
            return -1;
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Matcher origin = TABLES_AT.matcher(reader.lines().limit(LINES_WITH_ORIGIN).collect(Collectors.joining("\n")));
            return origin.find() ? Long.parseLong(origin.group(1)) : -1;
        } catch (IOException e) {
            throw new UncheckedIOException("the export " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
