package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.SyntheticMarket;
import io.tradebot.replay.whatif.WhatIf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Backtests whose fills are charged by a broker's price list. */
class FeeScheduleTest {

    @TempDir
    Path temp;

    @Test
    void shouldChargeEachFeeRightBehindItsFillAndBookIt() throws IOException {
        BacktestResult result = run("ibkr", "ibkr_fixed");
        int fees = 0;
        long commissionE8 = 0;
        String lastExecution = "";
        try (JournalReader journal = JournalReader.open(result.folder().journal())) {
            RecordCursor cursor = new RecordCursor();
            OrderFilledDecoder filled = new OrderFilledDecoder();
            FeeChargedDecoder fee = new FeeChargedDecoder();
            FeeBookedDecoder booked = new FeeBookedDecoder();
            while (journal.next()) {
                RecordCursor c = cursor.wrap(journal.buffer(), journal.bodyOffset(), journal.bodyLength());
                c.next();
                if (c.templateId() == OrderFilledDecoder.TEMPLATE_ID) {
                    filled.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                    lastExecution = filled.executionId();
                    commissionE8 += filled.commissionE8();
                } else if (c.templateId() == FeeChargedDecoder.TEMPLATE_ID) {
                    fee.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                    assertEquals(lastExecution, fee.executionId());
                    assertTrue(fee.amountE8() > 0 && fee.amountE8() % 1_000_000 == 0, fee.feeId() + " is " + fee.amountE8());
                    fees++;
                    long amountE8 = fee.amountE8();
                    assertTrue(c.next() && c.templateId() == FeeBookedDecoder.TEMPLATE_ID, "the engine books the fee in its excerpt");
                    booked.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                    assertEquals(amountE8, booked.amountE8());
                } else {
                    lastExecution = "";
                }
            }
        }
        assertTrue(fees > 10, fees + " fees");
        assertTrue(commissionE8 > 0);
        try (LedgerDatabase database = LedgerDatabase.openReader(result.ledger());
                JournalReader journal = JournalReader.open(result.folder().journal())) {
            assertEquals(List.of(), LedgerCheck.check(database));
            assertEquals(List.of(), LedgerCheck.checkAgainst(journal, database));
        }
    }

    @Test
    void shouldAuditRepeatAndAnswerWhatIf() {
        BacktestResult charged = run("alpaca", "alpaca");
        assertEquals(charged.chainHead(), DemoRun.run(temp, "ring", EngineHost.Kind.RING, settings("alpaca")).chainHead());
        Path journal = charged.folder().journal();
        assertTrue(Audit.run(journal, (done, total) -> { }).isIdentical());
        assertEquals(0, WhatIf.run(journal, Map.of(), 10).changedCount());
        assertTrue(WhatIf.run(journal, Map.of("FEE_SCHEDULE", "ibkr_fixed"), 10).changedCount() > 0, "commissions change the trades' results");
        assertEquals(0, WhatIf.run(run("off", "off").folder().journal(), Map.of(), 10).changedCount());
    }

    @Test
    void shouldRefuseDatesWithoutKnownFeesBeforeAnythingIsWritten() throws IOException {
        Path data = temp.resolve("old");
        Path file = data.resolve("minute/ZZZ/ZZZ_20091104.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "timestamp_utc,symbol,open,high,low,close,volume\n2009-11-04T14:30:00Z,ZZZ,10,10,10,10,100\n");
        BacktestRequest request = new BacktestRequest(DataPath.find(data.toString()), DateRange.ALL, Optional.empty(), settings("tradier"),
            RunIdentity.BACKTEST, EngineHost.Kind.LOOP, new RunFolder(temp.resolve("refused")));
        InvalidSettingsException refused = assertThrows(InvalidSettingsException.class, () -> BacktestRun.run(request, (done, total) -> { }));
        assertEquals("FEE_SCHEDULE=tradier does not reach: commission of tradier per share (commission.csv) is not known for trade date 2009-11-04 "
            + "(known from 2010-01-01 to 2026-12-31). Choose other dates, set FEE_SCHEDULE=off, or add the row and its source to the table.",
            refused.problems().get(0).toString());
        assertFalse(Files.exists(temp.resolve("refused")));
    }

    private BacktestResult run(String name, String schedule) {
        return DemoRun.run(temp, name, EngineHost.Kind.LOOP, settings(schedule));
    }

    private static EngineSettings settings(String schedule) {
        return SettingsTable.standard().check(SyntheticMarket.demoSettings(), SettingsFile.of("test", Map.of("FEE_SCHEDULE", schedule,
            "COMMISSION_PER_ORDER", "0", "COMMISSION_PER_SHARE", "0"))).settings();
    }
}
