package io.tradebot.engine.script;

import io.tradebot.engine.record.ChartAccount;
import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.account.StandingAccount;
import io.tradebot.journal.event.AccountType;

import java.util.ArrayList;
import java.util.List;

/** Charts of accounts for tests: the standard accounts under one heading each, and changes to them. */
public final class ChartLines {

    private static final int HEADING = 1000;

    private ChartLines() {
    }

    /** The standard accounts, changed by words: +number,type,parent,name[,currency] adds, -number takes away, !number makes inactive. */
    public static List<ChartAccount> of(List<String> changes) {
        List<ChartAccount> accounts = new ArrayList<>();
        for (StandingAccount account : StandingAccount.values()) {
            accounts.add(standard(account.number(), account.type(), account.name()));
        }
        for (PostingAccount account : PostingAccount.values()) {
            accounts.add(standard(account.number(), account.type(), account.name()));
        }
        for (String change : changes) {
            String rest = change.substring(1);
            switch (change.charAt(0)) {
                case '+' -> accounts.add(added(rest.split(",", -1)));
                case '-' -> accounts.removeIf(account -> account.number() == Integer.parseInt(rest));
                case '!' -> accounts.replaceAll(account -> account.number() != Integer.parseInt(rest) ? account
                    : new ChartAccount(account.number(), account.type(), account.parentNumber(), false, account.currency(), account.name()));
                default -> throw new IllegalArgumentException("no change " + change);
            }
        }
        return accounts;
    }

    private static ChartAccount standard(int number, AccountType type, String name) {
        int heading = number / HEADING * HEADING;
        return new ChartAccount(number, type, number == heading ? 0 : heading, true, "USD", name);
    }

    private static ChartAccount added(String[] words) {
        return new ChartAccount(Integer.parseInt(words[0]), AccountType.valueOf(words[1]), Integer.parseInt(words[2]), true,
            words.length > 4 ? words[4] : "USD", words[3]);
    }
}
