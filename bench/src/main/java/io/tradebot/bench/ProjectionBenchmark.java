package io.tradebot.bench;

import io.tradebot.projections.runner.ProjectionRunner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Time of one fill on its way from the journal into all tables of a new ledger, and of its rows alone into bare tables. */
public class ProjectionBenchmark extends TimedPerOperation {

    static final int FILL_COUNT = 4_000; // one transaction

    private final Excerpts journal = FillJournal.of(FILL_COUNT);
    private BareTables rows;
    private ScratchFolder folder;

    /** Builds a ledger once, to know its rows. */
    @Setup(Level.Trial)
    public void readRows() throws IOException, SQLException {
        try (ScratchFolder built = ScratchFolder.create()) {
            build(built.resolve("ledger.db"));
            rows = BareTables.readFrom(built.resolve("ledger.db"));
        }
    }

    /** No file yet. */
    @Setup(Level.Invocation)
    public void create() throws IOException {
        folder = ScratchFolder.create();
    }

    /** Deletes the file. */
    @TearDown(Level.Invocation)
    public void delete() throws IOException {
        folder.close();
    }

    /** ProjectionRunner: creates the schema, applies every excerpt, commits once. */
    @Benchmark
    @OperationsPerInvocation(FILL_COUNT)
    public long runner() {
        return build(folder.resolve("ledger.db"));
    }

    private long build(Path file) {
        try (ProjectionRunner runner = ProjectionRunner.open(file)) {
            return runner.catchUp(journal.source());
        }
    }

    /** Reference: sqlite-jdbc inserts the same rows in one transaction. */
    @Benchmark
    @OperationsPerInvocation(FILL_COUNT)
    public int bareSqlite() throws SQLException {
        rows.insertInto(folder.resolve("bare.db"));
        return rows.rowCount();
    }
}
