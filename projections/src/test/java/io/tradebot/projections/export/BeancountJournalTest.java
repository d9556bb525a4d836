package io.tradebot.projections.export;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.projections.export.BeancountJournal.Booking;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.OddNames;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BeancountJournalTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheBooksToTheByte() throws IOException {
        ExportFixture.assertGolden("small.beancount",
            ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, BeancountJournal::write));
    }

    @Test
    void shouldPassBeanCheck() throws Exception {
        for (JournalScript script : new JournalScript[] {ScriptedDay.write(), OddNames.write(), BookedFacts.write(), ExportFixture.smallBooks()}) {
            ExportFixture.text(folder, script, ExportRange.ALL, BeancountJournal::write);
            assertEquals("", ExportFixture.run(0, folder, "bean-check", "export"));
        }
    }

    @Test
    void shouldPassBeanCheckFromTheMiddle() throws Exception {
        for (String from : new String[] {"8", "12", "14", "17", "18", "2025-04-08"}) {
            for (JournalScript script : new JournalScript[] {ScriptedDay.write(), BookedFacts.write()}) {
                ExportFixture.text(folder, script, new ExportRange(from, null), BeancountJournal::write);
                assertEquals("", ExportFixture.run(0, folder, "bean-check", "export"));
            }
        }
    }

    @Test
    void shouldHaveLotsThatBeancountTakesFirstInFirstOut() throws Exception {
        for (JournalScript script : new JournalScript[] {ScriptedDay.write(), OddNames.write(), BookedFacts.write(), twoLots(1)}) {
            ExportFixture.text(folder, script, ExportRange.ALL, (books, target) -> BeancountJournal.write(books, target, Booking.FIFO));
            assertEquals("", ExportFixture.run(0, folder, "bean-check", "export"));
        }
    }

    @Test
    void shouldShowWhenBeancountTakesAnotherLot() throws Exception {
        ExportFixture.text(folder, twoLots(2), ExportRange.ALL, BeancountJournal::write);
        assertEquals("", ExportFixture.run(0, folder, "bean-check", "export"));
        ExportFixture.text(folder, twoLots(2), ExportRange.ALL, (books, target) -> BeancountJournal.write(books, target, Booking.FIFO));
        String said = ExportFixture.run(1, folder, "bean-check", "export");
        assertTrue(said.contains("does not balance"), said);
    }

    /** Lots of 350.00 and 420.00, the first or the second of them sold in full. */
    private static JournalScript twoLots(int sold) {
        return new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1000.00").strategy(1, "mid")
            .at("2025-04-07T13:00:01Z").instrument(1, InstrumentKind.EQUITY, 1, "QQQ")
            .at("2025-04-07T14:00:00Z").filled(1, 1, "10.5", "33.3333", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10.5", "33.3333", "350.00")
            .at("2025-04-07T14:00:01Z").filled(2, 1, "10.5", "40", "0")
            .lotOpened(2, 2, 2, 1, 1, AssetClass.LONG_EQUITY, "10.5", "40", "420.00")
            .at("2025-04-08T15:00:00Z").filled(3, 1, "10.5", "40", "0")
            .lotClosed(sold, sold, 3, 1, 1, AssetClass.LONG_EQUITY, "10.5", "0", "40", sold == 1 ? "350.00" : "420.00", "420.00",
                sold == 1 ? "70.00" : "0");
    }
}
