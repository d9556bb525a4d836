package io.tradebot.projections.export;

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

class GnuCashFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheBooksToTheByte() throws IOException {
        ExportFixture.assertGolden("small.gnucash", ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, GnuCashFile::write));
    }

    @Test
    void shouldKeepTheIdentifiersOfAnEntryInEveryExport() throws IOException {
        String all = ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, GnuCashFile::write);
        String late = ExportFixture.text(folder, ExportFixture.smallBooks(), new ExportRange("3", null), GnuCashFile::write);
        String sale = all.substring(all.indexOf("<trn:num>TB000000000003"), all.indexOf("</gnc:book>"));
        assertTrue(late.contains(sale), late);
    }

    @Test
    void shouldUseNineDigitsOnlyForSecuritiesThatNeedThem() throws IOException {
        String odd = ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, GnuCashFile::write);
        assertEquals(OddNames.SYMBOLS.size() - 1, odd.split("<cmdty:fraction>1000000000<", -1).length - 1);
        assertEquals(1, odd.split("<cmdty:fraction>1000000<", -1).length - 1); // the option has whole contracts
        assertTrue(odd.contains("<split:quantity>10000000001/1000000000<"), odd);
    }

    @Test
    void shouldPassTheOutsideChecker() throws Exception {
        Path checker = ExportFixture.sharedTool("check_gnucash.py");
        ExportFixture.require("/usr/bin/python3", "gnucash-cli");
        for (JournalScript script : new JournalScript[] {ScriptedDay.write(), OddNames.write(), BookedFacts.write()}) {
            ExportFixture.text(folder, script, ExportRange.ALL, GnuCashFile::write);
            String said = ExportFixture.run(0, folder, "/usr/bin/python3", checker.toString(), "export");
            assertTrue(said.stripTrailing().endsWith("violations 0"), said);
        }
        ExportFixture.text(folder, ScriptedDay.write(), new ExportRange("12", "17"), GnuCashFile::write);
        ExportFixture.run(0, folder, "/usr/bin/python3", checker.toString(), "export", "--transactions", "7",
            "--expect", "Assets.Cash.Float=100100.57", "--expect", "Assets.Holdings.Inverse ETFs.SH=0");
    }
}
