package io.tradebot.journal.account;

import io.tradebot.journal.event.AccountType;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.ReserveKind;

/** The accounts that bookings name, by their stable numbers in the chart. Every version of a chart must list them as active. Any thread. */
public enum PostingAccount {
    /** Assets: Cash: Float. */
    CASH_FLOAT(1110, AccountType.ASSET),
    /** Assets: Cash: Tax Reserve. */
    TAX_RESERVE(1120, AccountType.ASSET),
    /** Assets: Cash: Payroll Reserve. */
    PAYROLL_RESERVE(1130, AccountType.ASSET),
    /** Assets: Holdings: Long Equity, per security. */
    LONG_EQUITY(1210, AccountType.ASSET),
    /** Assets: Holdings: Inverse ETFs, per security. */
    INVERSE_ETFS(1220, AccountType.ASSET),
    /** Assets: Holdings: Long Put Options, per security. */
    LONG_PUTS(1230, AccountType.ASSET),
    /** Assets: Holdings: Long-Term, per security. */
    LONG_TERM(1240, AccountType.ASSET),
    /** Liabilities: Short Positions, per security. */
    SHORT_POSITIONS(2100, AccountType.LIABILITY),
    /** Equity: Opening Balances. */
    OPENING_BALANCES(3100, AccountType.EQUITY),
    /** Equity: Contributions. */
    CONTRIBUTIONS(3200, AccountType.EQUITY),
    /** Equity: Withdrawals. */
    WITHDRAWALS(3300, AccountType.EQUITY),
    /** Equity: Reconciliation Differences. */
    RECONCILIATION_DIFFERENCES(3500, AccountType.EQUITY),
    /** Income: Realized Gains: Equity. */
    GAINS_EQUITY(4110, AccountType.INCOME),
    /** Income: Realized Gains: Inverse ETFs. */
    GAINS_INVERSE_ETFS(4120, AccountType.INCOME),
    /** Income: Realized Gains: Puts. */
    GAINS_PUTS(4130, AccountType.INCOME),
    /** Income: Realized Gains: Short Sales. */
    GAINS_SHORT_SALES(4140, AccountType.INCOME),
    /** Income: Realized Gains: Long-Term. */
    GAINS_LONG_TERM(4150, AccountType.INCOME),
    /** Income: Dividends. */
    DIVIDENDS(4200, AccountType.INCOME),
    /** Income: Interest. */
    INTEREST_INCOME(4300, AccountType.INCOME),
    /** Expenses: Trade Fees: Commission. */
    COMMISSION(5110, AccountType.EXPENSE),
    /** Expenses: Trade Fees: Regulatory. */
    REGULATORY(5120, AccountType.EXPENSE),
    /** Expenses: Trade Fees: Borrow. */
    BORROW(5130, AccountType.EXPENSE),
    /** Expenses: Interest. */
    INTEREST_EXPENSE(5200, AccountType.EXPENSE);

    private final int number;
    private final String code;
    private final AccountType type;

    PostingAccount(int number, AccountType type) {
        this.number = number;
        this.type = type;
        code = Integer.toString(number);
    }

    /** Number in the chart of accounts. */
    public int number() {
        return number;
    }

    /** The number as text, as tables and exports show it. */
    public String code() {
        return code;
    }

    /** Kind of account; never changes. */
    public AccountType type() {
        return type;
    }

    /** Where lots of a class are held; it has one sub-account per security. */
    public static PostingAccount holding(AssetClass assetClass) {
        return switch (assetClass) {
            case LONG_EQUITY -> LONG_EQUITY;
            case INVERSE_ETF -> INVERSE_ETFS;
            case LONG_PUT -> LONG_PUTS;
            case LONG_TERM -> LONG_TERM;
            case SHORT_POSITION -> SHORT_POSITIONS;
            case NULL_VAL -> throw new IllegalArgumentException("a lot without asset class");
        };
    }

    /** Where the gains of a class go. */
    public static PostingAccount gains(AssetClass assetClass) {
        return switch (assetClass) {
            case LONG_EQUITY -> GAINS_EQUITY;
            case INVERSE_ETF -> GAINS_INVERSE_ETFS;
            case LONG_PUT -> GAINS_PUTS;
            case LONG_TERM -> GAINS_LONG_TERM;
            case SHORT_POSITION -> GAINS_SHORT_SALES;
            case NULL_VAL -> throw new IllegalArgumentException("a lot without asset class");
        };
    }

    /** Where a fee goes. */
    public static PostingAccount fee(FeeKind kind) {
        return switch (kind) {
            case COMMISSION, MARKET_DATA, OTHER -> COMMISSION;
            case SEC_SECTION_31, FINRA_TAF, OPTION_REGULATORY, EXCHANGE -> REGULATORY;
            case BORROW -> BORROW;
            case NULL_VAL -> throw new IllegalArgumentException("a fee without kind");
        };
    }

    /** The cash account of a bucket. */
    public static PostingAccount cash(ReserveKind reserve) {
        return switch (reserve) {
            case FLOAT -> CASH_FLOAT;
            case TAX -> TAX_RESERVE;
            case PAYROLL -> PAYROLL_RESERVE;
            case NULL_VAL -> throw new IllegalArgumentException("cash without a bucket");
        };
    }
}
