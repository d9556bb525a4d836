package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a command says as of an earlier moment is what it says of a journal that really ends there. */
class AsOfTest {

    private static final int RANDOM_CUTS = 5;

    @TempDir
    static Path folder;
    private static Path run;
    private static long lastSequence;
    private static final TreeMap<Long, Long> TIME_BY_SEQUENCE = new TreeMap<>();

    @BeforeAll
    static void runDemo() {
        assertEquals(0, CommandRun.of("demo", "--quiet", "--out", folder.resolve("demo").toString()).code());
        run = folder.resolve("demo/run");
        try (JournalReader reader = JournalReader.open(run.resolve("journal"))) {
            while (reader.next()) {
                TIME_BY_SEQUENCE.put(reader.sequence(), reader.timeNanos());
            }
        }
        lastSequence = TIME_BY_SEQUENCE.lastKey();
    }

    @Test
    void shouldSayOfAnySequenceWhatAJournalCutThereSays() {
        long seed = System.nanoTime();
        System.out.println("AsOfTest seed " + seed);
        Random random = new Random(seed);
        TreeSet<Long> sequences = new TreeSet<>(List.of(0L, lastSequence));
        for (int i = 0; i < RANDOM_CUTS; i++) {
            sequences.add(random.nextLong(lastSequence));
        }
        CommandRun.of("ledger", "journal", run.toString(), "--json").json().get("entries").forEach(entry -> {
            long sequence = entry.get("journalSequence").asLong();
            if (random.nextInt(4) == 0) {
                sequences.add(sequence);
                sequences.add(Math.max(sequence - 1, 0));
            }
        });
        int openPositions = 0;
        for (long sequence : sequences) {
            Path cut = cut("cut-" + sequence, sequence);
            String asOf = Long.toString(sequence);
            for (List<String> command : commands()) {
                assertSame(command, cut, asOf, sequence);
            }
            openPositions += CommandRun.of("ledger", "state", cut.toString(), "--json").json().get("checkpoint").get("positions").size();
        }
        assertTrue(openPositions > 0, "some cut is inside a trade; seed " + seed);
    }

    @Test
    void shouldTakeATimeInAnyZone() {
        long sequence = lastSequence / 2;
        long timeNanos = TIME_BY_SEQUENCE.get(sequence);
        long last = sequence;
        while (last < lastSequence && TIME_BY_SEQUENCE.get(last + 1) == timeNanos) {
            last++;
        }
        String utc = Instant.ofEpochSecond(0, timeNanos).toString();
        String zone = Instant.ofEpochSecond(0, timeNanos).atOffset(ZoneOffset.ofHours(-5)).toString();
        String expected = CommandRun.of("ledger", "state", run.toString(), "--as-of", Long.toString(last)).out();
        assertTrue(expected.startsWith("behind sequence " + last + ", " + utc), expected.substring(0, 80));
        for (String time : List.of(utc, utc.substring(0, utc.length() - 1), zone)) {
            assertEquals(expected, CommandRun.of("ledger", "state", run.toString(), "--as-of", time).out(), time);
        }
    }

    @Test
    void shouldRefuseWhatIsNotInTheJournal() {
        for (String asOf : List.of(Long.toString(lastSequence + 1), "1990-01-01T00:00Z")) {
            for (List<String> command : commands()) {
                CommandRun refused = CommandRun.of(arguments(command, run, "--as-of", asOf));
                assertEquals(66, refused.code(), command + " " + refused.err());
                assertTrue(refused.err().contains("the journal"), refused.err());
            }
        }
        CommandRun nonsense = CommandRun.of("ledger", "balance", run.toString(), "--as-of", "yesterday");
        assertEquals(64, nonsense.code());
        assertTrue(nonsense.err().contains("neither a sequence of the journal nor a time"), nonsense.err());
    }

    @Test
    void shouldLeaveNoScratchFolder() {
        File[] before = scratch();
        assertEquals(0, CommandRun.of("ledger", "balance", run.toString(), "--as-of", "5").code());
        assertEquals(before.length, scratch().length);
        assertFalse(before.length > 100, "scratch folders of others pile up");
    }

    private static File[] scratch() {
        return new File(System.getProperty("java.io.tmpdir")).listFiles((in, name) -> name.startsWith("tradebot-as-of"));
    }

    private static List<List<String>> commands() {
        return List.of(List.of("balance"), List.of("journal"), List.of("account", "Assets"), List.of("check"), List.of("state"));
    }

    private static void assertSame(List<String> command, Path cut, String asOf, long sequence) {
        CommandRun expected = CommandRun.of(arguments(command, cut));
        CommandRun found = CommandRun.of(arguments(command, run, "--as-of", asOf));
        assertEquals(0, expected.code(), expected.out() + expected.err());
        assertEquals(expected.out(), found.out(), command + " as of " + sequence);
        assertEquals(expected.code(), found.code());
        assertEquals(withoutPath(CommandRun.of(arguments(command, cut, "--json"))),
            withoutPath(CommandRun.of(arguments(command, run, "--json", "--as-of", asOf))));
    }

    private static JsonNode withoutPath(CommandRun of) {
        ObjectNode document = (ObjectNode) of.json();
        document.remove("ledger");
        return document;
    }

    private static String[] arguments(List<String> command, Path folder, String... further) {
        List<String> arguments = new ArrayList<>(List.of("ledger", command.get(0), folder.toString()));
        arguments.addAll(command.subList(1, command.size()));
        arguments.addAll(List.of(further));
        return arguments.toArray(String[]::new);
    }

    /** A run whose journal ends behind the sequence, with its books. */
    private static Path cut(String name, long sequence) {
        Path cut = folder.resolve(name);
        try (JournalReader reader = JournalReader.open(run.resolve("journal")); JournalWriter writer = JournalWriter.open(cut.resolve("journal"))) {
            while (reader.next() && reader.sequence() <= sequence) {
                writer.append(reader.buffer(), reader.bodyOffset(), reader.bodyLength(), reader.timeNanos());
            }
        }
        assertEquals(0, CommandRun.of("rebuild", "--quiet", cut.toString()).code());
        return cut;
    }
}
