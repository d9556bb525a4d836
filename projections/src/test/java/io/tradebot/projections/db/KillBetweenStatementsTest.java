package io.tradebot.projections.db;

import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Takes the files as a kill would leave them before each statement and each commit, and opens them again. */
class KillBetweenStatementsTest {

    private static final int EXCERPTS_PER_COMMIT = 4;
    /** Every image is opened and compared; every so many is also continued, which costs a second sync each. */
    private static final int CONTINUE_EVERY = 13;

    @TempDir
    Path folder;

    private final List<Path> images = new ArrayList<>();
    private final List<Long> committedSequences = new ArrayList<>();
    private Path file;
    private ProjectionRunner runner;

    @Test
    void shouldLeaveTheLastCommittedStateAndContinueFromIt() {
        killEverywhere(ScriptedDay.write());
    }

    @Test
    void shouldDoSoForEveryBooking() {
        killEverywhere(BookedFacts.write());
    }

    /** The two scripts together write every table, so a kill falls between the statements of each. */
    @Test
    void shouldHaveStatementsForEveryTable() {
        Set<String> tables = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        for (JournalScript script : List.of(ScriptedDay.write(), BookedFacts.write())) {
            Path ledger = folder.resolve("written" + tables.size() + ".db");
            ProjectionRunner.rebuild(ledger, script.source());
            try (LedgerDatabase reader = LedgerDatabase.openReader(ledger)) {
                tables.addAll(reader.query("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.getString(1)));
                tables.stream().filter(table -> reader.count("SELECT count(*) FROM " + table) > 0).forEach(written::add);
            }
        }
        assertEquals(tables, written);
    }

    private void killEverywhere(JournalScript script) {
        file = folder.resolve("ledger.db");
        LedgerDatabase database = LedgerDatabase.open(file, this::watch);
        runner = new ProjectionRunner(database, EXCERPTS_PER_COMMIT);
        runner.catchUp(script.source());
        runner.close();
        String finished = dump(file);
        assertTrue(images.size() > 100, "only " + images.size() + " images");

        for (int i = 0; i < images.size(); i++) {
            Path image = images.get(i);
            long sequence = committedSequences.get(i);
            Path expected = folder.resolve("expected" + sequence + ".db");
            if (!Files.exists(expected)) {
                try (ProjectionRunner whole = ProjectionRunner.open(expected)) {
                    whole.catchUp(script.source((int) sequence + 1));
                }
            }
            assertEquals(dump(expected), dump(image), "image " + i);
            if (i % CONTINUE_EVERY != 0) {
                continue;
            }
            try (ProjectionRunner resumed = ProjectionRunner.open(image)) {
                resumed.catchUp(script.source());
            }
            assertEquals(finished, dump(image), "image " + i + " continued");
        }
    }

    private Connection watch(Connection connection) {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
            if (method.getName().equals("commit")) {
                takeImage();
            }
            Object result = call(connection, method, args);
            return result instanceof PreparedStatement statement ? watch(statement) : result;
        });
    }

    private PreparedStatement watch(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class},
            (proxy, method, args) -> {
                if (method.getName().equals("executeUpdate")) {
                    takeImage();
                }
                return call(statement, method, args);
            });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void takeImage() {
        if (runner == null) {
            return; // the schema is not there yet
        }
        Path image = folder.resolve("image" + images.size() + ".db");
        try {
            Files.copy(file, image);
            if (Files.exists(LedgerDatabase.logOf(file))) {
                Files.copy(LedgerDatabase.logOf(file), LedgerDatabase.logOf(image));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        images.add(image);
        committedSequences.add(runner.checkpoint().sequence());
    }

    private static String dump(Path ledger) {
        try (LedgerDatabase reader = LedgerDatabase.openReader(ledger)) {
            return Dump.text(reader);
        }
    }
}
