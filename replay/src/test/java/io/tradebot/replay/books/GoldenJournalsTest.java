package io.tradebot.replay.books;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.recovery.Redecision;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.tool.JournalDump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Journals of every schema version are verified, printed, booked and decided again for ever.
 *
 * <p>When a version of the schema gets no more fields, {@code mvn -B -pl replay -am test -Dtest=GoldenJournalsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true -Dgolden.accept=true} keeps two journals of it with their books; if a
 * field is added after all, before anybody had a journal of the version, remove the two and write them again. What is
 * kept is never written again: neither journals nor books. {@code golden.accept} by itself takes other differences of the decisions,
 * each kind with how many there are; why is for a person to write, here and in VERSION.md.
 */
class GoldenJournalsTest {

    private static final long KEPT_LENGTH_MAX = 200 << 10;
    private static final String NO_REASON = "give a reason";

    @TempDir
    private Path temp;

    @Test
    void shouldKeepOneOfEveryVersion() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            GoldenJournal.writeOfThisVersion(Files.createDirectory(temp.resolve("written")));
        }
        TreeSet<Integer> kept = new TreeSet<>();
        for (GoldenJournal golden : GoldenJournal.all()) {
            kept.add(golden.version());
            try (Stream<Path> files = Files.walk(golden.folder())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertTrue(Files.size(file) <= KEPT_LENGTH_MAX, () -> file + " is longer than " + KEPT_LENGTH_MAX);
                }
            }
        }
        TreeSet<Integer> all = new TreeSet<>();
        for (int version = 1; version <= MessageHeaderDecoder.SCHEMA_VERSION; version++) {
            all.add(version);
        }
        assertEquals(all, kept, "what is missing must be written by a program of its version, with -Dgolden.write=true, see above");
    }

    @TestFactory
    Stream<DynamicTest> shouldReplayForEver() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            GoldenJournal.writeOfThisVersion(Files.createDirectory(temp.resolve("written")));
        }
        return GoldenJournal.all().stream().map(golden -> DynamicTest.dynamicTest(golden.name(), () -> replay(golden)));
    }

    private void replay(GoldenJournal golden) throws IOException {
        Path journal = temp.resolve(golden.name());
        golden.unpack(journal);
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound(), () -> report.findings().toString());
        long records = requireOneVersion(journal, golden.version());
        StringBuilder dump = new StringBuilder();
        assertEquals(records, JournalDump.dump(journal, 0, Long.MAX_VALUE, true, dump));
        assertEquals(records, dump.chars().filter(c -> c == '\n').count());
        compareBooks(golden, journal);
        compareDecisions(golden, journal);
        compareFromCheckpoints(golden, journal);
    }

    /** Returns how many records there are. */
    private static long requireOneVersion(Path journal, int version) {
        long count = 0;
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    assertEquals(version, cursor.version(), "sequence " + reader.sequence());
                    count++;
                }
            }
        }
        return count;
    }

    private void compareBooks(GoldenJournal golden, Path journal) throws IOException {
        List<String> books = new ArrayList<>();
        try (LedgerDatabase database = LedgerDatabase.open(Path.of(":memory:")); JournalReader reader = JournalReader.open(journal);
             ProjectionRunner runner = new ProjectionRunner(database, ProjectionRunner.EXCERPTS_PER_COMMIT)) {
            runner.catchUp(reader);
            assertEquals(List.of(), LedgerCheck.check(database));
            try (JournalReader again = JournalReader.open(journal)) {
                assertEquals(List.of(), LedgerCheck.checkAgainst(again, database));
            }
            assertEquals(0, database.count("SELECT count(*) FROM posting_orphan"));
            database.scan("SELECT account_code, sum(amount_cents), coalesce(sum(qty_e9), 0) FROM split GROUP BY account_code ORDER BY account_code",
                row -> books.add("balance " + row.getString(1) + " cents " + row.getLong(2) + " qtyE9 " + row.getLong(3)));
            database.scan("SELECT kind, count(*) FROM entry GROUP BY kind ORDER BY kind",
                row -> books.add("entries " + row.getString(1) + ' ' + row.getLong(2)));
            database.scan("SELECT count(*), coalesce(sum(pnl_cents), 0) FROM trade", row -> books.add("trades " + row.getLong(1) + " pnl cents " + row.getLong(2)));
        }
        if (Boolean.getBoolean("golden.accept") && !Files.exists(golden.books())) {
            Files.write(golden.books(), books);
        }
        assertEquals(String.join("\n", Files.readAllLines(golden.books())), String.join("\n", books), golden.name());
    }

    /** From schema version 3 on every session start is a place to go on from. */
    private static void compareFromCheckpoints(GoldenJournal golden, Path journal) throws IOException {
        if (golden.version() < 3) {
            return;
        }
        List<Long> starts = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                if (checkpointOffset(reader) >= 0) {
                    starts.add(reader.sequence());
                }
            }
        }
        assertTrue(starts.size() >= (golden.name().endsWith("-facts") ? 3 : 1), () -> golden.name() + " has checkpoints at " + starts);
        for (long start : starts) {
            TradingEngine engine = new TradingEngine(golden::strategies);
            Redecision redecision = new Redecision(engine);
            try (JournalReader reader = JournalReader.open(journal)) {
                while (reader.next()) {
                    if (reader.sequence() == start) {
                        int offset = checkpointOffset(reader);
                        engine.restore(reader.buffer(), offset, reader.bodyOffset() + reader.bodyLength() - offset);
                    }
                    if (reader.sequence() >= start) {
                        assertEquals(Optional.empty(), redecision.decide(reader), golden.name() + " from sequence " + start);
                    }
                }
            }
        }
    }

    /** Where the SBE header of the Checkpointed record of a session start is, or -1. */
    private static int checkpointOffset(JournalReader reader) {
        RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        cursor.next();
        if (cursor.templateId() != SessionStartedDecoder.TEMPLATE_ID) {
            return -1;
        }
        int at = reader.bodyOffset() + RecordBatch.PREFIX_LENGTH + cursor.length();
        int offset = -1;
        while (cursor.next()) {
            offset = cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID ? at + RecordBatch.PREFIX_LENGTH : -1;
            at += RecordBatch.PREFIX_LENGTH + cursor.length();
        }
        return offset;
    }

    private static void compareDecisions(GoldenJournal golden, Path journal) throws IOException {
        Redecision redecision = new Redecision(golden::strategies);
        long count = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                redecision.decide(reader);
                assertTrue(redecision.fault().isEmpty(), () -> golden.name() + ": " + redecision.fault());
                count++;
            }
        }
        assertTrue(count > 0 && redecision.decisionCount() > 0, "nothing was decided");
        Map<String, String> reasons = new TreeMap<>();
        Map<String, Long> expected = new TreeMap<>();
        if (Files.exists(golden.differences())) {
            for (String line : Files.readAllLines(golden.differences())) {
                String[] words = line.split(" ", 3); // kind, count, why
                expected.put(words[0], Long.parseLong(words[1]));
                reasons.put(words[0], words[2]);
            }
        }
        Map<String, Long> found = new TreeMap<>();
        redecision.differences().countByKind().forEach((kind, times) -> found.put(kind.replace(' ', '_'), times));
        if (Boolean.getBoolean("golden.accept") && !found.isEmpty()) {
            Files.write(golden.differences(), found.entrySet().stream()
                .map(each -> each.getKey() + ' ' + each.getValue() + ' ' + reasons.getOrDefault(each.getKey(), NO_REASON)).toList());
        } else {
            assertEquals(expected, found, () -> golden.name() + " is decided otherwise than differences.txt says; the leading one: "
                + redecision.differences().leading().map(Object::toString).orElse("none"));
            reasons.forEach((kind, why) -> assertTrue(!why.equals(NO_REASON) && why.length() > 10, () -> kind + ": " + why));
        }
    }
}
