package io.tradebot.ops.cli;

import io.tradebot.ops.daemon.RunHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Everything a helper needs is in the bundle, and nothing that opens anything. */
class SupportBundleTest {

    private static final String CANARY = "canary9Xk2";

    @TempDir
    private Path folder;

    @Test
    void shouldHoldNoSecretAndNoKey() throws Exception {
        Path home = folder.resolve("home");
        Path answers = folder.resolve("answers.json");
        Files.writeString(answers, "{\"identity\":{\"entity_code\":\"ACME\",\"jurisdiction_code\":\"US\",\"broker_code\":\"ALPACA\",\"bot_id\":\"B1\"},"
            + "\"settings\":{\"ENVIRONMENT\":\"test\"},\"credentials\":{\"ALPACA_PAPER_API_KEY\":\"" + CANARY + "a\",\"ALPACA_PAPER_SECRET_KEY\":\"" + CANARY + "b\"},"
            + "\"users\":[{\"name\":\"anna\",\"role\":\"admin\",\"password\":\"" + CANARY + " violet teapots\"}]}");
        Files.setPosixFilePermissions(answers, PosixFilePermissions.fromString("rw-------"));
        CommandRun setup = CommandRun.of("setup", "--answers", answers.toString(), "--home", home.toString());
        assertEquals(0, setup.code(), setup.err());
        RunHome.run(home, "2026-03-10T13:25:00Z", "2026-03-10T13:32:00Z");
        Path bundle = folder.resolve("support.zip");
        CommandRun run = CommandRun.of("support-bundle", "--home", home.toString(), "--out", bundle.toString());
        assertEquals(0, run.code(), run.err());
        Set<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                names.add(entry.getName());
                String content = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(CANARY) || content.contains("teapots") || content.contains("PRIVATE KEY"), entry.getName());
                assertFalse(content.isEmpty() && !entry.getName().startsWith("logs/"), entry.getName());
            }
        }
        assertTrue(names.containsAll(Set.of("doctor.json", "journal.jsonl", "settings.env", "status.json", "versions.txt")), names.toString());
    }
}
