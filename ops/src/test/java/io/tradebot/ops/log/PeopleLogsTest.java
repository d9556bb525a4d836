package io.tradebot.ops.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.ops.tail.WrittenJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PeopleLogsTest {

    private static final long DAY = 86_400_000_000_000L;

    @TempDir
    private Path folder;
    private final WrittenJournal journal = new WrittenJournal();

    private PeopleLogs logs(String level, LogForm form) {
        return new PeopleLogs(folder, new LogSettings(true, LogLevel.of(level), form, 7));
    }

    private void write(String level, LogForm form) {
        try (PeopleLogs logs = logs(level, form)) {
            journal.giveTo(logs);
        }
    }

    private List<String> lines(String log) throws IOException {
        Path file = folder.resolve(log + ".log");
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    private List<String> events(String log) throws IOException {
        List<String> events = new ArrayList<>();
        for (String line : lines(log)) {
            events.add(new ObjectMapper().readTree(line).get("event").asText());
        }
        return events;
    }

    @Test
    void shouldWriteEachEventIntoTheLogsItBelongsTo() throws IOException {
        journal.session("PAPER").entry(7).kill();
        journal.add("OrderStateUnknown", "orderId", 7, "text", "no answer").add("EngineFaulted", "inputTemplateId", 23, "text", "NullPointerException at X");
        write("verbose", LogForm.JSON);
        assertEquals(List.of("SessionStarted", "StrategyLoaded", "OrderRequested", "OrderFilled", "OrderStateChanged", "KillSwitchTripped", "OrderStateUnknown",
            "EngineFaulted"), events("main_bot"));
        assertEquals(List.of("StrategyLoaded", "OrderRequested"), events("open"));
        assertEquals(List.of("KillSwitchTripped"), events("kill_switch"));
        assertEquals(List.of("OrderStateUnknown"), events("unresolved_orders"));
        assertEquals(List.of("EngineFaulted"), events("error_tracebacks"));
        JsonNode order = new ObjectMapper().readTree(lines("main_bot").get(2));
        assertEquals("2024-11-01T13:30:00.000000000Z", order.get("time").asText());
        assertEquals("SPY", order.get("instrument").asText());
        assertEquals(3, order.get("sequence").asInt());
        assertEquals("info", order.get("level").asText());
    }

    @Test
    void shouldWriteAsMuchAsTheLevelSays() throws IOException {
        journal.session("PAPER").add("OrderSent", "orderId", 7).kill();
        write("quiet", LogForm.JSON);
        assertEquals(List.of("KillSwitchTripped"), events("main_bot"));
        Files.delete(folder.resolve(".position"));
        write("info", LogForm.JSON);
        assertEquals(List.of("KillSwitchTripped", "SessionStarted", "StrategyLoaded", "KillSwitchTripped"), events("main_bot"));
    }

    @Test
    void shouldWriteNothingWhenSwitchedOff() throws IOException {
        journal.session("PAPER").kill();
        try (PeopleLogs logs = new PeopleLogs(folder, new LogSettings(false, LogLevel.VERBOSE, LogForm.JSON, 7))) {
            journal.giveTo(logs);
            logs.error("feed", new IllegalStateException("x"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldKeepAnEventInOneLineInEveryForm() throws IOException {
        String hostile = "a\r\n2024-11-01 level=info event=Fake \"},{\"level\":\"error\u001b[31m\u2028\u202e,x\tkey=value";
        for (LogForm form : LogForm.values()) {
            String line = form.write(new LogEvent(WrittenJournal.OPEN_NANOS, "info", 5, "X", Map.of("text", hostile, "level", "error")));
            assertTrue(line.codePoints().noneMatch(code -> Character.isISOControl(code) || code == 0x2028 || code == 0x202e), form + ": " + line);
            assertTrue(line.length() < 400, line);
        }
        JsonNode json = new ObjectMapper().readTree(LogForm.JSON.write(new LogEvent(0, "info", 5, "X", Map.of("text", hostile, "level", "error"))));
        assertEquals("info", json.get("level").asText());
        assertEquals("error", json.get("_level").asText());
        assertEquals(hostile, json.get("text").asText());
        assertEquals("time=1970-01-01T00:00:00.000000000Z level=info sequence=5 event=X text=\"a b=c\"",
            LogForm.LOGFMT.write(new LogEvent(0, "info", 5, "X", Map.of("text", "a b=c"))));
        assertEquals("1970-01-01T00:00:00.000000000Z,info,5,X,\"text=\"\"a,b\"\"\"",
            LogForm.CSV.write(new LogEvent(0, "info", 5, "X", Map.of("text", "a,b"))));
        String huge = LogForm.JSON.write(new LogEvent(0, "info", 5, "X", Map.of("text", "x".repeat(1_000_000))));
        assertTrue(huge.length() < 3_000 && huge.contains("...(998000 more)"), huge);
    }

    @Test
    void shouldWriteAHeartbeatEachMinute() throws IOException {
        journal.session("PAPER");
        for (int second = 0; second < 150; second++) {
            journal.add("TimeAdvanced", "clockSource", "WALL").after(1_000_000_000L);
        }
        write("info", LogForm.JSON);
        assertEquals(3, lines("heartbeat").size());
        assertEquals(60, new ObjectMapper().readTree(lines("heartbeat").get(1)).get("records").asInt());
    }

    @Test
    void shouldArchiveAtTheEndOfASessionAndForgetOldArchives() throws IOException {
        journal.session("PAPER").kill().dayClosed();
        write("info", LogForm.JSON);
        assertEquals(List.of(), lines("main_bot"));
        List<Path> first = archives();
        assertEquals(List.of("kill_switch-20241101T133000Z-4.log.gz", "main_bot-20241101T133000Z-4.log.gz", "open-20241101T133000Z-4.log.gz"),
            first.stream().map(file -> file.getFileName().toString()).toList());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(first.get(1))), StandardCharsets.UTF_8))) {
            assertEquals(4, reader.lines().count());
        }
        journal.after(6 * DAY).dayClosed();
        write("info", LogForm.JSON);
        assertEquals(4, archives().size());
        journal.after(2 * DAY).dayClosed();
        write("info", LogForm.JSON);
        assertEquals(List.of("main_bot-20241107T133000Z-5.log.gz", "main_bot-20241109T133000Z-6.log.gz"),
            archives().stream().map(file -> file.getFileName().toString()).toList());
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldGoOnWhereItWas() throws IOException {
        journal.session("PAPER").kill();
        write("info", LogForm.JSON);
        journal.kill();
        write("info", LogForm.JSON); // given all of it again, as after a restart
        assertEquals(2, events("kill_switch").size());
    }

    @Test
    void shouldNotMistakeANewJournalForTheOldOne() throws IOException {
        journal.session("PAPER").kill().kill();
        write("info", LogForm.JSON);
        WrittenJournal other = new WrittenJournal().after(DAY).session("PAPER");
        try (PeopleLogs logs = logs("info", LogForm.JSON)) {
            other.giveTo(logs);
        }
        assertEquals(6, events("main_bot").size(), "four of the first journal, two of the second");
    }

    @Test
    void shouldCountWhatCannotBeWrittenAndGoOn() throws IOException {
        Path file = folder.resolve("logs");
        Files.createFile(file); // a file where the folder should be
        journal.session("PAPER").kill();
        PeopleLogs logs = new PeopleLogs(file, new LogSettings(true, LogLevel.INFO, LogForm.JSON, 7));
        journal.giveTo(logs);
        assertTrue(logs.lostCount() >= 3, logs.lostCount() + " lost");
        Files.delete(file);
        journal.kill();
        journal.giveTo(logs, journal.size() - 1);
        logs.close();
        List<String> lines = Files.readAllLines(file.resolve("main_bot.log"));
        assertTrue(lines.get(0).startsWith("# ") && lines.get(0).contains("lines were lost here"), lines.get(0));
        assertEquals(2, lines.size());
    }

    @Test
    void shouldWriteWhereAThreadFailed() throws IOException {
        try (PeopleLogs logs = logs("quiet", LogForm.LOGFMT)) {
            logs.error("books", new IllegalStateException("disk\nfull"));
        }
        assertEquals(1, lines("error_tracebacks").size());
        String line = lines("error_tracebacks").get(0);
        assertTrue(line.contains("event=HostFailed component=books error=\"java.lang.IllegalStateException: disk\\nfull\""), line);
        assertTrue(line.contains("PeopleLogsTest.shouldWriteWhereAThreadFailed"), line);
        assertFalse(line.contains("\n"));
    }
}
