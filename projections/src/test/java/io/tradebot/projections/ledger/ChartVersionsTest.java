package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AccountType;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.SchemaMismatchException;
import io.tradebot.projections.export.ChartFiles;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.JournalScript.ChartLine;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChartVersionsTest {

    @TempDir
    Path folder;

    private static List<ChartLine> template() {
        List<ChartLine> lines = new ArrayList<>();
        for (ChartTemplate.Line line : ChartTemplate.load().accounts()) {
            lines.add(new ChartLine(Integer.parseInt(line.code()), AccountType.valueOf(line.type()),
                line.parentCode() == null ? 0 : Integer.parseInt(line.parentCode()), true, line.name()));
        }
        return lines;
    }

    private static ChartLine renamed(ChartLine line, String name) {
        return new ChartLine(line.number(), line.type(), line.parent(), line.isActive(), name);
    }

    /** Two accounts exchange their names, one of them with securities; one is new, one goes, one ends. */
    private static JournalScript secondVersion() {
        List<ChartLine> lines = template();
        lines.replaceAll(line -> switch (line.number()) {
            case 1210 -> renamed(line, "Inverse ETFs");
            case 1220 -> renamed(line, "Long Equity");
            case 3200 -> new ChartLine(3200, AccountType.EQUITY, 3000, false, "Contributions");
            default -> line;
        });
        lines.removeIf(line -> line.number() == 3400);
        lines.add(0, new ChartLine(5310, AccountType.EXPENSE, 5300, true, "Rent | Office"));
        lines.add(new ChartLine(5300, AccountType.EXPENSE, 5000, true, "Overhead"));
        return ScriptedDay.write().at("2025-04-08T13:00:00Z").chartChanged(2, lines, "carol", "new\noffice").chartApplied(2, lines.size());
    }

    @Test
    void shouldFollowTheVersions() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, secondVersion().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of("2 2025-04-07T13:00:00Z 2025-04-08T13:00:00Z"), reader.query("SELECT coa_version || ' ' || created_at_utc"
                + " || ' ' || last_updated_utc FROM coa_metadata", row -> row.getString(1)));
            assertEquals(List.of("1210.QQQ Assets:Holdings:Inverse ETFs:QQQ 1 1", "1210.SPY Assets:Holdings:Inverse ETFs:SPY 1 1",
                "1220.SH Assets:Holdings:Long Equity:SH 1 1", "3200 Equity:Contributions 1 0", "3400 Equity:Retained Earnings 1 0",
                "5300 Expenses:Overhead 0 1", "5310 Expenses:Overhead:Rent | Office 1 1"), reader.query("SELECT code || ' ' || full_name || ' '"
                + " || is_postable || ' ' || is_active FROM account WHERE code IN ('1210.QQQ', '1210.SPY', '1220.SH', '3200', '3400', '5300',"
                + " '5310') ORDER BY code", row -> row.getString(1)));
            assertEquals(List.of("1 template  33", "2 command_line carol 34"), reader.query("SELECT coa_version || ' ' || origin || ' ' || user"
                + " || ' ' || account_count FROM chart_version ORDER BY 1", row -> row.getString(1)));
            assertEquals(34, reader.count("SELECT count(*) FROM chart_version_account WHERE coa_version = 2"));
            assertEquals(List.of(), LedgerCheck.check(reader));
            assertEquals(List.of(), LedgerCheck.checkAgainst(secondVersion().source(), reader));
        }
        try (ProjectionRunner again = ProjectionRunner.open(file)) {
            assertEquals(0, again.catchUp(secondVersion().source()));
        }
    }

    @Test
    void shouldPostOnUnderTheNewVersionAndStopAtAnEndedAccount() {
        JournalScript script = secondVersion().at("2025-04-08T14:00:00Z").filled(20, 3, "1", "10.00", "0")
            .lotOpened(20, 20, 20, 1, 3, AssetClass.INVERSE_ETF, "1", "10.00", "10.00");
        ProjectionRunner.rebuild(folder.resolve("ledger.db"), script.source());
        script.at("2025-04-08T15:00:00Z").cashTransferred(TransferKind.DEPOSIT, "5.00", "2025-04-08", "T")
            .cashTransferBooked(TransferKind.DEPOSIT, "5.00", "T");
        ProjectionException e = assertThrows(ProjectionException.class,
            () -> ProjectionRunner.rebuild(folder.resolve("ledger.db"), script.source()));
        assertTrue(e.getMessage().contains("3200 (Equity:Contributions), which is inactive"), e.getMessage());
    }

    @Test
    void shouldRefuseAVersionOutOfOrderOrWithoutItsAccounts() {
        for (JournalScript script : List.of(
            ScriptedDay.write().at("2025-04-08T13:00:00Z").chartChanged(3, template(), "carol", "").chartApplied(3, 33),
            ScriptedDay.write().at("2025-04-08T13:00:00Z").timeAdvanced().chartApplied(2, 33))) {
            ProjectionException e = assertThrows(ProjectionException.class,
                () -> ProjectionRunner.rebuild(folder.resolve("ledger.db"), script.source()));
            assertTrue(e.getMessage().contains("chart of accounts version"), e.getMessage());
        }
    }

    @Test
    void shouldNameWhatDiffersFromTheTemplate() throws SQLException {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file); Statement statement = connection.createStatement()) {
            String sql;
            try (var row = statement.executeQuery("SELECT sql FROM sqlite_master WHERE name = 'chart_version_account_no_update'")) {
                sql = row.getString(1);
            }
            statement.executeUpdate("DROP TRIGGER chart_version_account_no_update");
            statement.executeUpdate("UPDATE chart_version_account SET name = 'Cents' WHERE code = '1110'");
            statement.executeUpdate(sql);
        }
        SchemaMismatchException e = assertThrows(SchemaMismatchException.class, () -> ProjectionRunner.open(file));
        assertTrue(e.getMessage().contains("account 1110 is (Cents, ASSET, under 1100, USD) in the file and (Float,"), e.getMessage());
    }

    @Test
    void shouldWriteTheChartForPeople() throws IOException {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, secondVersion().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(40, ChartFiles.write(reader, folder, "chart"));
        }
        String markdown = Files.readString(folder.resolve("chart.md"));
        assertTrue(markdown.startsWith("# Chart of accounts\n\nVersion 2, in force since 2025-04-08T13:00:00Z.\n"), markdown);
        assertTrue(markdown.contains("| 5310 | Expenses:Overhead:Rent \\| Office | EXPENSE | USD | yes | yes |\n"), markdown);
        assertTrue(markdown.contains("| 2 | 2025-04-08T13:00:00Z | command_line | carol | new office |\n| 1 | "), markdown);
        List<String> csv = Files.readAllLines(folder.resolve("chart.csv"));
        assertEquals("code,account,type,parent,currency,posted_to,active", csv.get(0));
        assertTrue(csv.contains("3400,Equity:Retained Earnings,EQUITY,3000,USD,yes,no"), csv.toString());
        assertEquals(41, csv.size());
    }
}
