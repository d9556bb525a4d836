package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LedgerProjectionTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void build() {
        file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source());
    }

    @Test
    void shouldPostTheDayAsComputedByHand() {
        assertEquals("""
            opening_float OTHER 2025-04-07T13:00:00Z TB000000000000: 1110 10000000, 3100 -10000000
            buy BUYSTOCK 2025-04-07T13:50:01Z TB000000000006: 1210.SPY 500000, 1110 -500000, 5110 100, 1110 -100
            buy BUYSTOCK 2025-04-07T13:50:02Z TB000000000007: 1210.QQQ 35000, 1110 -35000
            sell SELLSTOCK 2025-04-07T14:00:00Z TB000000000008: 1210.SPY -500000, 1110 510000, 4110 -10000, 5110 100, 1110 -100
            sell SELLSTOCK 2025-04-07T14:01:00Z TB000000000009: 1210.QQQ -35000, 1110 33717, 4110 1283
            sell_short SELLSTOCK 2025-04-07T14:10:00Z TB000000000010: 2100.SPY -80000, 1110 80000, 5110 35, 1110 -35
            sell_short SELLSTOCK 2025-04-07T14:11:00Z TB000000000011: 2100.QQQ -30000, 1110 30000
            buy_to_cover BUYSTOCK 2025-04-07T14:20:00Z TB000000000012: 2100.SPY 80000, 1110 -78000, 4140 -2000, 5110 35, 1110 -35
            buy_to_cover BUYSTOCK 2025-04-07T14:21:00Z TB000000000013: 2100.QQQ 30000, 1110 -31000, 4140 1000
            buy BUYSTOCK 2025-04-07T14:30:00Z TB000000000014: 1220.SH 30000, 1110 -30000, 5110 10, 1110 -10
            buy BUYSTOCK 2025-04-07T14:30:01Z TB000000000015: 1220.SH 20200, 1110 -20200, 5110 10, 1110 -10
            sell SELLSTOCK 2025-04-07T14:40:00Z TB000000000016: 1220.SH -30000, 1110 30600, 4120 -600, \
            1220.SH -10100, 1110 10200, 4120 -100, 5110 10, 1110 -10
            sell SELLSTOCK 2025-04-07T14:41:00Z TB000000000017: 1220.SH -10100, 1110 10050, 4120 50, 5110 10, 1110 -10
            buy BUYSTOCK 2025-04-07T15:00:00Z TB000000000018: 1210.SPY 26000, 1110 -26000
            """, read("SELECT kind || ' ' || trntype || ' ' || dtposted || ' ' || fitid || ': ' || group_concat(account_code || ' '"
            + " || amount_cents, ', ' ORDER BY line) || char(10) FROM entry JOIN split USING (entry_id) GROUP BY entry_id ORDER BY entry_id"));
    }

    @Test
    void shouldBalanceToTheCent() {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            StringBuilder text = new StringBuilder();
            for (LedgerReport.BalanceRow row : LedgerReport.trialBalance(reader)) {
                text.append(row.account()).append(' ').append(row.debitCents()).append(' ').append(row.creditCents()).append('\n');
            }
            assertEquals("""
                Assets:Cash:Float 9984057 0
                Assets:Holdings:Long Equity:QQQ 0 0
                Assets:Holdings:Long Equity:SPY 26000 0
                Assets:Holdings:Inverse ETFs:SH 0 0
                Liabilities:Short Positions:QQQ 0 0
                Liabilities:Short Positions:SPY 0 0
                Equity:Opening Balances 0 10000000
                Income:Realized Gains:Equity 0 8717
                Income:Realized Gains:Inverse ETFs 0 650
                Income:Realized Gains:Short Sales 0 1000
                Expenses:Trade Fees:Commission 310 0
                """, text.toString());
            assertEquals(9984057, LedgerReport.balanceCents(reader, "1110"));
        }
    }

    @Test
    void shouldFillTheColumnsOfAnEntry() {
        assertEquals("SIM|open|SH|long|40000000000|1002500000|1020000000|700|15|X16",
            read("SELECT broker || '|' || strategy || '|' || ticker || '|' || side || '|' || size_e9 || '|' || entry_price_e8 || '|'"
                + " || exit_price_e8 || '|' || pnl_cents || '|' || order_id || '|' || execution_id FROM entry WHERE journal_sequence = 16"));
        assertEquals("5200000000 null null", read("SELECT entry_price_e8 || ' ' || coalesce(exit_price_e8, 'null') || ' ' ||"
            + " coalesce(pnl_cents, 'null') FROM entry WHERE journal_sequence = 18"));
    }

    @Test
    void shouldKnowWhatIsHeld() {
        assertEquals("6 open SPY long 5000000000 26000", read("SELECT position_id || ' ' || strategy || ' ' || symbol || ' ' || side"
            + " || ' ' || qty_e9 || ' ' || amount_cents FROM position"));
    }

    @Test
    void shouldPostNothingForARefusedFill() {
        assertEquals("0", read("SELECT count(*) FROM entry WHERE journal_sequence = 19"));
        assertEquals("refused", read("SELECT outcome FROM fill WHERE journal_sequence = 19"));
    }

    @Test
    void shouldOpenTheBooksOnce() {
        JournalScript script = ScriptedDay.write().at("2025-04-08T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "5.00");
        ProjectionRunner.rebuild(file, script.source());
        assertEquals("1", read("SELECT count(*) FROM entry WHERE kind = 'opening_float'"));
        assertEquals("USD ACME US 1 2025-04-07T13:00:00Z", read("SELECT currency_code || ' ' || entity_code || ' ' || jurisdiction_code"
            + " || ' ' || coa_version || ' ' || created_at_utc FROM coa_metadata"));
    }

    @Test
    void shouldPostOptionsUnderTheirOwnTypes() {
        JournalScript script = new JournalScript();
        script.at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1000.00").strategy(1, "close");
        script.at("2025-04-07T13:00:00Z").instrument(1, InstrumentKind.PUT_OPTION, 100, "SPY   250418P00500000");
        script.at("2025-04-07T13:00:01Z").filled(1, 1, "2", "1.25", "1.30")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_PUT, "2", "1.25", "250.00").commission(1, 1, 1, 1, "1.30");
        ProjectionRunner.rebuild(file, script.source());
        assertEquals("BUYOPT 1230.SPY   250418P00500000", read("SELECT trntype || ' ' || account_code FROM posting JOIN entry"
            + " USING (entry_id) WHERE line = 1 AND entry_id = 2"));
    }

    @Test
    void shouldRefuseWhatItCannotPost() {
        refuse("carries no START_FLOAT", new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, null));
        refuse("START_FLOAT=1.005", new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1.005"));
        refuse("identity 'ACME'", new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted("ACME", "1.00"));
        refuse("this ledger is kept for ACME_US_SIM_1", start().at("2025-04-07T13:00:00Z").sessionStarted("ACME_US_SIM_2", "1.00"));
        refuse("opened and closed no lot", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0"));
        refuse("instrument 9 has no InstrumentDefined", start().at("2025-04-07T14:00:00Z").filled(1, 9, "1", "2.00", "0")
            .lotOpened(1, 1, 1, 1, 9, AssetClass.LONG_EQUITY, "1", "2.00", "2.00"));
        refuse("strategy 7 has no StrategyLoaded", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0")
            .lotOpened(1, 1, 1, 7, 1, AssetClass.LONG_EQUITY, "1", "2.00", "2.00"));
        refuse("amountE8=0.005 is not whole cents", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0.005")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "1", "2.00", "2.00").commission(1, 1, 1, 1, "0.005"));
        refuse("lot 5 is changed but was never opened", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0")
            .lotClosed(5, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "1", "0", "2.00", "1.00", "2.00", "1.00"));
        refuse("with sum -0.10", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "1", "2.00", "2.00")
            .at("2025-04-07T14:01:00Z").filled(2, 1, "1", "3.00", "0")
            .lotClosed(1, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "1", "0", "3.00", "2.00", "3.00", "1.10"));
        refuse("cannot leave 1", start().at("2025-04-07T14:00:00Z").filled(1, 1, "1", "2.00", "0")
            .lotOpened(1, 1, 1, 1, 1, AssetClass.LONG_EQUITY, "1", "2.00", "2.00")
            .at("2025-04-07T14:01:00Z").filled(2, 1, "1", "3.00", "0")
            .lotClosed(1, 1, 2, 1, 1, AssetClass.LONG_EQUITY, "1", "1", "3.00", "2.00", "3.00", "1.00"));
    }

    private static JournalScript start() {
        return new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "100.00").strategy(1, "open")
            .at("2025-04-07T13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "SPY");
    }

    private void refuse(String expected, JournalScript script) {
        ProjectionException e = assertThrows(ProjectionException.class,
            () -> ProjectionRunner.rebuild(folder.resolve("refused.db"), script.source()), expected);
        assertTrue(e.getMessage().contains(expected) && e.getMessage().startsWith("sequence "), e.getMessage());
    }

    @Test
    void shouldStopAtAnInactiveAccount() throws SQLException {
        Path other = folder.resolve("other.db");
        JournalScript script = ScriptedDay.write();
        try (ProjectionRunner runner = ProjectionRunner.open(other)) {
            runner.catchUp(script.source(6));
        }
        change(other, "UPDATE account SET is_active = 0 WHERE code = '5110'");
        try (ProjectionRunner runner = ProjectionRunner.open(other)) {
            ProjectionException e = assertThrows(ProjectionException.class, () -> runner.catchUp(script.source()));
            assertTrue(e.getMessage().contains("5110 (Expenses:Trade Fees:Commission), which is inactive"), e.getMessage());
        }
    }

    @Test
    void shouldRefuseChangesOfFacts() throws SQLException {
        ProjectionRunner.rebuild(file, BookedFacts.write().source());
        Map<String, String> keys = Map.of("entry", "entry_id", "split", "split_id", "lot_use", "lot_use_id", "lot_adjustment",
            "lot_adjustment_id", "booking_record", "record_index", "chart_version", "coa_version", "chart_version_account", "code", "audit",
            "audit_id");
        for (String table : keys.keySet()) {
            String key = keys.get(table);
            refused("UPDATE " + table + " SET " + key + " = " + key);
            refused("DELETE FROM " + table);
            refused("INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table + " LIMIT 1");
            refused("REPLACE INTO " + table + " SELECT * FROM " + table + " LIMIT 1");
            refused("INSERT INTO " + table + " SELECT * FROM " + table + " WHERE true LIMIT 1 ON CONFLICT DO UPDATE SET " + key + " = " + key);
        }
        refused("INSERT INTO split VALUES (99, 2, 9, '1110', 1, NULL, 'cash', NULL, 0)");
        refused("INSERT INTO entry SELECT 99, journal_sequence, kind, trntype, dtposted, time_nanos, 'new', broker, strategy, ticker,"
            + " side, size_e9, entry_price_e8, exit_price_e8, pnl_cents, order_id, execution_id, linked_fitid, commission_cents, fees_cents, previous_hash, row_hash FROM entry LIMIT 1");
        refused("INSERT INTO split VALUES (99, 99, 1, '1200', 0, NULL, 'cash', NULL, 0)");
        refused("INSERT INTO split VALUES (99, 99, 1, '7777', 0, NULL, 'cash', NULL, 0)");
        refused("DELETE FROM account WHERE code = '1130'");
        refused("INSERT OR REPLACE INTO account SELECT * FROM account WHERE code = '1130'");
    }

    @Test
    void shouldRefuseASplitWithoutAnEntryAtCommit() throws SQLException {
        SQLException e = assertThrows(SQLException.class,
            () -> change(file, "INSERT INTO split VALUES (99, 99, 1, '1110', 5, NULL, 'cash', NULL, 0)"));
        assertTrue(e.getMessage().contains("FOREIGN KEY"), e.getMessage());
    }

    private void refused(String sql) throws SQLException {
        SQLException e = assertThrows(SQLException.class, () -> change(file, sql), sql);
        assertTrue(e.getMessage().contains("SQLITE_CONSTRAINT_TRIGGER"), sql + ": " + e.getMessage());
    }

    private static void change(Path target, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + target);
             Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
            statement.executeUpdate(sql);
        }
    }

    @Test
    void shouldFindTamperingBehindTheTriggers() throws SQLException {
        tamper("entry_no_update", "UPDATE entry SET ticker = 'XXX' WHERE entry_id = 4", "row hashes chain");
        tamper("split_no_update", "UPDATE split SET amount_cents = amount_cents + 1 WHERE split_id = 3", "each entry is balanced");
        tamper("split_no_update", "UPDATE split SET memo = 'other' WHERE split_id = 3", "row hashes chain");
        tamper("entry_no_delete", "DELETE FROM entry WHERE entry_id = 14", "each split has its entry");
        tamper("lot_use_no_update", "UPDATE lot_use SET gain_cents = gain_cents + 1 WHERE lot_use_id = 1",
            "gains of the lots are the trade's profit before fees");
        tamper("lot_use_no_update", "UPDATE lot SET left_qty_e9 = 1 WHERE lot_id = 7", "holdings agree with lots");
        tamper("lot_use_no_update", "UPDATE fill SET commission_e8 = 200000000 WHERE journal_sequence = 6", "each commission is posted once");
        tamper("audit_no_update", "UPDATE audit SET actor = 'x' WHERE audit_id = 1", "row hashes chain");
        tamper("booking_record_no_delete", "DELETE FROM booking_record WHERE journal_sequence = 6 AND record_index = 1",
            "postings and records join without orphans");
        tamper("booking_record_no_update", "UPDATE booking_record SET entry_id = NULL WHERE journal_sequence = 6 AND record_index = 1",
            "postings and records join without orphans");
        tamper("split_no_update", "UPDATE split SET account_code = '1210.QQQ' WHERE split_id = 3", "accounts of securities agree with lots");
        tamper("lot_use_no_update", "UPDATE fill SET outcome = 'accepted' WHERE journal_sequence = 19", "each accepted fill is posted once");
    }

    private void tamper(String trigger, String sql, String expected) throws SQLException {
        build();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
             Statement statement = connection.createStatement()) {
            String restore;
            try (var row = statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = '" + trigger + "'")) {
                restore = row.getString(1);
            }
            statement.executeUpdate("DROP TRIGGER " + trigger);
            assertEquals(1, statement.executeUpdate(sql));
            statement.executeUpdate(restore);
        }
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            List<String> found = LedgerCheck.check(reader).stream().map(LedgerCheck.Finding::invariant).toList();
            assertTrue(found.contains(expected), sql + " gave " + found);
        }
    }

    @Test
    void shouldFindPostingsThatTheJournalDoesNotHave() {
        JournalScript other = ScriptedDay.write().at("2025-04-08T14:00:00Z").filled(8, 1, "1", "10.00", "0")
            .lotOpened(8, 7, 8, 1, 1, AssetClass.LONG_EQUITY, "1", "10.00", "10.00");
        ProjectionRunner.rebuild(file, other.source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(), LedgerCheck.checkAgainst(other.source(), reader));
            assertEquals(List.of(new LedgerCheck.Finding("each posting has its record", "no record at 21/1 asks for 1000 -1000")),
                LedgerCheck.checkAgainst(ScriptedDay.write().source(), reader));
        }
    }

    @Test
    void shouldPassTheOutsideChecker() throws Exception {
        passTheOutsideChecker("transactions 14 ");
        ProjectionRunner.rebuild(file, BookedFacts.write().source());
        passTheOutsideChecker("transactions 28 ");
    }

    private void passTheOutsideChecker(String expected) throws Exception {
        Path checker = Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("tools/check_ledger_sql.sh");
        Assumptions.assumeTrue(Files.isReadable(checker), "../shared/tools/check_ledger_sql.sh is not here; the outside check is skipped");
        Process process = new ProcessBuilder("bash", checker.toString(), file.toString()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeFalse(text.contains("python3: not found") || text.contains("python3: command not found"),
            "python3 is not installed; the outside check is skipped");
        assertEquals(0, process.waitFor(), text);
        assertTrue(text.contains(expected) && !text.contains("is empty, immutability not tried") && text.stripTrailing().endsWith("violations 0"), text);
    }

    private String read(String sql) {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            return String.join("", reader.query(sql, row -> row.getString(1)));
        }
    }
}
