package io.tradebot.projections.export;

import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.LedgerDatabase;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The chart of accounts for people, as Markdown and as CSV beside the ledger. Any thread.
 *
 * <p>Both name the version in force and when it came; sub-accounts of securities are among the accounts.
 */
public final class ChartFiles {

    private static final String[] HEADER = {"code", "account", "type", "parent", "currency", "posted_to", "active"};

    private record Account(String code, String fullName, String type, String parentCode, String currencyCode, boolean isPostable,
                           boolean isActive) {
    }

    private record Version(int number, String appliedUtc, String origin, String user, String reason) {
    }

    private ChartFiles() {
    }

    /** Writes {@code NAME.md} and {@code NAME.csv} into a folder, each in one step; returns the number of accounts. */
    public static int write(LedgerDatabase database, Path folder, String name) {
        List<Account> accounts = database.query("SELECT code, full_name, type, parent_code, currency_code, is_postable, is_active"
            + " FROM account ORDER BY code", row -> new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                row.getString(5), row.getInt(6) == 1, row.getInt(7) == 1));
        List<Version> versions = database.query("SELECT coa_version, applied_utc, origin, user, reason FROM chart_version"
            + " ORDER BY coa_version DESC", row -> new Version(row.getInt(1), row.getString(2), row.getString(3), row.getString(4),
                row.getString(5)));
        String markdown = markdown(accounts, versions);
        AtomicFile.write(folder.resolve(name + ".md"), out -> out.write(markdown.getBytes(StandardCharsets.UTF_8)));
        List<String[]> rows = new ArrayList<>();
        for (Account account : accounts) {
            rows.add(new String[] {account.code(), CsvFile.text(account.fullName()), account.type(),
                account.parentCode() == null ? "" : account.parentCode(), account.currencyCode(), yesNo(account.isPostable()),
                yesNo(account.isActive())});
        }
        CsvFile.write(folder.resolve(name + ".csv"), HEADER, rows);
        return accounts.size();
    }

    private static String markdown(List<Account> accounts, List<Version> versions) {
        StringBuilder text = new StringBuilder("# Chart of accounts\n\n");
        if (versions.isEmpty()) {
            return text.append("No session has begun yet.\n").toString();
        }
        text.append("Version ").append(versions.get(0).number()).append(", in force since ").append(versions.get(0).appliedUtc())
            .append(".\n\n| Code | Account | Type | Currency | Posted to | Active |\n|---|---|---|---|---|---|\n");
        for (Account account : accounts) {
            text.append("| ").append(account.code()).append(" | ").append(cell(account.fullName())).append(" | ").append(account.type())
                .append(" | ").append(account.currencyCode()).append(" | ").append(yesNo(account.isPostable())).append(" | ")
                .append(yesNo(account.isActive())).append(" |\n");
        }
        text.append("\n## Versions\n\n| Version | In force since | From | By | Reason |\n|---|---|---|---|---|\n");
        for (Version version : versions) {
            text.append("| ").append(version.number()).append(" | ").append(version.appliedUtc()).append(" | ").append(version.origin())
                .append(" | ").append(cell(version.user())).append(" | ").append(cell(version.reason())).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ");
    }

    private static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
