package io.tradebot.engine.risk;

/**
 * The count rule for small accounts that ended on 2026-06-04: with a float below 25 000 USD a fourth day trade in five sessions
 * is refused (strategy-rules 7.6, FINRA Rule 4210 as it stood). Engine thread only.
 */
public final class DayTradeRule {

    /** Open, pending and closed trades at which a further one is refused. */
    public static final int MAX_DAY_TRADES = 3;
    /** Float from which the rule does not apply. */
    public static final long EXEMPT_FLOAT_CENTS = 2_500_000L;

    private static final int SESSIONS = 5;

    private final boolean isEnforced;
    private final int[] closedBySession = new int[SESSIONS];
    private int today = -1;

    /** {@code isEnforced} is PDT_ENFORCE. */
    public DayTradeRule(boolean isEnforced) {
        this.isEnforced = isEnforced;
    }

    /** A new session; the oldest of the five is forgotten. */
    public void startDay() {
        today = (today + 1) % SESSIONS;
        closedBySession[today] = 0;
    }

    /** Notes a trade closed today. */
    public void onTradeClosed() {
        closedBySession[today]++;
    }

    /** Trades closed in the last five sessions including today, plus what is open or pending. */
    public int countWith(int openAndPending) {
        int count = openAndPending;
        for (int closed : closedBySession) {
            count += closed;
        }
        return count;
    }

    /** True when one more trade is allowed. */
    public boolean allows(long floatCents, int count) {
        return !isEnforced || floatCents >= EXEMPT_FLOAT_CENTS || count < MAX_DAY_TRADES;
    }
}
