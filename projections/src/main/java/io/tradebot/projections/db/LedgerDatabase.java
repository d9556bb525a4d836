package io.tradebot.projections.db;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One connection to the SQLite file of the books. Not thread safe; owned by who opened it.
 *
 * <p>The writer runs with a write-ahead log and a full sync on every commit (anything less loses committed rows when the
 * power fails). A reader sees one unchanging state, that of its first query. Opening compares every table, trigger, view
 * and index of the file with the schema of this program.
 */
public final class LedgerDatabase implements AutoCloseable {

    /** Version of {@code tbot_ledger_schema.sql}; the same as its user_version. */
    public static final int SCHEMA_VERSION = 2;

    private static final String SCHEMA = "/tbot_ledger_schema.sql";
    private static final int APPLICATION_ID = 0x54426F74;
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** The row's value; columns count from 1. */
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at one row of a result. */
    @FunctionalInterface
    public interface RowVisitor {
        /** Columns count from 1; the row is valid during the call only. */
        void visit(ResultSet row) throws SQLException;
    }

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statementBySql = new HashMap<>();

    private LedgerDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the file for writing; creates it with an empty schema when it is absent or empty.
     *
     * @throws SchemaMismatchException when it is anything else than a ledger of {@link #SCHEMA_VERSION}
     */
    public static LedgerDatabase open(Path file) {
        return open(file, UnaryOperator.identity());
    }

    /** As {@link #open(Path)}; the decorator lets a test stand between the tables and SQLite. */
    static LedgerDatabase open(Path file, UnaryOperator<Connection> decorator) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
        return connect(file, config(), decorator, true);
    }

    /** Opens an existing file for reading. All queries see the state at the first of them. */
    public static LedgerDatabase openReader(Path file) {
        if (!Files.exists(file)) {
            throw new ProjectionException("no ledger at " + file + ". Build it with: tradebot rebuild");
        }
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        return connect(file, config, UnaryOperator.identity(), false);
    }

    /**
     * Copies everything committed in a ledger, which may be in use, into a new file: one consistent state, in one file without a log.
     *
     * @throws ProjectionException when the source cannot be read or the target exists
     */
    public static void copy(Path source, Path target) {
        if (!Files.exists(source)) {
            throw new ProjectionException("no ledger at " + source + ". Build it with: tradebot rebuild");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + source, config().toProperties());
             PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new ProjectionException("cannot copy ledger " + source + " to " + target + ": " + e.getMessage(), e);
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static LedgerDatabase connect(Path file, SQLiteConfig config, UnaryOperator<Connection> decorator, boolean mayWrite) {
        Connection raw = null;
        try {
            raw = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
            if (!mayWrite) {
                try (Statement statement = raw.createStatement()) {
                    statement.execute("PRAGMA query_only = ON");
                }
            }
            raw.setAutoCommit(false);
            LedgerDatabase database = new LedgerDatabase(file, decorator.apply(raw));
            if (mayWrite && database.isEmpty()) {
                database.script(schema());
            }
            database.commit();
            database.checkSchema();
            database.rollback();
            return database;
        } catch (SQLException e) {
            closeAfter(e, raw);
            throw isDamage(e) ? new ProjectionException("ledger " + file + " is damaged: " + e.getMessage()
                + ". Build it anew from the journal with: tradebot rebuild")
                : new ProjectionException("cannot open ledger " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeAfter(e, raw);
            throw e;
        }
    }

    private static void closeAfter(Exception cause, Connection raw) {
        try {
            if (raw != null) {
                raw.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isEmpty() {
        return count("SELECT count(*) FROM sqlite_master") == 0 && count("PRAGMA user_version") == 0
            && count("PRAGMA application_id") == 0;
    }

    private void checkSchema() throws SQLException {
        long application = count("PRAGMA application_id");
        long version = count("PRAGMA user_version");
        if (application != APPLICATION_ID) {
            throw new SchemaMismatchException(file + " is not a TradeBot ledger (application id " + application
                + ", expected " + APPLICATION_ID + "). Move it away or name another file.");
        }
        if (version != SCHEMA_VERSION) {
            throw new SchemaMismatchException(file + " has ledger schema version " + version + ", this program needs "
                + SCHEMA_VERSION + ". Build it anew from the journal with: tradebot rebuild");
        }
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
             LedgerDatabase reference = new LedgerDatabase(Path.of(":memory:"), memory)) {
            memory.setAutoCommit(false);
            reference.script(schema());
            Map<String, String> expected = reference.objects();
            Map<String, String> found = objects();
            if (!expected.equals(found)) {
                Map<String, String> names = new TreeMap<>(expected);
                names.putAll(found);
                List<String> differing = names.keySet().stream()
                    .filter(name -> !Objects.equals(expected.get(name), found.get(name))).toList();
                throw new SchemaMismatchException(file + " differs from ledger schema version " + SCHEMA_VERSION + " in "
                    + String.join(", ", differing) + ". Build it anew from the journal with: tradebot rebuild");
            }
        }
    }

    private Map<String, String> objects() {
        Map<String, String> sqlByName = new TreeMap<>();
        query("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master",
            row -> sqlByName.put(row.getString(1), row.getString(2)));
        return sqlByName;
    }

    private static String schema() {
        try (InputStream in = LedgerDatabase.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new ProjectionException("schema file " + SCHEMA + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCHEMA, e);
        }
    }

    private void script(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new ProjectionException("schema cannot be created in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Where SQLite keeps the write-ahead log of a file. */
    public static Path logOf(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /**
     * Moves everything out of the write-ahead log into the file and removes the log, before the file is replaced: SQLite
     * would apply a log that stays behind to the new file of the same name. A damaged file loses its log.
     *
     * @throws ProjectionException when another process has the file open
     */
    public static void retireLog(Path file) {
        if (!Files.exists(logOf(file))) {
            return;
        }
        try {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config().toProperties());
                 Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            } catch (SQLException e) {
                if (!isDamage(e)) {
                    throw new ProjectionException("cannot settle the log of " + file + ": " + e.getMessage()
                        + ". Stop the process that has it open.", e);
                }
                deleteLog(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the log of " + file, e);
        }
        if (Files.exists(logOf(file))) {
            throw new ProjectionException(file + " is open in another process. Stop it and try again.");
        }
    }

    /** Removes a ledger that nobody has open, with its log. */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        deleteLog(file);
    }

    private static void deleteLog(Path file) throws IOException {
        Files.deleteIfExists(logOf(file));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
    }

    /** The file that was opened. */
    public Path file() {
        return file;
    }

    /** Runs one INSERT, UPDATE or DELETE with positional values (Long, Integer, String or null); returns rows changed. */
    public int update(String sql, Object... values) {
        try {
            return bind(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs one SELECT with positional values; all rows in order. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        List<T> result = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs one SELECT with positional values and shows the rows one by one; for results too long to hold. */
    public void scan(String sql, RowVisitor visitor, Object... values) {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** The single whole number that a SELECT with positional values returns; null counts as 0. */
    public long count(String sql, Object... values) {
        return query(sql, row -> row.getLong(1), values).get(0);
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statementBySql.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statementBySql.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private ProjectionException failed(String sql, SQLException e) {
        return new ProjectionException(file + ": " + e.getMessage() + " [" + sql + "]", e);
    }

    /** Makes everything since the last commit durable. */
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed("COMMIT", e);
        }
    }

    private static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xFF;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Drops everything since the last commit. */
    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("no transaction is active")) {
                return; // on a full disk SQLite has dropped it by itself; what went wrong is already on its way to the caller
            }
            throw failed("ROLLBACK", e);
        }
    }

    /** Closes the connection; what was not committed is dropped. */
    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statementBySql.values()) {
                statement.close();
            }
            statementBySql.clear();
            connection.close();
        } catch (SQLException e) {
            throw failed("CLOSE", e);
        }
    }
}
