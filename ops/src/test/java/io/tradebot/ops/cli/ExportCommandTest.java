package io.tradebot.ops.cli;

import io.tradebot.projections.db.LedgerDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The command around the exports; their contents are tested beside them. */
class ExportCommandTest {

    private static final String NAME = "BACKTEST_US_SIM_BOT1_BOT_";

    @TempDir
    static Path folder;
    private static Path run;
    private static String chainHead;

    @BeforeAll
    static void runDemo() {
        CommandRun demo = CommandRun.of("demo", "--json", "--out", folder.resolve("demo").toString());
        assertEquals(0, demo.code(), demo.err());
        run = folder.resolve("demo/run");
        chainHead = demo.json().get("chainHead").asText();
    }

    @Test
    void shouldWriteEveryFormToItsPlaceAndNameTheChainHead() throws IOException {
        for (ExportForm form : ExportForm.values()) {
            CommandRun export = CommandRun.of("export", form.toString(), run.toString(), "--json");
            assertEquals(0, export.code(), form + ": " + export.err());
            Path place = form.place(run.resolve("exports/backtest"), "BACKTEST_US_SIM_BOT1");
            assertEquals(place.toString(), export.json().get("file").asText());
            assertTrue(place.getFileName().toString().startsWith(NAME), place.toString());
            Path text = switch (form) {
                case CSV -> place.resolve("journal.json");
                case TAX -> place.resolveSibling(place.getFileName() + ".json");
                default -> place;
            };
            assertTrue(Files.readString(text).contains(chainHead), form + " names the chain head");
        }
    }

    @Test
    void shouldWriteTheSameFileAgainAndAnEarlierOneAsOfACut() throws IOException {
        Path file = folder.resolve("books.json");
        assertEquals(0, CommandRun.of("export", "json", run.toString(), "--out", file.toString()).code());
        byte[] first = Files.readAllBytes(file);
        assertEquals(0, CommandRun.of("export", "json", run.toString(), "--out", file.toString()).code());
        assertArrayEquals(first, Files.readAllBytes(file));
        CommandRun earlier = CommandRun.of("export", "json", run.toString(), "--out", file.toString(), "--as-of", "100", "--json");
        assertEquals(0, earlier.code(), earlier.err());
        assertEquals(100, earlier.json().get("journalSequence").asLong());
        assertFalse(Files.readString(file).contains(chainHead));
    }

    @Test
    void shouldNotExportDamagedBooksNorThoseOfAnotherJournal() throws IOException {
        Path ledger = run.resolve("ledgers/" + NAME + "ledger.db");
        byte[] sound = Files.readAllBytes(ledger);
        Path file = folder.resolve("refused.ofx");
        refuse(ledger, file, "UPDATE trade SET pnl_cents = pnl_cents + 1 WHERE position_id = 3", "position 3");
        Files.write(ledger, sound);
        refuse(ledger, file, "UPDATE checkpoint SET chain = '" + "0".repeat(64) + "'", "come from another journal");
        Files.writeString(ledger, "no database");
        refuse(ledger, file, null, "is damaged");
        Files.write(ledger, sound);
        assertEquals(0, CommandRun.of("export", "ofx", run.toString(), "--out", file.toString()).code());
    }

    private void refuse(Path ledger, Path file, String damage, String expected) {
        if (damage != null) {
            try (LedgerDatabase database = LedgerDatabase.open(ledger)) {
                database.update(damage);
                database.commit();
            }
        }
        CommandRun export = CommandRun.of("export", "ofx", run.toString(), "--out", file.toString());
        assertEquals(65, export.code(), export.err());
        assertTrue(export.err().contains(expected) && export.err().contains("tradebot rebuild"), export.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldExportALedgerFileToANamedPlaceOnly() {
        String ledger = run.resolve("ledgers/" + NAME + "ledger.db").toString();
        CommandRun nowhere = CommandRun.of("export", "ofx", ledger);
        assertEquals(64, nowhere.code());
        assertTrue(nowhere.err().contains("--out"), nowhere.err());
        assertEquals(0, CommandRun.of("export", "ofx", ledger, "--out", folder.resolve("x.ofx").toString()).code());
        assertEquals(73, CommandRun.of("export", "ofx", ledger, "--out", folder.toString()).code());
    }

    @Test
    void shouldFollowAJournalToItsEnd() {
        CommandRun follow = CommandRun.of("export", "gnucash", run.toString(), "--follow", "--out", folder.resolve("tail.gnucash").toString(), "--json");
        assertEquals(0, follow.code(), follow.err());
        assertEquals(1, follow.json().get("exportCount").asInt());
        assertTrue(Files.exists(folder.resolve("tail.gnucash")));
        CommandRun again = CommandRun.of("export", "gnucash", run.toString(), "--follow", "--out", folder.resolve("tail.gnucash").toString(), "--json");
        assertEquals(0, again.json().get("exportCount").asInt(), "nothing closed since");
    }

    @Test
    void shouldKeepLiveFilesFromThePaperFolder() {
        RunStart live = new RunStart("I", "live", Map.of("FORCE_PAPER_EXPORT", "false"));
        assertEquals("live", live.exportMode());
        assertEquals("paper", new RunStart("I", "live", Map.of("FORCE_PAPER_EXPORT", "true")).exportMode());
        assertEquals("backtest", new RunStart("I", "backtest", Map.of("FORCE_PAPER_EXPORT", "true")).exportMode());
    }
}
