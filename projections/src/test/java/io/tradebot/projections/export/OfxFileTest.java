package io.tradebot.projections.export;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.OddNames;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OfxFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheBooksToTheByte() throws IOException {
        ExportFixture.assertGolden("small.ofx", ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, OfxFile::write));
    }

    @Test
    void shouldWriteAsciiOnly() throws IOException {
        String text = ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, OfxFile::write);
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text));
        assertTrue(text.contains("<UNIQUEID>A&amp;B &lt;\"C'&gt;</UNIQUEID>"), text);
        assertEquals("Gro?e", OfxFile.ascii("Gr\u00F6\u00DFe"));
    }

    @Test
    void shouldAvoidStampsOfMidnight() {
        assertEquals("20250407135800.000[0:GMT]", OfxFile.stamp("2025-04-07T13:58:00Z"));
        assertEquals("20250407135800.120[0:GMT]", OfxFile.stamp("2025-04-07T13:58:00.120Z"));
        assertEquals("20250407135800.123[0:GMT]", OfxFile.stamp("2025-04-07T13:58:00.123456789Z"));
        assertEquals("20250407000001.000[0:GMT]", OfxFile.stamp("2025-04-07T00:00:00Z"));
        assertEquals("20250407000000.500[0:GMT]", OfxFile.stamp("2025-04-07T00:00:00.500Z"));
    }

    @Test
    void shouldGiveThePriceThatMakesTheAmount() throws IOException {
        // the broker reports 333.30 for 10 at 33.3333, which would be 333.33
        JournalScript script = new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1000.00").strategy(1, "mid")
            .at("2025-04-07T13:00:01Z").instrument(1, InstrumentKind.EQUITY, 1, "QQQ")
            .at("2025-04-07T14:00:00Z").filled(1, 1, "10", "33.3333", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10", "33.3333", "333.30");
        String text = ExportFixture.text(folder, script, ExportRange.ALL, OfxFile::write);
        assertTrue(text.contains("<UNITPRICE>33.33</UNITPRICE>\n<COMMISSION>0.00</COMMISSION>\n<TOTAL>-333.30</TOTAL>"), text);
    }

    @Test
    void shouldShortenLongAccountNumbersWithoutMixingThemUp() throws IOException {
        String text = ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, OfxFile::write);
        text.lines().filter(line -> line.startsWith("<ACCTID>")).forEach(line ->
            assertTrue(line.length() <= "<ACCTID></ACCTID>".length() + 22, line));
        assertEquals(2, text.lines().filter(line -> line.startsWith("<ACCTID>")).distinct().count());
    }

    @Test
    void shouldRefuseAnOptionWithoutTerms() {
        JournalScript script = new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1000.00").strategy(1, "mid")
            .at("2025-04-07T13:00:01Z").instrument(1, InstrumentKind.PUT_OPTION, 100, "SPY   250418P00500000")
            .at("2025-04-07T14:00:00Z").filled(1, 1, "1", "1.25", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_PUT, "1", "1.25", "125.00");
        ProjectionException e = assertThrows(ProjectionException.class, () -> ExportFixture.text(folder, script, ExportRange.ALL, OfxFile::write));
        assertTrue(e.getMessage().contains("option SPY   250418P00500000 has no strike"), e.getMessage());
    }

    @Test
    void shouldPassTheOutsideChecker() throws Exception {
        Path checker = ExportFixture.sharedTool("check_ofx.sh");
        ExportFixture.require("bash", "xmllint", "ofxdump", "python3");
        JournalScript empty = new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "0");
        for (JournalScript script : new JournalScript[] {ScriptedDay.write(), OddNames.write(), BookedFacts.write(), ExportFixture.smallBooks(), empty}) {
            ExportFixture.text(folder, script, ExportRange.ALL, OfxFile::write);
            String said = ExportFixture.run(0, folder, "bash", checker.toString(), "export");
            assertTrue(said.stripTrailing().endsWith("violations 0"), said);
        }
        ExportFixture.text(folder, ScriptedDay.write(), new ExportRange("8", "12"), OfxFile::write);
        assertTrue(ExportFixture.run(0, folder, "bash", checker.toString(), "export").contains("bank 1 investment 5 securities 3 positions 1"));
    }
}
