package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.OddNames;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every outside reader must see our balances, and must notice when one cent is elsewhere. */
class VerifyBooksTest {

    @TempDir
    Path folder;

    @Test
    void shouldAgreeOnADayOfTrades() throws Exception {
        agree(ScriptedDay.write(), ExportRange.ALL);
    }

    @Test
    void shouldAgreeOnOddNames() throws Exception {
        agree(OddNames.write(), ExportRange.ALL);
    }

    @Test
    void shouldAgreeOnEveryKindOfBooking() throws Exception {
        agree(BookedFacts.write(), ExportRange.ALL);
    }

    @Test
    void shouldAgreeWhenTheRangeBeginsLater() throws Exception {
        agree(OddNames.write(), new ExportRange("2025-04-08", null));
        agree(BookedFacts.write(), new ExportRange("16", null));
    }

    private void agree(JournalScript script, ExportRange range) throws Exception {
        ExportFixture.require("python3", "sqlite3");
        ExportFixture.withBooks(folder, script, range, this::export);
        String said = ExportFixture.run(0, folder, "python3", tool(), "ledger.db", "--exports", ".", "--balance", "balance.json",
            "--self-test", "--skip-missing");
        assertTrue(said.contains("self-test sqlite3    notices the planted cent"), said);
        assertTrue(said.stripTrailing().endsWith("differences 0"), said);
    }

    @Test
    void shouldFindAnAmountThatTheBooksDoNotHave() throws Exception {
        ExportFixture.require("python3", "sqlite3");
        ExportFixture.withBooks(folder, ScriptedDay.write(), ExportRange.ALL, this::export);
        Path balance = folder.resolve("balance.json");
        Files.writeString(balance, Files.readString(balance).replace("99840.57", "99840.58"));
        String said = ExportFixture.run(1, folder, "python3", tool(), "ledger.db", "--exports", ".", "--balance", "balance.json",
            "--skip-missing");
        assertTrue(said.contains("DIFFERENCE sqlite3: account 1110 is 99840.57, tradebot has 99840.58"), said);
    }

    private static String tool() {
        Path tool = Path.of("").toAbsolutePath().resolveSibling("ops").resolve("bin/verify-books");
        assertEquals(true, Files.isExecutable(tool), tool + " is missing");
        return tool.toString();
    }

    private void export(Books books, Path ignored) {
        HledgerJournal.write(books, folder.resolve("books.journal"));
        BeancountJournal.write(books, folder.resolve("books.beancount"));
        GnuCashFile.write(books, folder.resolve("books.gnucash"));
        OfxFile.write(books, folder.resolve("books.ofx"));
        StringBuilder json = new StringBuilder("{\"accounts\": [");
        books.trialBalance().forEach((account, cents) -> json.append(json.charAt(json.length() - 1) == '[' ? "" : ",\n")
            .append("{\"code\": \"").append(account.code().replace("\\", "\\\\").replace("\"", "\\\"")).append("\", \"debit\": ")
            .append(FixedPoint.format(Math.max(cents, 0), 2, 2)).append(", \"credit\": ")
            .append(FixedPoint.format(Math.max(-cents, 0), 2, 2)).append('}'));
        try {
            Files.writeString(folder.resolve("balance.json"), json.append("]}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
