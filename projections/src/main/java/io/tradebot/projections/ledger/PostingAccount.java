package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AssetClass;

/** The accounts that postings name, by their stable codes in the chart. */
public enum PostingAccount {
    /** Assets: Cash: Float. */
    CASH_FLOAT("1110"),
    /** Assets: Holdings: Long Equity, per security. */
    LONG_EQUITY("1210"),
    /** Assets: Holdings: Inverse ETFs, per security. */
    INVERSE_ETFS("1220"),
    /** Assets: Holdings: Long Put Options, per security. */
    LONG_PUTS("1230"),
    /** Assets: Holdings: Long-Term, per security. */
    LONG_TERM("1240"),
    /** Liabilities: Short Positions, per security. */
    SHORT_POSITIONS("2100"),
    /** Equity: Opening Balances. */
    OPENING_BALANCES("3100"),
    /** Income: Realized Gains: Equity. */
    GAINS_EQUITY("4110"),
    /** Income: Realized Gains: Inverse ETFs. */
    GAINS_INVERSE_ETFS("4120"),
    /** Income: Realized Gains: Puts. */
    GAINS_PUTS("4130"),
    /** Income: Realized Gains: Short Sales. */
    GAINS_SHORT_SALES("4140"),
    /** Income: Realized Gains: Long-Term. */
    GAINS_LONG_TERM("4150"),
    /** Expenses: Trade Fees: Commission. */
    COMMISSION("5110");

    private final String code;

    PostingAccount(String code) {
        this.code = code;
    }

    /** Code in the chart of accounts. */
    public String code() {
        return code;
    }

    /** Where lots of a class are held; it has one sub-account per security. */
    static PostingAccount holding(AssetClass assetClass) {
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
    static PostingAccount gains(AssetClass assetClass) {
        return switch (assetClass) {
            case LONG_EQUITY -> GAINS_EQUITY;
            case INVERSE_ETF -> GAINS_INVERSE_ETFS;
            case LONG_PUT -> GAINS_PUTS;
            case LONG_TERM -> GAINS_LONG_TERM;
            case SHORT_POSITION -> GAINS_SHORT_SALES;
            case NULL_VAL -> throw new IllegalArgumentException("a lot without asset class");
        };
    }
}
