package io.tradebot.projections.export;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/** What the tests of the exports share: books of a few entries, texts to compare with, and programs that are not ours. */
final class ExportFixture {

    private ExportFixture() {
    }

    /** Buys 10.5 QQQ, sells 4 of them a day later, keeps the rest; no price times quantity is whole cents. */
    static JournalScript smallBooks() {
        return new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1000.00").strategy(1, "mid")
            .at("2025-04-07T13:00:01Z").instrument(1, InstrumentKind.EQUITY, 1, "QQQ")
            .at("2025-04-07T14:00:00Z").filled(1, 1, "10.5", "33.3333", "1.00")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10.5", "33.3333", "350.00").commission(1, 1, 1, 1, "1.00")
            .at("2025-04-08T15:00:00Z").filled(2, 1, "4", "33.4567", "0.35")
            .lotClosed(1, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "4", "6.5", "33.4567", "133.33", "133.83", "0.50")
            .commission(2, 1, 1, 1, "0.35");
    }

    /** A name that a chart of accounts may give, with everything that a format may trip over. */
    static final String ODD_ACCOUNT = "Gr\u00F6\u00DFe  <\"&';{1}>";

    /** Builds a ledger in the folder and hands its books to the user. Realized Gains: Short Sales gets the odd name. */
    static void withBooks(Path folder, JournalScript script, ExportRange range, BiConsumer<Books, Path> user) {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, script.source());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
             PreparedStatement rename = connection.prepareStatement(
                 "UPDATE account SET name = ?1, full_name = 'Income:Realized Gains:' || ?1 WHERE code = '4140'")) {
            rename.setString(1, ODD_ACCOUNT);
            assertEquals(1, rename.executeUpdate());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            user.accept(new Books(reader, range), folder);
        }
    }

    /** The text that an export of the whole books writes, without the chain head, which changes with every field of a record. */
    static String text(Path folder, JournalScript script, ExportRange range, BiConsumer<Books, Path> writer) throws IOException {
        StringBuilder chain = new StringBuilder();
        withBooks(folder, script, range, (books, ignored) -> {
            writer.accept(books, folder.resolve("export"));
            chain.append(books.checkpoint().chain());
        });
        return Files.readString(folder.resolve("export")).replace(chain, "CHAIN");
    }

    /** Compares with a file of the test resources. */
    static void assertGolden(String name, String actual) throws IOException {
        try (InputStream in = ExportFixture.class.getResourceAsStream("/export/" + name)) {
            assertNotNull(in, "no test resource export/" + name);
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), actual, "differs from export/" + name);
        }
    }

    /** Runs a program that must end with the code given; skips the test when it is not installed. Returns what it said. */
    static String run(int code, Path folder, String... command) throws IOException, InterruptedException {
        require(command[0]);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), String.join(" ", command) + ":\n" + text);
        return text;
    }

    /** Skips the test when a program is not on the path. */
    static void require(String... programs) {
        List<String> missing = new ArrayList<>();
        for (String program : programs) {
            boolean isThere = program.startsWith("/") ? Files.isExecutable(Path.of(program))
                : List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            if (!isThere) {
                missing.add(program);
            }
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing + " not installed; this comparison with an outside reader is skipped");
    }

    /** A tool of the folder shared beside the project; skips the test without it. */
    static Path sharedTool(String name) {
        Path tool = Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("tools").resolve(name);
        Assumptions.assumeTrue(Files.isReadable(tool), "../shared/tools/" + name + " is not here; the outside check is skipped");
        return tool;
    }
}
