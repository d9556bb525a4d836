package io.tradebot.ops.cli;

import io.tradebot.projections.ledger.LedgerReport.BalanceRow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial balance, for people and as JSON. */
record TrialBalance(List<BalanceRow> rows) {

    long debitCents() {
        return rows.stream().mapToLong(BalanceRow::debitCents).reduce(0, Math::addExact);
    }

    long creditCents() {
        return rows.stream().mapToLong(BalanceRow::creditCents).reduce(0, Math::addExact);
    }

    boolean isBalanced() {
        return debitCents() == creditCents();
    }

    String text() {
        TextTable table = new TextTable("code", "account", ">debit", ">credit");
        for (BalanceRow row : rows) {
            table.row(row.code(), row.account(), amount(row.debitCents()), amount(row.creditCents()));
        }
        table.row("", isBalanced() ? "total, in balance" : "total, OUT OF BALANCE", Money.text(debitCents()), Money.text(creditCents()));
        return table.text();
    }

    private static String amount(long cents) {
        return cents == 0 ? "" : Money.text(cents);
    }

    Map<String, Object> document() {
        List<Map<String, Object>> accounts = new ArrayList<>();
        for (BalanceRow row : rows) {
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("code", row.code());
            account.put("account", row.account());
            account.put("type", row.type());
            account.put("debit", Money.usd(row.debitCents()));
            account.put("credit", Money.usd(row.creditCents()));
            accounts.add(account);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("isBalanced", isBalanced());
        document.put("debit", Money.usd(debitCents()));
        document.put("credit", Money.usd(creditCents()));
        document.put("accounts", accounts);
        return document;
    }
}
