package io.tradebot.engine.sim;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Each order type against each shape of bar, as the tables of the folder say. After a wanted change
 * {@code -Dtable.accept=true} writes them anew; read the difference before committing it.
 */
class ExchangeTableTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "tradebot", "engine", "sim");

    @TestFactory
    Stream<DynamicTest> shouldFillAsTheTableSays() throws IOException {
        try (Stream<Path> paths = Files.list(FOLDER)) {
            List<Path> tables = paths.filter(path -> path.toString().endsWith(".txt")).sorted().toList();
            assertFalse(tables.isEmpty(), "no tables found");
            return tables.stream().map(table -> DynamicTest.dynamicTest(table.getFileName().toString(), () -> check(table)));
        }
    }

    private static void check(Path table) throws IOException {
        List<String> expected = Files.readAllLines(table, StandardCharsets.UTF_8);
        List<String> filled = ExchangeTable.fill(expected);
        if (Boolean.getBoolean("table.accept")) {
            Files.writeString(table, String.join("\n", filled) + "\n", StandardCharsets.UTF_8);
            return;
        }
        for (int i = 0; i < Math.max(expected.size(), filled.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i) : "(nothing more)";
            String found = i < filled.size() ? filled.get(i) : "(nothing more)";
            assertEquals(wanted, found, table.getFileName() + ", line " + (i + 1));
        }
    }
}
