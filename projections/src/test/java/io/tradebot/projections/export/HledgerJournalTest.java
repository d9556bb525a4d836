package io.tradebot.projections.export;

import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.OddNames;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HledgerJournalTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheBooksToTheByte() throws IOException {
        ExportFixture.assertGolden("small.journal", ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, HledgerJournal::write));
    }

    @Test
    void shouldWriteTheSameBytesAgain() throws IOException {
        assertEquals(ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, HledgerJournal::write),
            ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, HledgerJournal::write));
    }

    @Test
    void shouldBringForwardWhatCameBefore() throws IOException {
        String text = ExportFixture.text(folder, ExportFixture.smallBooks(), new ExportRange("2025-04-08", null), HledgerJournal::write);
        assertTrue(text.startsWith("; TradeBot books of ACME_US_SIM_1, journal sequences 3 to 3, from tables at sequence 3 with chain"
            + " head CHAIN\n"), text);
        assertTrue(text.contains("""
            2025-04-08 * (OPENING) balances brought forward
                ; sequence: 2
                Assets:Cash:Float  USD 649.00
                Assets:Holdings:Long Equity:QQQ  10.5 "QQQ" @@ USD 350.00  ; lot: 1
                Equity:Opening Balances  USD -1000.00
                Expenses:Trade Fees:Commission  USD 1.00

            2025-04-08 * (TB000000000003) sell QQQ
            """), text);
    }

    @Test
    void shouldEndWhereTheRangeEnds() throws IOException {
        String text = ExportFixture.text(folder, ExportFixture.smallBooks(), new ExportRange(null, "2"), HledgerJournal::write);
        assertTrue(text.startsWith("; TradeBot books of ACME_US_SIM_1, journal sequences 0 to 2, from tables at sequence 3"), text);
        assertTrue(text.contains("(TB000000000002)") && !text.contains("(TB000000000003)"), text);
        assertEquals(text.substring(text.indexOf('\n')), ExportFixture.text(folder, ExportFixture.smallBooks(),
            new ExportRange("2025-04-07", "2025-04-07"), HledgerJournal::write).substring(text.indexOf('\n')));
    }

    @Test
    void shouldPassStrictChecksOfHledger() throws Exception {
        for (JournalScript script : new JournalScript[] {ScriptedDay.write(), OddNames.write(), BookedFacts.write()}) {
            ExportFixture.text(folder, script, ExportRange.ALL, HledgerJournal::write);
            ExportFixture.run(0, folder, "hledger", "-f", "export", "check", "--strict", "ordereddates");
        }
    }

    @Test
    void shouldShowOurBalancesInLedger() throws Exception {
        ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, HledgerJournal::write);
        assertEquals("""
                      USD 782.48  Assets:Cash:Float
                      USD 216.67  Assets:Holdings:Long Equity:QQQ
                    USD -1000.00  Equity:Opening Balances
                        USD 1.35  Expenses:Trade Fees:Commission
                       USD -0.50  Income:Realized Gains:Equity
            --------------------
                               0
            """, ExportFixture.run(0, folder, "ledger", "--args-only", "-f", "export", "--strict", "--pedantic", "balance", "--basis", "--flat"));
        assertTrue(ExportFixture.run(0, folder, "ledger", "--args-only", "-f", "export", "balance", "QQQ").contains("6.5 QQQ"));
    }

    @Test
    void shouldLeaveTheOldFileWhenItCannotWrite() throws IOException {
        ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, HledgerJournal::write);
        String before = Files.readString(folder.resolve("export"));
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken);
        ExportFixture.withBooks(broken, ExportFixture.smallBooks(), ExportRange.ALL, (books, ignored) -> {
            books.database().close();
            assertThrows(RuntimeException.class, () -> HledgerJournal.write(books, folder.resolve("export")));
        });
        assertEquals(before, Files.readString(folder.resolve("export")));
        assertTrue(Files.notExists(folder.resolve("export.tmp")));
    }
}
