package io.tradebot.journal.account;

import io.tradebot.journal.event.AccountType;

/** The accounts of the first chart that no booking names: headings, and what an accountant closes the year into. Any thread. */
public enum StandingAccount {
    /** Assets. */
    ASSETS(1000, AccountType.ASSET),
    /** Assets: Cash. */
    CASH(1100, AccountType.ASSET),
    /** Assets: Holdings. */
    HOLDINGS(1200, AccountType.ASSET),
    /** Liabilities. */
    LIABILITIES(2000, AccountType.LIABILITY),
    /** Equity. */
    EQUITY(3000, AccountType.EQUITY),
    /** Equity: Retained Earnings. */
    RETAINED_EARNINGS(3400, AccountType.EQUITY),
    /** Income. */
    INCOME(4000, AccountType.INCOME),
    /** Income: Realized Gains. */
    REALIZED_GAINS(4100, AccountType.INCOME),
    /** Expenses. */
    EXPENSES(5000, AccountType.EXPENSE),
    /** Expenses: Trade Fees. */
    TRADE_FEES(5100, AccountType.EXPENSE);

    private final int number;
    private final AccountType type;

    StandingAccount(int number, AccountType type) {
        this.number = number;
        this.type = type;
    }

    /** Number in the chart of accounts. */
    public int number() {
        return number;
    }

    /** Kind of account; never changes. */
    public AccountType type() {
        return type;
    }
}
