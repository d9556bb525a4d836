package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Writes and checks the capsule of a session from the command line. */
class CapsuleCommandTest {

    @TempDir
    static Path folder;
    private static String run;
    private static String key;

    @BeforeAll
    static void runDemo() {
        CommandRun demo = CommandRun.of("demo", "--quiet", "--out", folder.resolve("demo").toString());
        assertEquals(0, demo.code(), demo.err());
        run = folder.resolve("demo/run").toString();
        key = folder.resolve("key.pem").toString();
        assertEquals(0, CommandRun.of("journal", "key", "--key", key).code());
    }

    @Test
    void shouldWriteAndVerify() throws IOException {
        CommandRun written = CommandRun.of("capsule", run, "--session", "2024-11-01", "--key", key, "--json");
        assertEquals(0, written.code(), written.err());
        JsonNode document = written.json();
        String file = folder.resolve("demo/run/capsules/BACKTEST_US_SIM_BOT1_BOT_2024-11-01.capsule.zip").toAbsolutePath().toString();
        assertEquals(file, document.get("file").asText());
        assertTrue(document.get("isDayClosed").asBoolean());
        Path pem = folder.resolve("public.pem");
        Files.writeString(pem, CommandRun.of("journal", "key", "--key", key, "--export").out());
        CommandRun good = CommandRun.of("capsule", "verify", file, "--public-key", pem.toString());
        assertEquals(0, good.code(), good.out() + good.err());
        assertTrue(good.out().endsWith("genuine: BACKTEST_US_SIM_BOT1, session 2024-11-01, chain head " + document.get("chainHead").asText() + "\n"), good.out());
        assertTrue(CommandRun.of("capsule", "verify", file, "--json").json().get("isDecidedAgain").asBoolean());
        CommandRun again = CommandRun.of("capsule", run, "--session", "2024-11-01", "--key", key);
        assertEquals(73, again.code(), again.err());
        assertTrue(again.err().contains(file), again.err());

        byte[] bytes = Files.readAllBytes(Path.of(file));
        bytes[bytes.length / 2] ^= 1;
        Path changed = folder.resolve("changed.zip");
        Files.write(changed, bytes);
        CommandRun different = CommandRun.of("capsule", "verify", changed.toString());
        assertEquals(3, different.code(), different.err());
        assertTrue(different.out().contains("DIFFERENT: " + changed + ": journal/excerpts.bin, offset "), different.out());
        JsonNode json = CommandRun.of("capsule", "verify", changed.toString(), "--json").json();
        assertFalse(json.get("isGenuine").asBoolean());
    }

    @Test
    void shouldSayWhatIsMissing() {
        CommandRun noKey = CommandRun.of("capsule", run, "--session", "2024-11-01", "--key", key + "2");
        assertEquals(78, noKey.code());
        assertTrue(noKey.err().contains("'tradebot journal key --key " + key + "2' makes one"), noKey.err());
        CommandRun noSession = CommandRun.of("capsule", run, "--session", "2024-11-02", "--key", key);
        assertEquals(66, noSession.code());
        assertTrue(noSession.err().contains("no session on 2024-11-02; it has 2024-10-31, 2024-11-01, "), noSession.err());
        CommandRun noDate = CommandRun.of("capsule", run, "--key", key);
        assertEquals(64, noDate.code());
        assertTrue(noDate.err().contains("missing: --session") && noDate.err().contains("See: tradebot capsule --help"), noDate.err());
        assertEquals(64, CommandRun.of("capsule").code());
        assertEquals(66, CommandRun.of("capsule", folder.resolve("nothing").toString(), "--session", "2024-11-01", "--key", key).code());
        assertEquals(66, CommandRun.of("capsule", "verify", folder.resolve("nothing").toString()).code());
        assertEquals(78, CommandRun.of("capsule", "verify", key, "--public-key", key).code());
        assertEquals(3, CommandRun.of("capsule", "verify", key).code());
    }
}
