package io.tradebot.projections.db;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All of a ledger as ordered text: equal ledgers give equal text whatever the pages of their files look like. Any thread. */
public final class Dump {

    private Dump() {
    }

    /** Writes schema objects, then each table by name with its rows ordered by all columns; UTF-8, LF. */
    public static void write(LedgerDatabase database, OutputStream target) {
        try {
            line(target, "user_version " + database.count("PRAGMA user_version"));
            for (String sql : database.query("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name",
                row -> row.getString(1))) {
                line(target, sql);
            }
            for (String table : database.query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", row -> row.getString(1))) {
                writeTable(database, table, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("dump of " + database.file() + " cannot be written", e);
        }
    }

    private static void writeTable(LedgerDatabase database, String table, OutputStream target) throws IOException {
        List<String> columns = database.query("SELECT name FROM pragma_table_info(?) ORDER BY cid", row -> row.getString(1), table);
        String values = columns.stream().map(c -> "quote(\"" + c + "\")").collect(Collectors.joining(" || '|' || "));
        String order = IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "\"" + columns.get(i - 1) + "\"")
            .collect(Collectors.joining(", "));
        line(target, "table " + table + " " + String.join("|", columns));
        database.scan("SELECT " + values + " FROM \"" + table + "\" ORDER BY " + order, row -> {
            try {
                line(target, row.getString(1));
            } catch (IOException e) {
                throw new UncheckedIOException("dump of " + database.file() + " cannot be written", e);
            }
        });
    }

    private static void line(OutputStream target, String text) throws IOException {
        target.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The dump as one text. */
    public static String text(LedgerDatabase database) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        write(database, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the dump in lower-case hex. */
    public static String digest(LedgerDatabase database) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            write(database, new DigestOutputStream(OutputStream.nullOutputStream(), sha));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
