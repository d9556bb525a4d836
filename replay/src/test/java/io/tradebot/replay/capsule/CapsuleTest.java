package io.tradebot.replay.capsule;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.SealCause;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The capsule of the second session of the demo, and what somebody may do to it. */
class CapsuleTest {

    private static final LocalDate DATE = LocalDate.of(2024, 11, 1);
    private static final int FLIPS = Integer.getInteger("tradebot.capsule.flips", 400);
    private static final int TAMPERS = Integer.getInteger("tradebot.tampers", 160);
    private static final long SEED = Long.getLong("tradebot.seed", 20261120L);

    @TempDir
    static Path temp;
    private static Path journal;
    private static SealKey key;
    private static Path file;
    private static Capsule capsule;

    @BeforeAll
    static void write() throws IOException {
        BacktestResult run = DemoRun.run(temp, "run", EngineHost.Kind.LOOP);
        journal = temp.resolve("sealed/journal");
        key = SealKey.openOrCreate(temp.resolve("key.pem"));
        try (JournalReader reader = JournalReader.open(run.folder().journal());
             JournalWriter writer = JournalWriter.open(journal, WriterOptions.defaults().sealedBy(key, 2000))) {
            while (reader.next()) {
                writer.append(reader.buffer(), reader.bodyOffset(), reader.bodyLength(), reader.timeNanos());
            }
            writer.seal(SealCause.OPERATOR);
        }
        file = temp.resolve("capsule.zip");
        capsule = Capsule.write(journal, DATE, key, file, (done, total) -> { }).capsule().orElseThrow();
    }

    private static CapsuleReport verify(Path changed) throws IOException {
        return CapsuleVerification.verify(changed, key.publicKey(), (done, total) -> { });
    }

    private static String difference(Path changed) throws IOException {
        return verify(changed).difference().orElse("nothing");
    }

    @Test
    void shouldHoldWhatItsManifestSays() throws IOException {
        CapsuleReport report = verify(file);
        assertTrue(report.isGenuine(), () -> report.difference().toString());
        assertTrue(report.isDecidedAgain());
        assertEquals("BACKTEST_US_SIM_BOT1", report.identity());
        assertEquals(DATE.toString(), report.date());
        assertEquals(8, report.checks().size(), report.checks()::toString);
        assertEquals(0, capsule.firstSequence(), "a run without checkpoints is decided from its first record");
        assertTrue(capsule.isDayClosed());
        assertTrue(capsule.sealCount() > 1 && capsule.laterSealCount() > 1, capsule::toString);
        try (JournalReader reader = JournalReader.open(journal, capsule.lastSequence())) {
            byte[] chain = new byte[32];
            assertTrue(reader.next());
            reader.copyChain(chain);
            assertEquals(HexFormat.of().formatHex(chain), capsule.headChain());
        }
    }

    @Test
    void shouldGiveTheSameBytesEachTime() throws IOException {
        Path again = temp.resolve("again.zip");
        Capsule.write(journal, DATE, key, again, (done, total) -> { });
        assertEquals(-1, Files.mismatch(file, again));
        assertThrows(FileAlreadyExistsException.class, () -> Capsule.write(journal, DATE, key, again, (done, total) -> { }));
    }

    @Test
    void shouldOpenAsAnOrdinaryZipWithTheDayOnly() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertEquals(2 + Capsule.PARTS.size(), names.size(), names::toString);
            String trades = text(zip, CapsuleExports.TRADES);
            assertTrue(trades.lines().count() > 1 && trades.lines().skip(1).allMatch(line -> line.contains("," + DATE + "T")), trades);
            String decisions = text(zip, CapsuleExports.DECISIONS);
            assertTrue(decisions.lines().count() > 5 && decisions.lines().skip(1).allMatch(line -> line.startsWith(DATE.toString())), decisions);
            assertTrue(text(zip, CapsuleExports.HLEDGER).contains(DATE.toString()));
            assertTrue(text(zip, Capsule.SETTINGS).lines().count() > 50, text(zip, Capsule.SETTINGS));
            assertTrue(text(zip, Capsule.CODE).startsWith("version v"));
            String manifest = text(zip, CapsuleFile.MANIFEST);
            assertTrue(SealKey.isSignedBy(key.publicKey(), manifest.getBytes(StandardCharsets.US_ASCII),
                Repacked.bytes(zip, CapsuleFile.SIGNATURE)), manifest);
        }
    }

    private static String text(ZipFile zip, String name) throws IOException {
        return new String(Repacked.bytes(zip, name), StandardCharsets.UTF_8);
    }

    @Test
    void shouldNameTheSessionsThereAre() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> Capsule.write(journal, LocalDate.of(2024, 11, 2), key, null, (done, total) -> { }));
        assertTrue(refused.getMessage().contains("has no session on 2024-11-02; it has 2024-10-31, 2024-11-01, 2024-11-04"), refused.getMessage());
    }

    @Test
    void shouldTakeDaysWithoutGapOrOverlap() {
        List<SessionSlice> all;
        try (JournalReader reader = JournalReader.open(journal)) {
            all = SessionSlice.all(reader);
        }
        assertEquals(12, all.size());
        for (int i = 0; i < all.size(); i++) {
            SessionSlice slice = all.get(i);
            assertTrue(slice.isDayClosed() && slice.dayFirstSequence() <= slice.openedSequence() && slice.openedSequence() < slice.lastSequence(),
                slice::toString);
            assertEquals(i == 0 ? 0 : all.get(i - 1).lastSequence() + 1, slice.dayFirstSequence());
        }
    }

    @Test
    void shouldFindEveryFlippedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Integer> places = new ArrayList<>();
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            places.add(random.nextInt(bytes.length));
        }
        for (CapsuleFile.Entry entry : entries(file)) { // headers, first and last bytes of each part
            for (int at = (int) entry.offset() - 30 - entry.name().length(); at < entry.offset() + 1; at++) {
                places.add(at);
            }
            places.add((int) (entry.offset() + entry.length() - 1));
        }
        for (int at = bytes.length - 200; at < bytes.length; at++) { // directory and end
            places.add(at);
        }
        Path changed = temp.resolve("flipped.zip");
        for (int at : places) {
            byte[] copy = bytes.clone();
            copy[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(changed, copy);
            assertFalse(verify(changed).isGenuine(), "byte " + at + " was changed, seed " + SEED);
        }
    }

    private static List<CapsuleFile.Entry> entries(Path capsule) throws IOException {
        try (CapsuleFile open = CapsuleFile.open(capsule)) {
            return open.entries();
        } catch (CapsuleException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldFindACutAndAnAppendedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path changed = temp.resolve("cut.zip");
        for (int length : new int[] {0, 1, 29, 30, 100, bytes.length / 2, bytes.length - 22, bytes.length - 1, bytes.length + 1}) {
            Files.write(changed, Arrays.copyOf(bytes, length));
            assertFalse(verify(changed).isGenuine(), "cut to " + length);
        }
    }

    private static Path repacked(SealKey signer, Repacked.Change change) throws IOException {
        return Repacked.of(file, temp, signer, change);
    }

    private static void replace(Path part, String text, String by) throws IOException {
        String was = Files.readString(part, StandardCharsets.ISO_8859_1);
        String now = was.replaceFirst(text, by);
        assertFalse(was.equals(now), part + " has no " + text);
        Files.writeString(part, now, StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldPackTheSameAgain() throws IOException {
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(repacked(null, folder -> { })));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(repacked(key, folder -> { })));
    }

    @Test
    void shouldNameThePartThatWasChangedDroppedOrSwapped() throws IOException {
        for (String name : Capsule.PARTS) {
            String changed = difference(repacked(null, folder -> Files.write(folder.resolve(name),
                "x".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND)));
            assertTrue(changed.contains(name), changed);
            String dropped = difference(repacked(null, folder -> Files.delete(folder.resolve(name))));
            assertTrue(dropped.contains("expected " + name) && dropped.contains("dropped, added or moved"), dropped);
        }
        String swapped = difference(repacked(null, folder -> {
            byte[] trades = Files.readAllBytes(folder.resolve(CapsuleExports.TRADES));
            Files.copy(folder.resolve(CapsuleExports.DECISIONS), folder.resolve(CapsuleExports.TRADES), StandardCopyOption.REPLACE_EXISTING);
            Files.write(folder.resolve(CapsuleExports.DECISIONS), trades);
        }));
        assertTrue(swapped.startsWith("exports/decisions.csv has "), swapped);
    }

    @Test
    void shouldFindAnotherSignatureAndAnotherSigner() throws IOException {
        SealKey stranger = SealKey.openOrCreate(temp.resolve("stranger.pem"));
        String swapped = difference(repacked(null, folder -> Files.write(folder.resolve(CapsuleFile.SIGNATURE),
            stranger.sign(Files.readAllBytes(folder.resolve(CapsuleFile.MANIFEST))))));
        assertTrue(swapped.startsWith("manifest.sig is not the signature of the key "), swapped);
        Path byStranger = repacked(stranger, folder -> { });
        assertTrue(difference(byStranger).contains("not by the one given"), difference(byStranger));
        CapsuleReport anybody = CapsuleVerification.verify(byStranger, null, (done, total) -> { });
        assertTrue(anybody.isGenuine() && anybody.checks().toString().contains("compare it with the key you were given"), anybody::toString);
    }

    @Test
    void shouldNotBelieveTheOwnerOfTheKeyEither() throws IOException {
        assertTrue(difference(repacked(key, folder -> replace(folder.resolve(Capsule.SETTINGS), "=([0-9])", "=1$1")))
            .startsWith("settings.env differs from the settings of the excerpts: line "));
        assertTrue(difference(repacked(key, folder -> replace(folder.resolve(CapsuleExports.TRADES), "\\.([0-9]*)\n$", ".99\n")))
            .startsWith("exports/trades.csv is not what the excerpts give"));
        assertTrue(difference(repacked(key, folder -> replace(folder.resolve(CapsuleExports.DECISIONS), "\n[^\n]*\n$", "\n")))
            .startsWith("exports/decisions.csv is not what the excerpts give"));
        assertTrue(difference(repacked(key, folder -> replace(folder.resolve(Capsule.SEALS), "\"sealedSequence\": 1", "\"sealedSequence\": 2")))
            .startsWith("journal/seals.json does not list the "));
        String flipped = difference(repacked(key, folder -> flip(folder.resolve(Capsule.EXCERPTS), 100_000)));
        assertTrue(flipped.matches("journal/excerpts.bin offset \\d+ sequence \\d+: CRC32C .*"), flipped);
        String dropped = difference(repacked(key, folder -> {
            byte[] bytes = Files.readAllBytes(folder.resolve(Capsule.EXCERPTS));
            int first = 64 + (Byte.toUnsignedInt(bytes[24]) | Byte.toUnsignedInt(bytes[25]) << 8 | Byte.toUnsignedInt(bytes[26]) << 16);
            Files.write(folder.resolve(Capsule.EXCERPTS), Arrays.copyOfRange(bytes, first, bytes.length));
        }));
        assertEquals("journal/excerpts.bin offset 0 sequence 0: sequence 1 stands where 0 belongs", dropped);
    }

    @Test
    void shouldFindEveryTamperAsTheOutsidersScriptDoes() throws Exception {
        assumeTrue(OutsideProgram.run("python3", "--version").code() == 0, "python3 is not installed: the outsider's script is not tested");
        assumeTrue(OutsideProgram.run("openssl", "version").code() == 0, "openssl is not installed: the outsider's script is not tested");
        Path publicKey = Files.writeString(temp.resolve("public.pem"), SealKey.publicPem(key.publicKey()));
        OutsideProgram genuine = OutsideProgram.run("python3", "-B", "../ops/docs/verify_journal.py", "capsule", file.toString(), "--key", publicKey.toString());
        assertEquals(0, genuine.code(), genuine.out());
        assertTrue(genuine.out().contains("session " + DATE + ", sequence 0 to " + capsule.lastSequence() + ", chain head " + capsule.headChain())
            && genuine.out().contains("seals: " + capsule.sealCount() + " in it hold, " + capsule.laterSealCount() + " behind it"), genuine.out());
        Path kept = temp.resolve("tampered");
        OutsideProgram tampered = OutsideProgram.run("python3", "-B", "../ops/docs/tamper_capsule.py", "--key", publicKey.toString(), "--count", "" + TAMPERS, "--seed", "" + SEED,
            "--keep", kept.toString(), file.toString());
        assertEquals(0, tampered.code(), tampered.out());
        assertTrue(tampered.out().contains(TAMPERS + " tampers, " + TAMPERS + " found, 0 missed"), tampered.out());
        try (Stream<Path> files = Files.list(kept)) {
            List<Path> all = files.sorted().toList();
            assertEquals(TAMPERS, all.size());
            for (Path changed : all) {
                assertFalse(verify(changed).isGenuine(), changed + " of seed " + SEED);
                Files.delete(changed);
            }
        }
    }

    private static void flip(Path part, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(part);
        bytes[at] ^= 1;
        Files.write(part, bytes);
    }
}
