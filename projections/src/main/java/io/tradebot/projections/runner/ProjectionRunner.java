package io.tradebot.projections.runner;

import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.audit.AuditProjection;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.Projection;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.ledger.LedgerProjection;
import io.tradebot.projections.trade.TradeProjection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Applies journal excerpts to the tables of one ledger file. Not thread safe; owned by the thread that opened it.
 *
 * <p>The checkpoint moves in the same transaction as the rows, so a crash leaves the state of some whole excerpt. After an
 * exception the runner is used up: what it had not committed is gone, open a new one.
 */
public final class ProjectionRunner implements AutoCloseable {

    /** Excerpts per transaction unless said otherwise; the rest is committed when the source has no more. */
    public static final int EXCERPTS_PER_COMMIT = 10_000;

    private static final int CHAIN_LENGTH = 32;

    private final LedgerDatabase database;
    private final List<Projection> projections;
    private final int excerptsPerCommit;
    private final RecordCursor cursor = new RecordCursor();
    private final byte[] chain = new byte[CHAIN_LENGTH];
    private Checkpoint committed;
    /** The source that was compared with the checkpoint; another one has to be compared first. */
    private ExcerptSource attached;
    private long sequence;
    private boolean isFailed;

    /** As {@link #open(Path)} over a database that the runner then owns; commits after so many excerpts. */
    public ProjectionRunner(LedgerDatabase database, int excerptsPerCommit) {
        this(database, excerptsPerCommit, List.of());
    }

    /** With further projections behind the built-in ones; they see each record last. */
    ProjectionRunner(LedgerDatabase database, int excerptsPerCommit, List<Projection> further) {
        if (excerptsPerCommit < 1) {
            throw new IllegalArgumentException("excerptsPerCommit=" + excerptsPerCommit + " is below 1");
        }
        this.database = database;
        this.excerptsPerCommit = excerptsPerCommit;
        Names names = new Names(database);
        List<Projection> all = new ArrayList<>();
        all.add(names);
        all.add(new TradeProjection(database, names));
        all.add(new LedgerProjection(database, names));
        all.add(new AuditProjection(database, names));
        all.addAll(further);
        projections = List.copyOf(all);
        committed = Checkpoint.read(database);
        database.rollback();
    }

    /** Opens or creates the ledger file and continues behind its checkpoint. */
    public static ProjectionRunner open(Path file) {
        return new ProjectionRunner(LedgerDatabase.open(file), EXCERPTS_PER_COMMIT);
    }

    /** The last committed state. */
    public Checkpoint checkpoint() {
        return committed;
    }

    /**
     * Applies everything behind the checkpoint until the source has no more, and commits. May be called again with the
     * same source when it has grown. A source met for the first time must start at or before the checkpoint's excerpt.
     *
     * @return excerpts applied by this call
     * @throws ProjectionException when the journal ends before the checkpoint, differs at it, has a gap, or holds a record
     *     that cannot be applied; the message names the sequences
     */
    public long catchUp(ExcerptSource source) {
        if (isFailed) {
            throw new ProjectionException("this runner has failed before at sequence " + sequence + "; open a new one");
        }
        isFailed = true;
        try {
            if (source != attached) {
                attach(source);
            }
            long applied = 0;
            while (source.next()) {
                requireNext(source.sequence());
                apply(source);
                applied++;
                if (applied % excerptsPerCommit == 0) {
                    commit(source);
                }
            }
            if (applied % excerptsPerCommit != 0) {
                commit(source);
            }
            isFailed = false;
            return applied;
        } finally {
            if (isFailed) {
                database.rollback();
            }
        }
    }

    /** Moves the source to the checkpoint's excerpt and compares the chains. */
    private void attach(ExcerptSource source) {
        sequence = committed.sequence();
        long last = -1;
        while (last < committed.sequence()) {
            if (!source.next()) {
                throw new ProjectionException("the journal ends at sequence " + last + ", the ledger " + database.file()
                    + " is at sequence " + committed.sequence() + ". If this is the right journal: tradebot rebuild");
            }
            last = source.sequence();
        }
        if (last != committed.sequence()) {
            throw new ProjectionException("the journal source starts at sequence " + last + ", behind the ledger's sequence "
                + committed.sequence() + ". It has to start at or before it, so that the two can be compared.");
        }
        if (committed.sequence() >= 0 && !chainOf(source).equals(committed.chain())) {
            throw new ProjectionException("the journal at sequence " + last + " has chain " + chainOf(source) + ", the ledger "
                + database.file() + " was built to sequence " + committed.sequence() + " from chain " + committed.chain()
                + ". It belongs to another journal. If this is the right journal: tradebot rebuild");
        }
        attached = source;
    }

    private void requireNext(long found) {
        if (found != sequence + 1) {
            throw new ProjectionException("the journal jumps from sequence " + sequence + " to " + found);
        }
        sequence = found;
    }

    private void apply(ExcerptSource source) {
        ExcerptHead excerpt = new ExcerptHead(sequence, source.timeNanos());
        int index = -1;
        int templateId = 0;
        try {
            cursor.wrap(source.buffer(), source.bodyOffset(), source.bodyLength());
            while (cursor.next()) {
                index = cursor.index();
                templateId = cursor.templateId();
                KnownRecords.require(templateId);
                for (Projection projection : projections) {
                    projection.onRecord(excerpt, cursor);
                }
            }
            for (Projection projection : projections) {
                projection.onExcerptEnd(excerpt);
            }
        } catch (RuntimeException e) {
            throw new ProjectionException("sequence " + sequence + ", record " + index + " (id " + templateId + "): "
                + e.getMessage(), e);
        }
    }

    private void commit(ExcerptSource source) {
        Checkpoint next = new Checkpoint(sequence, chainOf(source), source.timeNanos());
        committed.moveTo(next, database);
        database.commit();
        committed = next;
    }

    private String chainOf(ExcerptSource source) {
        source.copyChain(chain);
        return HexFormat.of().formatHex(chain);
    }

    /** Closes the file; everything committed stays. */
    @Override
    public void close() {
        database.close();
    }

    /**
     * Builds the ledger anew from the first record and replaces the file in one step. A crash on the way leaves the old
     * file; its content does not matter, it may be damaged or absent.
     *
     * @param source at its beginning
     * @return the checkpoint of the new file
     */
    public static Checkpoint rebuild(Path file, ExcerptSource source) {
        Path fresh = file.resolveSibling(file.getFileName() + ".rebuild");
        try {
            LedgerDatabase.delete(fresh); // left by a crash
            try {
                Checkpoint checkpoint = build(fresh, source);
                LedgerDatabase.retireLog(file);
                AtomicFile.replace(fresh, file);
                return checkpoint;
            } finally {
                LedgerDatabase.delete(fresh); // left by a failure; after success there is none
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rebuild " + file + ": " + e.getMessage(), e);
        }
    }

    private static Checkpoint build(Path fresh, ExcerptSource source) throws IOException {
        Checkpoint checkpoint;
        try (ProjectionRunner runner = open(fresh)) {
            runner.catchUp(source);
            checkpoint = runner.checkpoint();
        }
        if (Files.exists(LedgerDatabase.logOf(fresh))) {
            throw new ProjectionException(LedgerDatabase.logOf(fresh) + " is still there: another process has opened " + fresh);
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return checkpoint;
    }
}
