package io.tradebot.journal.tool;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.log.JournalRepair;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.log.WriterOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What an outsider finds with ops/docs/verify_journal.py, Python's standard library and openssl. */
class OutsiderScriptTest {

    private static final Path SCRIPTS = Path.of("..", "ops", "docs");
    private static final int TAMPERS = Integer.getInteger("tradebot.tampers", 250);
    private static final long SEED = Long.getLong("tradebot.seed", 20261120L);

    @TempDir
    static Path folder;
    private static Path journal;
    private static Path seals;
    private static Path publicKey;

    @BeforeAll
    static void write() throws Exception {
        assumeTrue(isThere("python3", "--version"), "python3 is not installed: the outsider's script is not tested");
        assumeTrue(isThere("openssl", "version"), "openssl is not installed: the outsider's script is not tested");
        journal = folder.resolve("journal");
        SealKey key = SealKey.openOrCreate(folder.resolve("key.pem"));
        WriterOptions options = WriterOptions.defaults().withBlockLength(WriterOptions.MIN_BLOCK_LENGTH).sealedBy(key, 16);
        RecordBatch batch = new RecordBatch();
        TimeAdvancedEncoder time = new TimeAdvancedEncoder();
        int length = MessageHeaderEncoder.ENCODED_LENGTH + TimeAdvancedEncoder.BLOCK_LENGTH;
        for (int session = 0; session < 2; session++) {
            try (JournalWriter writer = JournalWriter.open(journal, options)) {
                for (int i = 0; i < 40; i++) {
                    batch.clear();
                    time.wrapAndApplyHeader(batch.buffer(), batch.begin(length), new MessageHeaderEncoder()).clockSource(ClockSource.HISTORICAL);
                    batch.end(length);
                    writer.append(batch.buffer(), 0, batch.length(), 1_700_000_000_000_000_000L + (session * 40 + i) * 1_000_000_000L);
                }
            }
        }
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound() && report.seals().size() > 4, report.toString());
        seals = Files.writeString(folder.resolve("seals.json"), SealExport.json(report));
        publicKey = Files.writeString(folder.resolve("public.pem"), SealKey.publicPem(key.publicKey()));
    }

    @Test
    void shouldFindAGoodJournalGood() throws Exception {
        VerificationReport report = JournalVerifier.verify(journal);
        Run run = script("verify_journal.py", "--public-key", publicKey.toString(), "--seals", seals.toString(), journal.toString());
        assertEquals(0, run.code, run.out);
        assertTrue(run.out.contains("sound: sequence 0 to " + report.headSequence() + " verified, chain head " + report.headChain()), run.out);
        assertTrue(run.out.contains("seals: " + report.seals().size() + " hold, the last over sequence 0 to "
            + (report.headSequence() - 1)), run.out);
        assertEquals(0, script("verify_journal.py", "--fast", journal.toString()).code);
    }

    @Test
    void shouldAgreeOnADamagedAndOnARepairedJournal() throws Exception {
        Path copy = folder.resolve("copy");
        try (Stream<Path> paths = Files.walk(journal)) {
            for (Path path : paths.sorted().toList()) {
                Files.copy(path, copy.resolve(journal.relativize(path).toString()));
            }
        }
        Path file;
        try (Stream<Path> files = Files.list(copy.resolve("00000002"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[0x10400] ^= 1;
        Files.write(file, bytes);
        for (int round = 0; round < 2; round++) {
            VerificationReport report = JournalVerifier.verify(copy);
            Run run = script("verify_journal.py", copy.toString());
            assertEquals(report.isSound() ? 0 : 65, run.code, run.out);
            assertTrue(run.out.contains("sequence 0 to " + report.headSequence() + " verified, chain head " + report.headChain()), run.out);
            assertEquals(round == 1, report.isSound());
            JournalRepair.run(copy, true, WriterOptions.defaults());
        }
    }

    @Test
    void shouldFindTheWrongKey() throws Exception {
        Path other = folder.resolve("other.pem");
        Files.writeString(other, SealKey.publicPem(SealKey.openOrCreate(folder.resolve("otherkey.pem")).publicKey()));
        Run run = script("verify_journal.py", "--public-key", other.toString(), journal.toString());
        assertEquals(65, run.code, run.out);
        assertTrue(run.out.contains("not by the one given"), run.out);
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertEquals(66, script("verify_journal.py", folder.resolve("nothing").toString()).code);
        assertEquals(64, script("verify_journal.py", "--seals", publicKey.toString(), journal.toString()).code);
        assertEquals(64, script("verify_journal.py").code);
        Run run = script("verify_journal.py", "--openssl", "no-such-openssl", journal.toString());
        assertEquals(69, run.code, run.out);
    }

    @Test
    void shouldFindEveryTamper() throws Exception {
        Run run = script("tamper_journal.py", "--seals", seals.toString(), "--count", "" + TAMPERS, "--seed", "" + SEED, journal.toString());
        assertEquals(0, run.code, run.out);
        assertTrue(run.out.contains(TAMPERS + " tampers, " + TAMPERS + " found, 0 missed"), run.out);
    }

    @Test
    void shouldFindEveryChangedByteOfTheLastSeal() throws Exception {
        // Nothing seals the last seal but itself; somebody who writes all anew could change what its signature leaves out.
        Run run = script("tamper_journal.py", "--seals", seals.toString(), "--last-seal", journal.toString());
        assertEquals(0, run.code, run.out);
        assertTrue(run.out.contains(" 0 missed"), run.out);
    }

    private record Run(int code, String out) {
    }

    private static Run script(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-B", SCRIPTS.resolve(name).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static boolean isThere(String... command) {
        try {
            return run(List.of(command)).code == 0;
        } catch (Exception isMissing) {
            return false;
        }
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.HOURS)) {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
