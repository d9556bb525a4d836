package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What brokers say oddly and the engine takes all the same, or refuses: the books follow it. Found by random facts. */
class OddFactsTest {

    @TempDir
    Path folder;

    private final JournalScript script = new JournalScript();
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("ledger.db");
        script.at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "10000.00").strategy(1, "open").dayOpened("2025-04-07", "10000.00");
        script.at("2025-04-07T13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "SPY");
    }

    /** 10^-9 shares cost nothing, so that the reversal is balanced before the units it leaves are told. */
    @Test
    void shouldCompleteABustThatMovesNoCent() {
        script.at("2025-04-07T14:00:00Z").filled(1, 1, "0.000000001", "10.50", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "0.000000001", "10.50", "0");
        script.at("2025-04-07T14:01:00Z").filled(2, 1, "0.000000001", "10.60", "0")
            .lotClosed(1, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "0.000000001", "0", "10.60", "0", "0", "0");
        script.at("2025-04-07T14:02:00Z").fillBusted(1, 1, "X2").fillReversed(1, 1, 1, false, "0.000000001", "10.50", "0", "0", "X2")
            .lotOpened(2, 0, 2, 1, 1, AssetClass.SHORT_POSITION, "0.000000001", "10.60", "0");
        build();
        assertEquals("bust: 1110 0 -, 2100.SPY 0 -1", read("SELECT kind || ': ' || group_concat(account_code || ' ' || amount_cents || ' '"
            + " || coalesce(qty_e9, '-'), ', ' ORDER BY line) FROM entry JOIN split USING (entry_id) WHERE journal_sequence = 4"
            + " GROUP BY entry_id"));
    }

    @Test
    void shouldBookAFillUnderTheOrdersInstrumentWhateverTheBrokerNames() {
        script.at("2025-04-07T13:59:00Z").orderRequested(1, 1, 1, OrderSide.BUY, OrderRole.ENTRY, "20");
        script.at("2025-04-07T14:00:00Z").filled(1, 0, "10", "10.50", "0").lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10", "10.50", "105.00");
        script.at("2025-04-07T14:01:00Z").filled(1, 77, "10", "10.50", "0").lotOpened(2, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10", "10.50", "105.00");
        script.at("2025-04-07T14:02:00Z").filled(99, 78, "10", "10.50", "0").inputRefused(OrderFilledDecoder.TEMPLATE_ID, 99);
        build();
        assertEquals("SPY accepted, SPY accepted,  refused", read("SELECT group_concat(symbol || ' ' || outcome, ', ' ORDER BY journal_sequence)"
            + " FROM fill"));
        assertEquals("20000000000", read("SELECT sum(qty_e9) FROM split WHERE account_code = '1210.SPY'"));
    }

    /** The bought and the sold execution have the same id, and the correction of the first keeps it and does not name its order. */
    @Test
    void shouldTellExecutionsOfTwoOrdersApartThatShareAnId() {
        script.at("2025-04-07T14:00:00Z").filled(1, 1, "10", "10.50", "0.30").lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10", "10.50", "105.00")
            .commission(1, 1, 1, 1, "0.30");
        script.at("2025-04-07T14:01:00Z").fillCorrected(1, 1, "10", "10.40", "0.20", "X9", "X2", "2025-04-07T14:00:00Z")
            .fillReversed(1, 1, 1, true, "10", "10.50", "105.00", "0", "X2")
            .lotAdjusted(1, LotAdjustment.CORRECTION, 1, 1, "10", "0", "105.00", "0").commission(1, 1, 1, 1, "-0.30")
            .lotOpened(2, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "10", "10.40", "104.00").commission(1, 2, 1, 1, "0.20");
        script.at("2025-04-07T14:02:00Z").timeAdvanced();
        script.at("2025-04-07T14:02:00Z").timeAdvanced();
        script.at("2025-04-07T14:02:00Z").timeAdvanced();
        script.at("2025-04-07T14:02:00Z").timeAdvanced();
        script.at("2025-04-07T14:02:00Z").timeAdvanced();
        script.at("2025-04-07T14:03:00Z").filled(2, 1, "4", "10.60", "0") // sequence 9, so X9 again
            .lotClosed(2, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "4", "6", "10.60", "41.60", "42.40", "0.80");
        script.at("2025-04-07T14:04:00Z").fillCorrected(0, 0, "12", "10.40", "0.10", "X9", "X9", "2025-04-07T14:00:00Z")
            .fillReversed(2, 1, 1, true, "4", "10.60", "42.40", "0.80", "X9")
            .lotAdjusted(2, LotAdjustment.CORRECTION, 1, 1, "6", "10", "62.40", "104.00")
            .fillReversed(1, 1, 1, true, "10", "10.40", "104.00", "0", "X9")
            .lotAdjusted(2, LotAdjustment.CORRECTION, 1, 1, "10", "0", "104.00", "0").commission(1, 2, 1, 1, "-0.20")
            .lotOpened(3, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "12", "10.40", "124.80").commission(1, 3, 1, 1, "0.10")
            .lotClosed(3, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "4", "8", "10.60", "41.60", "42.40", "0.80");
        build();
        assertEquals("""
            correction order 2 X9: 1110 -4240, 4110 80, 1210.SPY 4160
            correction order 1 X9: 1110 10400, 1210.SPY -10400, 5110 -20, 1110 20
            buy order 1 X9: 1210.SPY 12480, 1110 -12480, 5110 10, 1110 -10
            sell order 2 X9: 1210.SPY -4160, 1110 4240, 4110 -80
            """, read("SELECT kind || ' order ' || order_id || ' ' || execution_id || ': ' || group_concat(account_code || ' ' || amount_cents,"
            + " ', ' ORDER BY line) || char(10) FROM entry JOIN split USING (entry_id) WHERE journal_sequence = 10 GROUP BY entry_id"
            + " ORDER BY entry_id"));
        assertEquals("1 X2 corrected, 1 X9 corrected, 2 X9 accepted, 1 X9 accepted", read("SELECT group_concat(order_id || ' ' || execution_id"
            + " || ' ' || outcome, ', ' ORDER BY journal_sequence) FROM fill"));
    }

    @Test
    void shouldKeepOneRowForABreakThatIsToldAgainAndOneInAnUnknownInstrument() {
        script.at("2025-04-07T14:00:00Z").timeAdvanced().breakFound(1, BreakKind.CASH, 0, "2025-04-07T14:00:00Z", 500, 400, 400);
        script.at("2025-04-07T14:01:00Z").timeAdvanced().breakFound(1, BreakKind.CASH, 0, "2025-04-07T14:00:00Z", 500, 450, 450)
            .breakFound(2, BreakKind.POSITION, 77, "2025-04-07T14:01:00Z", 5, 0, 0);
        build();
        assertEquals("1 seen 2025-04-07T14:00:00Z found at 2: 500 450 450, 2 seen 2025-04-07T14:01:00Z found at 3: 5 0 0",
            read("SELECT group_concat(break_number || ' seen ' || first_seen_utc || ' found at ' || journal_sequence || ': ' || broker_value || ' '"
                + " || journal_value || ' ' || book_value, ', ' ORDER BY break_number) FROM reconciliation_break"));
        assertEquals("77 none", read("SELECT instrument_id || ' ' || coalesce(symbol, 'none') FROM reconciliation_break WHERE break_number = 2"));
    }

    private void build() {
        ProjectionRunner.rebuild(file, script.source());
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
