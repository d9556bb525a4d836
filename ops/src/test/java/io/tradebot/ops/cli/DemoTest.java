package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The commands over one demo, made once. */
class DemoTest {

    @TempDir
    static Path folder;
    private static CommandRun demo;
    private static Path run;

    @BeforeAll
    static void runDemo() {
        demo = CommandRun.of("demo", "--json", "--out", folder.resolve("demo").toString());
        run = folder.resolve("demo/run");
        assertEquals(0, demo.code(), demo.err());
    }

    @Test
    void shouldHaveTheGoldenChainHead() throws IOException {
        assertEquals(Files.readString(Path.of("docs/demo-chain-head.txt")).strip(), demo.json().get("chainHead").asText());
    }

    @Test
    void shouldBeShownInTheReadmeAsItIs() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        assertTrue(readme.contains("chain head  " + demo.json().get("chainHead").asText()), "the demo's chain head");
        CommandRun example = CommandRun.of("backtest", "--quiet", "--data", "docs/example/BRNQ.csv", "--strategy", "open", "--csv-symbol", "BRNQ",
            "--csv-separator", ";", "--csv-columns", "time=When,open=O,high=H,low=L,close=C,volume=Vol", "--csv-zone", "America/New_York",
            "--csv-stamp", "end", "--set", "STRAT_OPEN_BUFFER=0.0005", "--set", "MIN_VOLUME_THRESHOLD=0",
            "--out", folder.resolve("example").toString());
        assertEquals(0, example.code(), example.err());
        for (String line : example.out().split("\n")) {
            assertTrue(line.contains(folder.toString()) || readme.contains(line + "\n"), "README.md does not show: " + line);
        }
    }

    @Test
    void shouldAuditAndRebuildIdentically() {
        JsonNode document = demo.json();
        assertTrue(document.get("audit").get("isIdentical").asBoolean());
        assertTrue(document.get("rebuild").get("isIdentical").asBoolean());
        assertTrue(document.get("trialBalance").get("isBalanced").asBoolean());
        assertTrue(document.get("backtest").get("trades").size() > 0);
        assertEquals(document.get("chainHead"), document.get("audit").get("chainHead"));
    }

    @Test
    void shouldNameFilesThatAreThere() {
        JsonNode backtest = demo.json().get("backtest");
        for (String key : new String[] {"report", "ledger", "metrics", "tradesCsv", "journal"}) {
            assertTrue(Files.exists(Path.of(backtest.get(key).asText())), key);
        }
    }

    @Test
    void shouldReplaceAnEarlierDemo() {
        CommandRun again = CommandRun.of("demo", "--quiet", "--out", folder.resolve("second").toString());
        assertEquals(0, again.code(), again.err());
        assertEquals("", again.err());
        assertEquals(0, CommandRun.of("demo", "--quiet", "--out", folder.resolve("second").toString()).code());
        assertTrue(again.out().contains("chain head  " + demo.json().get("chainHead").asText()), again.out());
    }

    @Test
    void shouldGiveTheSameHeadInTheRing() {
        String data = folder.resolve("demo/data").toString();
        String settings = Path.of("../replay/src/main/resources/io/tradebot/replay/data/demo.env").toString();
        CommandRun loop = CommandRun.of("backtest", "--json", "--quiet", "--data", data, "--settings", settings, "--start", "2024-11-04",
            "--end", "2024-11-08", "--out", folder.resolve("loop").toString());
        CommandRun ring = CommandRun.of("backtest", "--json", "--quiet", "--data", data, "--settings", settings, "--start", "2024-11-04",
            "--end", "2024-11-08", "--out", folder.resolve("ring").toString(), "--pipeline", "ring");
        assertEquals(0, loop.code(), loop.err());
        assertEquals(5, loop.json().get("sessionCount").asInt());
        assertEquals(loop.json().get("chainHead"), ring.json().get("chainHead"));
    }

    @Test
    void shouldDescribeAndVerifyTheJournal() {
        CommandRun verify = CommandRun.of("journal", "verify", "--json", run.toString());
        assertEquals(0, verify.code());
        assertEquals(demo.json().get("chainHead"), verify.json().get("chainHead"));
        CommandRun describe = CommandRun.of("journal", "describe", run.resolve("journal").toString());
        assertTrue(describe.out().contains("SessionStarted"), describe.out());
        assertEquals(verify.json(), CommandRun.of("journal", "describe", "--json", run.toString()).json());
    }

    @Test
    void shouldDumpOneRecordALine() throws IOException {
        CommandRun text = CommandRun.of("journal", "dump", run.toString(), "--from", "1", "--to", "3");
        assertEquals(0, text.code());
        assertTrue(text.out().startsWith("1.0 "), text.out());
        String[] lines = CommandRun.of("journal", "dump", run.toString(), "--from", "1", "--to", "3", "--json").out().split("\n");
        for (String line : lines) {
            assertTrue(new ObjectMapper().readTree(line).has("record"), line);
        }
        assertEquals(text.out().split("\n").length, lines.length);
    }

    @Test
    void shouldFindAChangedByte() throws IOException {
        Path copy = copyOfRun("changed");
        Path data;
        try (Stream<Path> files = Files.walk(copy.resolve("journal"))) {
            data = files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.seek(1_000_003);
            int old = file.read();
            file.seek(1_000_003);
            file.write(old ^ 1);
        }
        CommandRun verify = CommandRun.of("journal", "verify", copy.toString());
        assertEquals(65, verify.code());
        assertTrue(verify.out().contains(data.getFileName().toString()), verify.out());
        CommandRun audit = CommandRun.of("audit", copy.toString());
        assertEquals(65, audit.code());
        assertTrue(audit.out().contains("DAMAGED"), audit.out());
        assertEquals(65, CommandRun.of("rebuild", copy.toString()).code());
    }

    @Test
    void shouldRebuildALostLedgerToTheSameBooks() throws IOException {
        Path copy = copyOfRun("lost");
        CommandRun before = CommandRun.of("ledger", "balance", copy.toString());
        assertEquals(0, before.code());
        try (Stream<Path> ledgers = Files.list(copy.resolve("ledgers"))) {
            for (Path ledger : ledgers.toList()) {
                Files.delete(ledger);
            }
        }
        assertEquals(66, CommandRun.of("ledger", "balance", copy.toString()).code());
        assertEquals(3, CommandRun.of("rebuild", "--check", copy.toString()).code(), "there was nothing to be equal to");
        assertEquals(0, CommandRun.of("rebuild", "--check", copy.toString()).code());
        assertEquals(before.out(), CommandRun.of("ledger", "balance", copy.toString()).out());
        assertTrue(CommandRun.of("ledger", "balance", "--json", copy.toString()).json().get("isBalanced").asBoolean());
    }

    private static Path copyOfRun(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.relativize(file).toString()));
            }
        }
        return copy;
    }
}
