package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradebot.ops.daemon.RunHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DoctorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void shouldFindWhatIsWrongWithAHomeAndRefuseToStartInIt() throws Exception {
        Path home = folder.resolve("home");
        RunHome.run(home, "2026-03-10T13:25:00Z", "2026-03-10T13:30:00Z");
        CommandRun healthy = CommandRun.of("doctor", "--home", home.toString());
        assertEquals(0, healthy.code(), healthy.out() + healthy.err());
        assertTrue(healthy.out().contains("excerpts verified") && healthy.out().contains("nothing stops a start"), healthy.out());

        Files.setPosixFilePermissions(home.resolve("storage/keys"), PosixFilePermissions.fromString("rwxr-x---"));
        Path segment;
        try (var files = Files.walk(home.resolve("journal"))) {
            segment = files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        CommandRun run = CommandRun.of("doctor", "--home", home.toString(), "--json", "--set", "SLEEP_TIME=never");
        assertEquals(3, run.code(), run.out());
        assertFalse(run.json().get("isPassed").asBoolean());
        List<String> refused = new ArrayList<>();
        for (JsonNode finding : run.json().get("findings")) {
            if (finding.get("verdict").asText().equals("REFUSED")) {
                refused.add(finding.get("check").asText());
                assertFalse(finding.get("remedy").asText().isEmpty(), finding.toString());
            }
        }
        assertEquals(List.of("modes", "settings", "journal"), refused);

        CommandRun start = CommandRun.of("run", "--home", home.toString(), "--speed", "max", "--until", "2026-03-10T13:30:01Z", "--set", "BROKER_NAME=PAPER",
            "--set", "ALPACA_ENABLED=false");
        assertEquals(78, start.code(), start.err());
        assertTrue(start.err().contains("chmod 700 " + home.resolve("storage/keys")), start.err());
    }
}
