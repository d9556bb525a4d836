package io.tradebot.bench;

import org.sqlite.SQLiteConfig;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a ledger, taken into memory, to be inserted elsewhere: same tables and columns, no types, keys, indexes or
 * triggers. Not thread safe.
 */
final class BareTables {

    private record Table(String name, int columnCount, List<Object[]> rows) {
    }

    private final List<Table> tables = new ArrayList<>();

    private BareTables() {
    }

    static BareTables readFrom(Path ledger) throws SQLException {
        BareTables bare = new BareTables();
        try (Connection connection = connect(ledger); Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                bare.tables.add(read(statement, name));
            }
        }
        return bare;
    }

    private static Table read(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT * FROM " + name)) {
            Table table = new Table(name, found.getMetaData().getColumnCount(), new ArrayList<>());
            while (found.next()) {
                Object[] row = new Object[table.columnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = found.getObject(i + 1);
                }
                table.rows().add(row);
            }
            return table;
        }
    }

    int rowCount() {
        return tables.stream().mapToInt(table -> table.rows().size()).sum();
    }

    /** Inserts all rows into a new file in one transaction, with prepared statements, WAL and a full sync. */
    void insertInto(Path file) throws SQLException {
        try (Connection connection = connect(file); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Table table : tables) {
                List<String> columns = new ArrayList<>();
                for (int i = 0; i < table.columnCount(); i++) {
                    columns.add("c" + i);
                }
                statement.execute("CREATE TABLE " + table.name() + " (" + String.join(", ", columns) + ")");
                insert(connection, table);
            }
            connection.commit();
        }
    }

    private static void insert(Connection connection, Table table) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(table.columnCount(), "?"));
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table.name() + " VALUES (" + marks + ")")) {
            for (Object[] row : table.rows()) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.executeUpdate();
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
    }
}
