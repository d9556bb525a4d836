package io.tradebot.replay.report;

/**
 * Every figure of a report, defined in writing. The texts here are the ones printed beside the values in the page, in
 * metrics.json and in {@code ops/docs/metrics.md}; a test keeps that document equal to this list.
 *
 * <p>Words used: a trade is one closed round trip, its P&amp;L is after fees. A win has P&amp;L above zero, a loss below, a scratch
 * exactly zero. A session is a trading day of the run, traded or not. Trades belong to the session in which they were closed
 * and count in order of exit time, then entry time, strategy, symbol and slot.
 */
public enum Metric {
    /** Sessions run. */
    SESSIONS("sessions", "Sessions", Unit.COUNT, "number of sessions in the run",
        "Every session run counts, traded or not."),
    /** Sessions with a trade. */
    SESSIONS_TRADED("sessionsTraded", "Sessions with trades", Unit.COUNT, "sessions with at least one closed trade",
        "By the session of the exit."),
    /** Signals. */
    SIGNALS("signals", "Signals", Unit.COUNT, "sum of the signals raised in all sessions",
        "Signals that were refused or not filled count too."),
    /** Trades. */
    TRADES("trades", "Trades", Unit.COUNT, "number of closed trades", "One entry and one exit make one trade."),
    /** Wins. */
    WINS("wins", "Wins", Unit.COUNT, "trades with P&L > 0", "After fees."),
    /** Losses. */
    LOSSES("losses", "Losses", Unit.COUNT, "trades with P&L < 0", "After fees."),
    /** Scratches. */
    SCRATCHES("scratches", "Scratches", Unit.COUNT, "trades with P&L = 0", "Neither a win nor a loss, but a trade."),
    /** Win rate. */
    WIN_RATE("winRatePercent", "Win rate", Unit.PERCENT, "100 x wins / trades", "Scratches count as trades. Undefined without trades."),
    /** Net P&amp;L. */
    NET_PNL("netPnl", "Net P&L", Unit.MONEY, "sum of P&L over all trades", "After fees, before tax."),
    /** Fees. */
    FEES("fees", "Fees", Unit.MONEY, "sum of the fees of all trades", "Already inside P&L. Slippage is inside the prices."),
    /** Equity at the start. */
    START_EQUITY("startEquity", "Start equity", Unit.MONEY, "equity of the first close - P&L of the first session",
        "Undefined without sessions."),
    /** Equity at the end. */
    END_EQUITY("endEquity", "End equity", Unit.MONEY, "equity of the last close",
        "Start equity + net P&L: trading result only, without deposits and withdrawals."),
    /** Total return. */
    TOTAL_RETURN("totalReturnPercent", "Total return", Unit.PERCENT, "100 x net P&L / start equity",
        "Simple, over the whole run, not annualised."),
    /** Annual return. */
    ANNUAL_RETURN("annualReturnPercent", "Annual return", Unit.PERCENT,
        "100 x ((end equity / start equity)^(365 / days) - 1)",
        "Compounded; days = calendar days from the first to the last session, both included (Actual/365, so a leap year has 366 "
            + "days). Undefined under 365 days: a short run is not blown up to a year."),
    /** Average P&amp;L. */
    AVERAGE_PNL("averagePnl", "Average P&L", Unit.MONEY, "net P&L / trades",
        "Rounded once to the cent, half away from zero. This is also the expectancy in money."),
    /** Median P&amp;L. */
    MEDIAN_PNL("medianPnl", "Median P&L", Unit.MONEY, "middle P&L of the sorted trades",
        "Even count: mean of the two middle ones, rounded to the cent, half away from zero."),
    /** Gross profit. */
    GROSS_PROFIT("grossProfit", "Gross profit", Unit.MONEY, "sum of P&L of the wins", "After fees."),
    /** Gross loss. */
    GROSS_LOSS("grossLoss", "Gross loss", Unit.MONEY, "sum of P&L of the losses", "After fees, shown negative."),
    /** Profit factor. */
    PROFIT_FACTOR("profitFactor", "Profit factor", Unit.RATIO, "gross profit / -gross loss",
        "Undefined without a losing trade, rather than infinite."),
    /** Expectancy. */
    EXPECTANCY("expectancy", "Expectancy", Unit.RATIO, "(net P&L / trades) / -(gross loss / losses)",
        "What a trade earned per dollar that an average loss cost. Undefined without a losing trade."),
    /** Average win. */
    AVERAGE_WIN("averageWin", "Average win", Unit.MONEY, "gross profit / wins", "Rounded once to the cent, half away from zero."),
    /** Average loss. */
    AVERAGE_LOSS("averageLoss", "Average loss", Unit.MONEY, "gross loss / losses",
        "Negative. Rounded once to the cent, half away from zero."),
    /** Largest win. */
    LARGEST_WIN("largestWin", "Largest win", Unit.MONEY, "highest P&L of the wins", "Undefined without a win."),
    /** Largest loss. */
    LARGEST_LOSS("largestLoss", "Largest loss", Unit.MONEY, "lowest P&L of the losses", "Negative. Undefined without a loss."),
    /** Average duration. */
    AVERAGE_DURATION("averageDurationSeconds", "Average duration", Unit.DURATION, "sum of (exit - entry) / trades",
        "Clock time from entry fill to exit fill, rounded down to the second."),
    /** Median duration. */
    MEDIAN_DURATION("medianDurationSeconds", "Median duration", Unit.DURATION, "middle (exit - entry) of the sorted trades",
        "Even count: mean of the two middle ones. Rounded down to the second."),
    /** Losing streak. */
    LONGEST_LOSING_STREAK("longestLosingStreak", "Longest losing streak", Unit.COUNT, "most losses in a row",
        "In exit order. A scratch ends a streak."),
    /** Maximum drawdown in money. */
    MAX_DRAWDOWN("maxDrawdown", "Max drawdown", Unit.MONEY, "largest (running peak - equity), after each trade",
        "On closed trades, from the start equity; trades that exit at one instant are one step. The peak is the last time at its "
            + "height, recovery the first time back at it. Of equal falls the earliest."),
    /** Maximum drawdown in percent. */
    MAX_DRAWDOWN_PERCENT("maxDrawdownPercent", "Max drawdown %", Unit.PERCENT,
        "largest 100 x (running peak - equity) / running peak, after each trade",
        "As max drawdown, but found by percentage: it may be another fall than the largest in money. Above 100 when more than "
            + "everything was lost."),
    /** Drawdown of session closes in money. */
    CLOSE_DRAWDOWN("closeDrawdown", "Max drawdown at close", Unit.MONEY, "largest (running peak - equity), at session closes",
        "As max drawdown, seen once a session: never more than that."),
    /** Drawdown of session closes in percent. */
    CLOSE_DRAWDOWN_PERCENT("closeDrawdownPercent", "Max drawdown at close %", Unit.PERCENT,
        "largest 100 x (running peak - equity) / running peak, at session closes",
        "As max drawdown %, seen once a session."),
    /** Sharpe ratio. */
    SHARPE("sharpe", "Sharpe ratio", Unit.RATIO, "mean(r) / stdev(r) x sqrt(252), r = session P&L / float at its open",
        "Every session run counts, a session without trades as r = 0. Sample standard deviation (n - 1), risk-free rate 0, "
            + "252 sessions a year. Undefined under two sessions or when all r are equal."),
    /** Sortino ratio. */
    SORTINO("sortino", "Sortino ratio", Unit.RATIO, "mean(r) / sqrt(sum(min(r, 0)^2) / n) x sqrt(252)",
        "r, sessions and year as for Sharpe; target 0, n = all sessions. Undefined without a losing session."),
    /** Exposure. */
    EXPOSURE("exposurePercent", "Exposure", Unit.PERCENT, "100 x session time with an open position / session time",
        "Positions at the same time count once; time outside sessions does not count.");

    /** What a figure is measured in. */
    public enum Unit {
        /** A whole number. */
        COUNT("count"),
        /** US dollars. */
        MONEY("USD"),
        /** Hundredths. */
        PERCENT("%"),
        /** A plain number. */
        RATIO("ratio"),
        /** Seconds. */
        DURATION("s");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** As printed beside a value. */
        public String text() {
            return text;
        }
    }

    private final String key;
    private final String title;
    private final Unit unit;
    private final String formula;
    private final String convention;

    Metric(String key, String title, Unit unit, String formula, String convention) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.formula = formula;
        this.convention = convention;
    }

    /** Name in metrics.json. */
    public String key() {
        return key;
    }

    /** Name on the page. */
    public String title() {
        return title;
    }

    /** Unit of the value. */
    public Unit unit() {
        return unit;
    }

    /** How it is computed. */
    public String formula() {
        return formula;
    }

    /** What counts, how it is rounded, when it is undefined. */
    public String convention() {
        return convention;
    }
}
