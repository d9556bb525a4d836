package io.tradebot.replay.capsule;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RiskCheckedDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SlotAssignedDecoder;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.replay.audit.ManySessions;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Capsules of sessions that go on from a checkpoint: all is decided and exported again without the journal before it. */
class SessionCapsuleTest {

    private static final int TAMPERS = Integer.getInteger("tradebot.tampers", 160);
    private static final long SEED = Long.getLong("tradebot.seed", 20261120L);

    @TempDir
    static Path temp;
    private static Path journal;
    private static SealKey key;
    private static final Map<LocalDate, Capsule> capsuleByDate = new TreeMap<>();

    @BeforeAll
    static void write() throws IOException {
        key = SealKey.openOrCreate(temp.resolve("key.pem"));
        journal = temp.resolve("journal");
        ManySessions.write(journal, options());
        for (LocalDate date : List.of(ManySessions.FIRST, ManySessions.SECOND, ManySessions.THIRD, ManySessions.FOURTH)) {
            capsuleByDate.put(date, Capsule.write(journal, date, key, temp.resolve(date + ".zip"), (done, total) -> { }).capsule().orElseThrow());
        }
    }

    private static WriterOptions options() {
        return WriterOptions.defaults().sealedBy(key, 50);
    }

    private static Path file(LocalDate date) {
        return capsuleByDate.get(date).file();
    }

    private static CapsuleReport verify(Path file) throws IOException {
        return CapsuleVerification.verify(file, key.publicKey(), (done, total) -> { });
    }

    private static String difference(Path file) throws IOException {
        return verify(file).difference().orElse("nothing");
    }

    @Test
    void shouldDecideAndExportAgainFromTheCheckpoint() throws IOException {
        for (Map.Entry<LocalDate, Capsule> capsule : capsuleByDate.entrySet()) {
            CapsuleReport report = verify(capsule.getValue().file());
            assertTrue(report.isGenuine(), () -> capsule.getKey() + ": " + report.difference());
            assertTrue(report.isDecidedAgain());
            assertEquals(8, report.checks().size(), report.checks()::toString);
            boolean isFirst = capsule.getKey().equals(ManySessions.FIRST);
            assertEquals(isFirst, capsule.getValue().firstSequence() == 0);
            assertEquals(!isFirst, report.checks().get(6).contains(" from the state of the checkpoint in the first, all the same"), report.checks()::toString);
            assertEquals(!isFirst, report.checks().get(7).contains("the books before them, whose cash and lots are those of the checkpoint"),
                report.checks()::toString);
        }
        assertEquals(capsuleByDate.get(ManySessions.SECOND).firstSequence(), capsuleByDate.get(ManySessions.THIRD).firstSequence(), "one session");
        assertTrue(capsuleByDate.get(ManySessions.FOURTH).firstSequence() > capsuleByDate.get(ManySessions.THIRD).lastSequence());
    }

    @Test
    void shouldHoldTheDayWithWhatCameBefore() throws IOException {
        try (ZipFile zip = new ZipFile(file(ManySessions.THIRD).toFile())) {
            String trades = text(zip, CapsuleExports.TRADES);
            assertTrue(trades.lines().count() == 2 && trades.contains("," + ManySessions.THIRD + "T"), trades);
            String decisions = text(zip, CapsuleExports.DECISIONS);
            assertTrue(decisions.lines().skip(1).allMatch(line -> line.startsWith(ManySessions.THIRD.toString())) && decisions.contains(",SYM1,"), decisions);
            String ledger = text(zip, CapsuleExports.HLEDGER);
            assertTrue(ledger.contains("(OPENING) balances brought forward") && ledger.contains("7 \"SYM1\" @@ USD 70.00"), ledger);
            assertTrue(text(zip, Capsule.SETTINGS).contains("MAX_TRADES=1\n"), "as somebody asked for on the evening before");
        }
        try (ZipFile zip = new ZipFile(file(ManySessions.SECOND).toFile())) {
            assertTrue(text(zip, CapsuleExports.HLEDGER).contains("500.00"), "what came in at night, before the session");
            assertTrue(text(zip, Capsule.SETTINGS).contains("MAX_TRADES=2\n"));
        }
        try (ZipFile zip = new ZipFile(file(ManySessions.FIRST).toFile())) {
            assertEquals(0, zip.getEntry(Capsule.BOOKS_BEFORE).getSize());
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(Repacked.bytes(zip, name), StandardCharsets.UTF_8);
    }

    @Test
    void shouldGiveTheSameBytesEachTime() throws IOException {
        Path again = temp.resolve("again.zip");
        Capsule.write(journal, ManySessions.FOURTH, key, again, (done, total) -> { });
        assertEquals(-1, Files.mismatch(file(ManySessions.FOURTH), again));
    }

    /** The owner of the key changes one decision, chains and seals the journal anew and signs a capsule of it. */
    @Test
    void shouldNotBelieveADecisionThatTheOwnerOfTheKeyChanged() throws IOException {
        Capsule genuine = capsuleByDate.get(ManySessions.FOURTH);
        Map<Integer, Integer> blockLengthById = Map.of(SlotAssignedDecoder.TEMPLATE_ID, SlotAssignedDecoder.BLOCK_LENGTH,
            SignalRaisedDecoder.TEMPLATE_ID, SignalRaisedDecoder.BLOCK_LENGTH, RiskCheckedDecoder.TEMPLATE_ID, RiskCheckedDecoder.BLOCK_LENGTH,
            OrderRequestedDecoder.TEMPLATE_ID, OrderRequestedDecoder.BLOCK_LENGTH);
        for (Map.Entry<Integer, Integer> decision : blockLengthById.entrySet()) {
            for (int back = 1; back < 9; back += 7) { // in its last figure
                String name = decision.getKey() + "-" + back;
                Path changed = changedJournal(decision.getKey(), genuine.firstSequence(), decision.getValue() - back, "changed-" + name);
                Capsule forged = Capsule.write(changed, ManySessions.FOURTH, key, temp.resolve("forged-" + name + ".zip"), (done, total) -> { })
                    .capsule().orElseThrow();
                String difference = difference(forged.file());
                assertTrue(difference.startsWith("journal/excerpts.bin decided again comes out differently:\nsequence "), name + ": " + difference);
            }
        }
    }

    /** And so with the state that the slice begins with: its hash, and what it says of money that the books say otherwise. */
    @Test
    void shouldNotBelieveACheckpointThatTheOwnerOfTheKeyChanged() throws IOException {
        Capsule genuine = capsuleByDate.get(ManySessions.FOURTH);
        for (int at = 0; at < 40; at += 9) {
            Path changed = changedJournal(CheckpointedDecoder.TEMPLATE_ID, genuine.firstSequence(), at, "checkpoint-" + at);
            Capsule forged = Capsule.write(changed, ManySessions.FOURTH, key, temp.resolve("checkpoint-" + at + ".zip"), (done, total) -> { })
                .capsule().orElseThrow();
            assertTrue(difference(forged.file()).startsWith("journal/excerpts.bin decided again comes out differently"), difference(forged.file()));
        }
    }

    /** The same journal with one byte of one decision changed, all behind it chained and sealed anew with the genuine key. */
    private static Path changedJournal(int templateId, long fromSequence, int fieldByte, String name) {
        Path changed = temp.resolve(name);
        RecordCursor cursor = new RecordCursor();
        boolean isChanged = false;
        try (JournalReader reader = JournalReader.open(journal); JournalWriter writer = JournalWriter.open(changed, options())) {
            while (reader.next()) {
                byte[] body = new byte[reader.bodyLength()];
                reader.buffer().getBytes(reader.bodyOffset(), body);
                cursor.wrap(new UnsafeBuffer(body), 0, body.length);
                boolean isSeal = false;
                while (cursor.next()) {
                    isSeal |= cursor.templateId() == JournalSealedDecoder.TEMPLATE_ID;
                    if (!isChanged && reader.sequence() >= fromSequence && cursor.templateId() == templateId) {
                        body[cursor.bodyOffset() + fieldByte] ^= 1;
                        isChanged = true;
                    }
                }
                if (!isSeal) { // the writer puts its own where the others stood
                    writer.append(new UnsafeBuffer(body), 0, body.length, reader.timeNanos());
                }
            }
        }
        assertTrue(isChanged, "no record " + templateId + " behind " + fromSequence);
        return changed;
    }

    @Test
    void shouldNotBelieveBooksThatTheOwnerOfTheKeyChanged() throws IOException {
        Path genuine = file(ManySessions.FOURTH);
        assertTrue(difference(Repacked.of(genuine, temp, key, folder -> Files.write(folder.resolve(Capsule.BOOKS_BEFORE), new byte[0])))
            .startsWith("journal/books-before.db"), "emptied");
        assertTrue(difference(Repacked.of(genuine, temp, key, folder -> {
            try (ZipFile other = new ZipFile(file(ManySessions.SECOND).toFile())) {
                Files.write(folder.resolve(Capsule.BOOKS_BEFORE), Repacked.bytes(other, Capsule.BOOKS_BEFORE));
            }
        })).startsWith("journal/books-before.db"), "of another day");
        String lot = difference(Repacked.of(genuine, temp, key, folder -> change(folder.resolve(Capsule.BOOKS_BEFORE),
            "UPDATE lot SET left_amount_cents = left_amount_cents + 100 WHERE left_qty_e9 > 0")));
        assertTrue(lot.startsWith("journal/books-before.db does not hold beside the checkpoint in sequence "), lot);
        String trade = difference(Repacked.of(genuine, temp, key, folder -> change(folder.resolve(Capsule.BOOKS_BEFORE),
            "UPDATE split SET amount_cents = amount_cents * 2")));
        assertTrue(trade.startsWith("journal/books-before.db does not hold beside the checkpoint in sequence "), trade);
        String first = difference(Repacked.of(file(ManySessions.FIRST), temp, key,
            folder -> Files.write(folder.resolve(Capsule.BOOKS_BEFORE), new byte[] {1})));
        assertEquals("journal/books-before.db is not empty, and nothing stands before sequence 0", first);
        String schema = difference(Repacked.of(genuine, temp, key, folder -> change(folder.resolve(Capsule.BOOKS_BEFORE),
            "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END")));
        assertTrue(schema.startsWith("journal/books-before.db: the books cannot be kept on from it: ") && schema.contains("mine"), schema);
        String trades = difference(Repacked.of(genuine, temp, key, folder -> Files.writeString(folder.resolve(CapsuleExports.TRADES),
            Files.readString(folder.resolve(CapsuleExports.TRADES)).replaceFirst("SYM1", "SYM2"))));
        assertTrue(trades.startsWith("exports/trades.csv is not what the excerpts give"), trades);
    }

    /** What the triggers of the books would not allow. */
    private static void change(Path ledger, String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger); Statement statement = connection.createStatement()) {
            Map<String, String> triggers = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) {
                while (rows.next()) {
                    triggers.put(rows.getString(1), rows.getString(2));
                }
            }
            for (String name : triggers.keySet()) {
                statement.execute("DROP TRIGGER " + name);
            }
            statement.execute(sql);
            for (String trigger : triggers.values()) {
                statement.execute(trigger);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Test
    void shouldFindEveryTamperAsTheOutsidersScriptDoes() throws Exception {
        assumeTrue(OutsideProgram.run("python3", "--version").code() == 0, "python3 is not installed: the outsider's script is not tested");
        assumeTrue(OutsideProgram.run("openssl", "version").code() == 0, "openssl is not installed: the outsider's script is not tested");
        Path publicKey = Files.writeString(temp.resolve("public.pem"), SealKey.publicPem(key.publicKey()));
        for (Map.Entry<LocalDate, Capsule> capsule : capsuleByDate.entrySet()) {
            OutsideProgram genuine = OutsideProgram.run("python3", "-B", "../ops/docs/verify_journal.py", "capsule", capsule.getValue().file().toString(), "--key",
                publicKey.toString());
            assertEquals(0, genuine.code(), genuine.out());
            assertTrue(genuine.out().contains("session " + capsule.getKey() + ", sequence " + capsule.getValue().firstSequence() + " to "
                + capsule.getValue().lastSequence() + ", chain head " + capsule.getValue().headChain()), genuine.out());
        }
        Path kept = temp.resolve("tampered");
        OutsideProgram tampered = OutsideProgram.run("python3", "-B", "../ops/docs/tamper_capsule.py", "--key", publicKey.toString(), "--count", "" + TAMPERS,
            "--seed", "" + SEED, "--keep", kept.toString(), file(ManySessions.FOURTH).toString());
        assertEquals(0, tampered.code(), tampered.out());
        assertTrue(tampered.out().contains(TAMPERS + " tampers, " + TAMPERS + " found, 0 missed"), tampered.out());
        try (Stream<Path> files = Files.list(kept)) {
            List<Path> all = new ArrayList<>(files.sorted().toList());
            assertEquals(TAMPERS, all.size());
            for (Path changed : all) {
                assertFalse(verify(changed).isGenuine(), changed + " of seed " + SEED);
            }
        }
    }
}
