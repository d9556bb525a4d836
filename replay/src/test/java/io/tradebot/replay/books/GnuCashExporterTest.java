package io.tradebot.replay.books;

import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import javax.xml.parsers.DocumentBuilderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The GnuCash file follows the trades of a growing journal, each write keeps what was there, and a kill leaves a readable file. */
class GnuCashExporterTest {

    @TempDir
    static Path demo;
    private static Path journal;
    private static List<Long> closing;

    @TempDir
    Path folder;

    @BeforeAll
    static void runDemo() {
        journal = DemoRun.run(demo, "run", EngineHost.Kind.LOOP).folder().journal();
        closing = sequencesWithAClosedTrade();
        assertTrue(closing.size() >= 3, "trades close at " + closing);
    }

    @Test
    void shouldWriteOnceForEachTradeAndBackUpWhatWasThere() throws IOException {
        Path target = folder.resolve("books.gnucash");
        List<Long> written = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (JournalReader source = JournalReader.open(journal); JournalWriter growing = JournalWriter.open(folder.resolve("journal"));
             GnuCashExporter exporter = GnuCashExporter.open(folder.resolve("books.db"), target, true);
             JournalReader tail = reader(growing, source, folder.resolve("journal"))) {
            exporter.catchUp(tail);
            while (copyNext(source, growing)) {
                // market data between trades comes in batches, so that the test does not commit for every bar
                if (closing.contains(source.sequence()) || source.sequence() % 1000 == 0) {
                    if (exporter.catchUp(tail)) {
                        written.add(source.sequence());
                        contents.add(Files.readAllBytes(target));
                    }
                }
            }
            assertFalse(exporter.catchUp(tail), "nothing closed since");
        }
        assertEquals(closing, written);
        List<Path> backups = backups();
        assertEquals(closing.size() - 1, backups.size(), "the first write found nothing");
        for (int i = 0; i < backups.size(); i++) {
            assertArrayEquals(contents.get(i), Files.readAllBytes(backups.get(i)), "backup " + i);
            assertTrue(backups.get(i).getFileName().toString().matches("books\\.gnucash\\.[0-9]{8}T[0-9]{6}Z\\." + String.format(Locale.ROOT, "%012d", closing.get(i + 1))),
                backups.get(i).toString());
        }
        requireReadable(target);
    }

    @Test
    void shouldKeepTheBooksUpButWriteNothingWhenOff() throws IOException {
        Path target = folder.resolve("books.gnucash");
        try (JournalReader tail = JournalReader.open(journal); GnuCashExporter exporter = GnuCashExporter.open(folder.resolve("books.db"), target, false)) {
            assertFalse(exporter.catchUp(tail));
        }
        assertFalse(Files.exists(target));
        assertTrue(Files.size(folder.resolve("books.db")) > 0);
    }

    @Test
    void shouldLeaveTheOldFileWhenKilledBetweenBackupAndWriteAndCatchUpAfterwards() throws IOException {
        Path target = folder.resolve("books.gnucash");
        Path ledger = folder.resolve("books.db");
        try (JournalReader tail = JournalReader.open(cut(closing.get(0))); GnuCashExporter exporter = GnuCashExporter.open(ledger, target, true)) {
            assertTrue(exporter.catchUp(tail));
        }
        byte[] old = Files.readAllBytes(target);
        // a folder in place of the temporary file: the process cannot go on behind the backup
        Path inTheWay = Files.createDirectories(AtomicFile.temporaryFor(target).resolve("x"));
        try (JournalReader tail = JournalReader.open(journal); GnuCashExporter exporter = GnuCashExporter.open(ledger, target, true)) {
            assertThrows(UncheckedIOException.class, () -> exporter.catchUp(tail));
        }
        assertArrayEquals(old, Files.readAllBytes(target));
        requireReadable(target);
        assertEquals(1, backups().size());
        assertArrayEquals(old, Files.readAllBytes(backups().get(0)));
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        try (JournalReader tail = JournalReader.open(journal); GnuCashExporter exporter = GnuCashExporter.open(ledger, target, true)) {
            assertTrue(exporter.catchUp(tail), "the books were ahead of the file");
            assertFalse(exporter.catchUp(tail));
        }
        assertEquals(1, backups().size(), "the same backup again");
        requireReadable(target);
        try (JournalReader tail = JournalReader.open(journal); GnuCashExporter exporter = GnuCashExporter.open(ledger, target, true)) {
            assertFalse(exporter.catchUp(tail), "a restart alone writes nothing");
        }
    }

    @Test
    void shouldExportByItselfInPaperAndLiveOnly() {
        assertTrue(GnuCashExporter.isAutomatic("auto", "live"));
        assertTrue(GnuCashExporter.isAutomatic("auto", "paper"));
        assertFalse(GnuCashExporter.isAutomatic("auto", "backtest"));
        assertFalse(GnuCashExporter.isAutomatic("auto", "what_if"));
        assertFalse(GnuCashExporter.isAutomatic("off", "live"));
    }

    /** Opens a reader on a journal that has its first excerpt. */
    private static JournalReader reader(JournalWriter growing, JournalReader source, Path folder) {
        assertTrue(copyNext(source, growing));
        growing.sync();
        return JournalReader.open(folder);
    }

    private static boolean copyNext(JournalReader source, JournalWriter growing) {
        boolean isThere = source.next();
        if (isThere) {
            growing.append(source.buffer(), source.bodyOffset(), source.bodyLength(), source.timeNanos());
        }
        return isThere;
    }

    private Path cut(long sequence) {
        Path cut = folder.resolve("cut");
        try (JournalReader source = JournalReader.open(journal); JournalWriter writer = JournalWriter.open(cut)) {
            while (source.sequence() < sequence && copyNext(source, writer)) {
                // up to the sequence
            }
        }
        return cut;
    }

    private static List<Long> sequencesWithAClosedTrade() {
        List<Long> sequences = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == TradeClosedDecoder.TEMPLATE_ID) {
                        sequences.add(reader.sequence());
                    }
                }
            }
        }
        return sequences;
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("backup"))) {
            return files.sorted().toList();
        }
    }

    private static void requireReadable(Path file) {
        try {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            assertEquals("gnc-v2", document.getDocumentElement().getNodeName());
        } catch (Exception e) {
            throw new AssertionError(file + " is no XML", e);
        }
    }
}
