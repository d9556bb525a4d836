package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BookingPostingsTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void build() {
        file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, BookedFacts.write().source());
    }

    @Test
    void shouldPostEveryBookingAsComputedByHand() {
        assertEquals("""
            0 opening_float OTHER: 1110 10000000, 3100 -10000000
            5 transfer XFER: 1110 50000, 3200 -50000
            6 transfer XFER: 1110 -20000, 3300 20000
            7 opening_position OTHER: 1240.OLD 100000, 3100 -100000
            8 opening_position OTHER: 2100.OLD -30000, 3100 30000
            9 buy BUYSTOCK: 1210.SPY 500000, 1110 -500000, 5110 100, 1110 -100, 5120 2, 1110 -2
            10 fee FEE: 5120 5, 1110 -5
            11 sell SELLSTOCK: 1210.SPY -200000, 1110 208000, 4110 -8000
            12 bust OTHER: 1110 -208000, 4110 8000, 1210.SPY 200000
            13 sell SELLSTOCK: 1210.SPY -150000, 1110 153000, 4110 -3000
            14 bust OTHER: 1110 500000, 4110 3000, 1210.SPY -350000, 2100.SPY -153000, 5110 -100, 1110 100
            15 buy BUYSTOCK: 1210.SPY 50000, 1110 -50000
            16 correction OTHER: 1110 50000, 1210.SPY -50000
            16 buy BUYSTOCK: 1210.SPY 50100, 1110 -50100
            17 corporate_action OTHER: 2100.SPY 153000, 2100.SPY -153000, 1210.SPY -50100, 1210.SPY 50100
            18 corporate_action OTHER: 1240.OLD -100000, 1240.NEW 100000, 2100.OLD 30000, 2100.NEW -30000
            19 buy BUYOPT: 1230.SPY   250418P00500000 25000, 1110 -25000
            20 option_event OTHER: 1230.SPY   250418P00500000 -25000, 4130 25000, 2100.SPY -10000000, 1110 10000000
            21 dividend DIV: 1110 8500, 4200 -10000, 4200 1500
            22 dividend DIV: 1110 -2000, 4200 2000
            23 interest INT: 1110 300, 4300 -300
            24 interest INT: 1110 -100, 5200 100
            25 interest INT: 1110 -50, 5130 50
            26 reserve XFER: 1120 2000, 1110 -2000
            26 reserve XFER: 1130 800, 1110 -800
            27 reserve XFER: 1120 -500, 1110 500
            29 difference OTHER: 1110 -7, 3500 7
            30 difference OTHER: 2100.SPY -5000, 3500 5000
            """, read("SELECT journal_sequence || ' ' || kind || ' ' || trntype || ': ' || group_concat(account_code || ' '"
            + " || amount_cents, ', ' ORDER BY line) || char(10) FROM entry JOIN split USING (entry_id) GROUP BY entry_id ORDER BY entry_id"));
    }

    @Test
    void shouldAgreeWithTheEngineAndWithItself() {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(), LedgerCheck.check(reader));
            assertEquals(List.of(), LedgerCheck.checkAgainst(BookedFacts.write().source(), reader));
            assertEquals(20_112_236, LedgerReport.balanceCents(reader, "1110"));
        }
        JournalScript other = BookedFacts.write();
        other.at("2025-04-10T13:04:00Z").timeAdvanced().checkpointed("201122.37", "15.00", "8.00");
        ProjectionRunner.rebuild(file, other.source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(new LedgerCheck.Finding("cash of the books is the engine's",
                "FLOAT at sequence 33 is 201122.37 in the engine and 201122.36 in the books")), LedgerCheck.checkAgainst(other.source(), reader));
        }
    }

    @Test
    void shouldLinkFeesBustsAndCorrectionsToTheirFill() {
        assertEquals("""
            TB000000000010 TB000000000009 fee null/5
            TB000000000012 TB000000000011 bust null/null
            TB000000000014 TB000000000009 bust -100/null
            TB000000000016 TB000000000015 correction null/null
            TB000000000016-2 TB000000000015 buy null/null
            """, read("SELECT fitid || ' ' || linked_fitid || ' ' || kind || ' ' || coalesce(commission_cents, 'null') || '/'"
            + " || coalesce(fees_cents, 'null') || char(10) FROM entry WHERE linked_fitid IS NOT NULL ORDER BY entry_id"));
        assertEquals("100/2", read("SELECT commission_cents || '/' || fees_cents FROM entry WHERE journal_sequence = 9"));
        assertEquals("X9 busted, X11 busted, X13 accepted, X15 corrected, X15b accepted, X19 accepted", read("SELECT group_concat("
            + "execution_id || ' ' || outcome, ', ' ORDER BY journal_sequence) FROM fill"));
    }

    @Test
    void shouldDateFactsByTheBroker() {
        assertEquals("5 2025-04-04T21:00:00Z, 6 2025-04-07T13:32:00Z, 21 2025-04-08T21:00:00Z, 22 2025-04-09T13:01:00Z",
            read("SELECT group_concat(journal_sequence || ' ' || dtposted, ', ' ORDER BY entry_id) FROM entry"
                + " WHERE kind IN ('transfer', 'dividend')"));
    }

    @Test
    void shouldKeepLotsTheirUsesAndAdjustments() {
        assertEquals("""
            1 NEW long_term long 10000000000 100000 2024-01-05
            2 NEW short_position short 5000000000 30000 null
            3 SPY long_equity long 0 0 2025-04-07
            4 SPY short_position short 60000000000 153000 2025-04-07
            5 SPY long_equity long 0 0 2025-04-07
            6 SPY long_equity long 20000000000 50100 2025-04-07
            7 SPY   250418P00500000 long_put long 0 0 2025-04-08
            8 SPY short_position short 200000000000 10000000 2025-04-08
            """, read("SELECT lot_id || ' ' || symbol || ' ' || asset_class || ' ' || side || ' ' || left_qty_e9 || ' ' || left_amount_cents"
            + " || ' ' || coalesce(date(acquired_epoch_day * 86400, 'unixepoch'), 'null') || char(10) FROM lot ORDER BY lot_id"));
        assertEquals("1:3/40000000000/8000 2:3/-40000000000/-8000 of 1 3:3/30000000000/3000 4:3/-30000000000/-3000 of 3"
            + " 5:7/2000000000/-25000", read("SELECT group_concat(lot_use_id || ':' || lot_id || '/' || qty_e9 || '/' || gain_cents"
            + " || coalesce(' of ' || reverses_lot_use_id, ''), ' ' ORDER BY lot_use_id) FROM lot_use"));
        assertEquals("3 bust, 3 bust, 5 correction, 4 split, 6 split, 1 symbol_change, 2 symbol_change",
            read("SELECT group_concat(lot_id || ' ' || reason, ', ' ORDER BY lot_adjustment_id) FROM lot_adjustment"));
    }

    @Test
    void shouldShowWhatIsHeldPerSymbol() {
        assertEquals("""
            NEW long_term 10000000000 100000 1 0
            NEW short_position 5000000000 30000 1 0
            SPY long_equity 20000000000 50100 1 0
            SPY short_position 260000000000 10153000 2 0
            SPY   250418P00500000 long_put 0 0 0 -25000
            """, read("SELECT symbol || ' ' || asset_class || ' ' || qty_e9 || ' ' || cost_cents || ' ' || lot_count || ' '"
            + " || realized_gain_cents || char(10) FROM holding"));
    }

    @Test
    void shouldJoinEveryPostingWithItsRecord() {
        assertEquals("0", read("SELECT count(*) FROM posting_orphan"));
        assertEquals("1", read("SELECT (SELECT count(*) FROM split) = (SELECT count(*) FROM booking_record r"
            + " JOIN entry e ON e.entry_id = r.entry_id JOIN split s ON s.entry_id = e.entry_id AND s.record_index = r.record_index)"));
        assertEquals("FillReversed LotAdjusted LotOpened FeeBooked", read("SELECT group_concat(record, ' ' ORDER BY record_index)"
            + " FROM booking_record WHERE journal_sequence = 14"));
    }

    @Test
    void shouldKeepBreaksWithTheirAge() {
        assertEquals("1 cash booked 86400000000000 27, 2 position open null 28", read("SELECT group_concat(break_number || ' ' || kind || ' '"
            + " || coalesce(resolution, 'open') || ' ' || coalesce(age_nanos, 'null') || ' ' || booked_entry_id, ', ' ORDER BY break_number)"
            + " FROM reconciliation_break"));
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            List<ReconciliationBreak> breaks = ReconciliationBreak.all(reader);
            assertEquals(List.of(false, true), breaks.stream().map(ReconciliationBreak::isOpen).toList());
            assertEquals(86_400_000_000_000L, breaks.get(0).ageNanos(0));
            assertEquals(5, breaks.get(1).ageNanos(breaks.get(1).firstSeenNanos() + 5));
        }
    }

    @Test
    void shouldWriteWhoDidWhat() {
        assertEquals("host SessionStarted", read("SELECT actor || ' ' || action FROM audit WHERE audit_id = 1"));
        assertEquals("bob OperatorCommanded KILL, bob KillSwitchTripped DAILY_LOSS", read("SELECT group_concat(actor || ' ' || action || ' '"
            + " || subject, ', ' ORDER BY audit_id) FROM audit WHERE journal_sequence = 31"));
        assertEquals("alice ReserveOverrideApplied TAX paid out", read("SELECT actor || ' ' || action || ' ' || subject || ' '"
            + " || (detail ->> 'reason') FROM audit WHERE journal_sequence = 27"));
        assertEquals("=\"too much\"\n\\", read("SELECT detail ->> 'reason' FROM audit WHERE journal_sequence = 31 AND record_index = 0"));
    }

    @Test
    void shouldBuildTheSameInOneGoAndInPieces() {
        Path pieces = folder.resolve("pieces.db");
        JournalScript script = BookedFacts.write();
        for (int count = 1; count <= script.excerpts().size(); count++) {
            try (ProjectionRunner runner = ProjectionRunner.open(pieces)) {
                runner.catchUp(script.source(count));
            }
        }
        try (LedgerDatabase one = LedgerDatabase.openReader(file); LedgerDatabase other = LedgerDatabase.openReader(pieces)) {
            assertEquals(Dump.text(one), Dump.text(other));
        }
    }

    /** A purchase is corrected when all of it was sold in two fills: these are taken back before it and booked again behind it. */
    @Test
    void shouldBookAgainWhatRestsOnACorrectedFill() {
        JournalScript script = new JournalScript();
        script.at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "10000.00").strategy(1, "open");
        script.at("2025-04-07T13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "SPY").dayOpened("2025-04-07", "10000.00");
        script.at("2025-04-07T14:00:00Z").filled(1, 1, "100", "10.50", "1.00")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "100", "10.50", "1050.00").commission(1, 1, 1, 1, "1.00");
        script.at("2025-04-07T14:01:00Z").filled(3, 1, "60", "10.60", "0")
            .lotClosed(1, 1, 3, 1, 1, AssetClass.LONG_EQUITY, "60", "40", "10.60", "630.00", "636.00", "6.00");
        script.at("2025-04-08T14:02:00Z").filled(3, 1, "40", "10.60", "0").dayOpened("2025-04-08", "10000.00")
            .lotClosed(1, 1, 3, 1, 1, AssetClass.LONG_EQUITY, "40", "0", "10.60", "420.00", "424.00", "4.00")
            .tradeClosed(1, 1, 1, PositionSide.LONG, ExitReason.TIMEOUT, "100", "2025-04-07T14:00:00Z", "10.50", "2025-04-08T14:02:00Z",
                "10.60", "1.00", "9.00");
        // The broker names neither order nor instrument: both are those of the execution that is replaced.
        script.at("2025-04-09T14:00:00Z").fillCorrected(0, 0, "100", "10.49", "0.75", "X2b", "X2", "2025-04-07T14:00:00Z")
            .dayOpened("2025-04-09", "10000.00")
            .fillReversed(3, 1, 1, true, "40", "10.60", "424.00", "4.00", "X4")
            .lotAdjusted(1, LotAdjustment.CORRECTION, 1, 1, "0", "40", "0", "420.00")
            .fillReversed(3, 1, 1, true, "60", "10.60", "636.00", "6.00", "X3")
            .lotAdjusted(1, LotAdjustment.CORRECTION, 1, 1, "40", "100", "420.00", "1050.00")
            .fillReversed(1, 1, 1, true, "100", "10.50", "1050.00", "0", "X2")
            .lotAdjusted(1, LotAdjustment.CORRECTION, 1, 1, "100", "0", "1050.00", "0").commission(1, 1, 1, 1, "-1.00")
            .lotOpened(2, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "100", "10.49", "1049.00").commission(1, 2, 1, 1, "0.75")
            .lotClosed(2, 1, 3, 1, 1, AssetClass.LONG_EQUITY, "60", "40", "10.60", "629.40", "636.00", "6.60")
            .lotClosed(2, 1, 3, 1, 1, AssetClass.LONG_EQUITY, "40", "0", "10.60", "419.60", "424.00", "4.40")
            .tradeClosed(1, 1, 1, PositionSide.LONG, ExitReason.TIMEOUT, "100", "2025-04-07T14:00:00Z", "10.49", "2025-04-08T14:02:00Z",
                "10.60", "0.75", "10.25");
        // Then the second sale is busted: its new booking is taken back.
        script.at("2025-04-09T15:00:00Z").fillBusted(3, 1, "X4").fillReversed(3, 1, 1, false, "40", "10.60", "424.00", "4.40", "X4")
            .lotAdjusted(2, LotAdjustment.BUST, 1, 1, "0", "40", "0", "419.60");
        ProjectionRunner.rebuild(file, script.source());
        assertEquals("""
            correction TB000000000005 -> TB000000000004 1110 -42400, 4110 400, 1210.SPY 42000
            correction TB000000000005-2 -> TB000000000003 1110 -63600, 4110 600, 1210.SPY 63000
            correction TB000000000005-3 -> TB000000000002 1110 105000, 1210.SPY -105000, 5110 -100, 1110 100
            buy TB000000000005-4 -> TB000000000002 1210.SPY 104900, 1110 -104900, 5110 75, 1110 -75
            sell TB000000000005-5 -> TB000000000003 1210.SPY -62940, 1110 63600, 4110 -660
            sell TB000000000005-6 -> TB000000000004 1210.SPY -41960, 1110 42400, 4110 -440
            bust TB000000000006 -> TB000000000005-6 1110 -42400, 4110 440, 1210.SPY 41960
            """, read("SELECT kind || ' ' || fitid || ' -> ' || linked_fitid || ' ' || group_concat(account_code || ' ' || amount_cents, ', '"
            + " ORDER BY line) || char(10) FROM entry JOIN split USING (entry_id) WHERE journal_sequence > 4 GROUP BY entry_id"
            + " ORDER BY entry_id"));
        assertEquals("X2 corrected, X3 accepted, X4 busted, X2b accepted", read("SELECT group_concat(execution_id || ' ' || outcome, ', '"
            + " ORDER BY journal_sequence) FROM fill"));
        assertEquals("1 SPY 2025-04-07", read("SELECT order_id || ' ' || symbol || ' ' || session_date FROM fill WHERE execution_id = 'X2b'"));
        assertEquals("2025-04-08", read("SELECT session_date FROM trade"));
        assertEquals("2025-04-07 2025-04-08", read("SELECT group_concat(date(closed_epoch_day * 86400, 'unixepoch'), ' ' ORDER BY lot_use_id)"
            + " FROM lot_use WHERE lot_id = 2 AND reverses_lot_use_id IS NULL"));
        assertEquals("1 1", read("SELECT count(*) || ' ' || sum(is_reopened) FROM trade"));
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(), LedgerCheck.check(reader));
            assertEquals(List.of(), LedgerCheck.checkAgainst(script.source(), reader));
        }
    }

    private String read(String sql) {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            return String.join("", reader.query(sql, row -> row.getString(1)));
        }
    }
}
