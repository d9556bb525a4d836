package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.RiskSettings;
import io.tradebot.journal.event.DayTradeRule;
import io.tradebot.journal.value.FixedPoint;

import java.time.LocalDate;

/**
 * The rules for day trades, as dated sets. Until 2026-06-03 a count: with a float below 25 000 USD a fourth day trade in five
 * sessions is refused (strategy-rules 7.6, FINRA Rule 4210(f)(8)(B) as it stood). From 2026-06-04 intraday margin instead (FINRA
 * Regulatory Notice 26-10): the account's equity must carry its exposure at every moment of the day. PDT_ENFORCE counts on all
 * dates; DAY_TRADE_RULES adds the set of the date, one of the sets, or none. Sessions are those of the exchange: one that the
 * engine did not run, because there was no data or it is not a trading day of the settings, counts as one of the five. Only
 * facts of the engine are used. Engine thread only.
 */
public final class DayTradeRules {

    /** Open, pending and closed trades at which a further one is refused. */
    public static final int MAX_DAY_TRADES = 3;
    /** Float from which the count does not apply. */
    public static final long EXEMPT_FLOAT_CENTS = 2_500_000L;
    /** Equity below which a broker lends nothing (FINRA Rule 4210(b)): exposure is limited to the equity. */
    public static final long LEAST_MARGIN_EQUITY_CENTS = 200_000L;
    /** First day of intraday margin. */
    public static final int INTRADAY_MARGIN_FROM = (int) LocalDate.of(2026, 6, 4).toEpochDay();

    private static final int SESSIONS = 5;

    private final Decisions decisions;
    private final boolean isPdtEnforced;
    private final RiskSettings.Choice choice;
    private final long marginFactorPpm;
    private final TradingCalendar calendar;
    private final int[] epochDays = new int[SESSIONS]; // of the sessions that were run, the newest at today
    private final int[] closedBySession = new int[SESSIONS];
    private int today = -1;
    private int epochDay;
    private int windowStart;

    /** {@code isPdtEnforced} is PDT_ENFORCE; counted trades go to the decisions. */
    public DayTradeRules(Decisions decisions, boolean isPdtEnforced, RiskSettings.Choice choice, long marginFactorPpm,
            TradingCalendar calendar) {
        this.decisions = decisions;
        this.isPdtEnforced = isPdtEnforced;
        this.choice = choice;
        this.marginFactorPpm = marginFactorPpm;
        this.calendar = calendar;
    }

    /** A new session; what is older than the five up to it is forgotten. */
    public void startDay(int newEpochDay) {
        today = (today + 1) % SESSIONS;
        closedBySession[today] = 0;
        epochDays[today] = newEpochDay;
        epochDay = newEpochDay;
        windowStart = calendar.firstOfLatest(SESSIONS, newEpochDay);
    }

    /** Sessions whose trades count. */
    public int sessionCount() {
        return SESSIONS;
    }

    /** Trades closed in a session; 0 is the oldest that counts, the last one is today. */
    public int closedInSession(int index) {
        return closedBySession[(Math.max(today, 0) + 1 + index) % SESSIONS];
    }

    /** Date of a session; 0 is the oldest that counts, the last one is today. 0 for one that was not run. */
    public int epochDayOfSession(int index) {
        return epochDays[(Math.max(today, 0) + 1 + index) % SESSIONS];
    }

    /** The sessions as they were, the oldest first, all of them. */
    public void restore(int[] sessionEpochDays, int[] closedCounts) {
        System.arraycopy(sessionEpochDays, 0, epochDays, 0, SESSIONS);
        System.arraycopy(closedCounts, 0, closedBySession, 0, SESSIONS);
        today = SESSIONS - 1;
        epochDay = epochDays[today];
        windowStart = epochDay == 0 ? 0 : calendar.firstOfLatest(SESSIONS, epochDay);
    }

    /** True when the count is in force today. */
    public boolean isCounting() {
        return isPdtEnforced || ruleOfChoice() == DayTradeRule.LEGACY_COUNT;
    }

    /** True when intraday margin is in force today. */
    public boolean isMargin() {
        return ruleOfChoice() == DayTradeRule.INTRADAY_MARGIN;
    }

    private DayTradeRule ruleOfChoice() {
        return switch (choice) {
            case OFF -> DayTradeRule.OFF;
            case LEGACY -> DayTradeRule.LEGACY_COUNT;
            case INTRADAY_MARGIN -> DayTradeRule.INTRADAY_MARGIN;
            case AUTO -> epochDay < INTRADAY_MARGIN_FROM ? DayTradeRule.LEGACY_COUNT : DayTradeRule.INTRADAY_MARGIN;
        };
    }

    /** Notes a trade closed today. */
    public void onTradeClosed(long positionId, int instrumentId) {
        closedBySession[today]++;
        if (isCounting()) {
            decisions.dayTradeCounted(positionId, instrumentId, DayTradeRule.LEGACY_COUNT, epochDay, countWith(0), MAX_DAY_TRADES);
        } else if (isMargin()) {
            decisions.dayTradeCounted(positionId, instrumentId, DayTradeRule.INTRADAY_MARGIN, epochDay, countWith(0), 0);
        }
    }

    /** A trade that was counted today is open again. */
    public void onTradeReopened() {
        closedBySession[today]--;
    }

    /** Trades closed in the last five sessions including today, plus what is open or pending. */
    public int countWith(int openAndPending) {
        int count = openAndPending;
        for (int i = 0; i < SESSIONS; i++) {
            if (epochDays[i] >= windowStart) {
                count += closedBySession[i];
            }
        }
        return count;
    }

    /** True when the count allows one more trade. */
    public boolean allowsCount(long floatCents, int count) {
        return floatCents >= EXEMPT_FLOAT_CENTS || count < MAX_DAY_TRADES;
    }

    /** Most exposure that the equity carries, E8. */
    public long marginLimitE8(long equityCents) {
        long factorPpm = equityCents < LEAST_MARGIN_EQUITY_CENTS ? FixedPoint.PPM : marginFactorPpm;
        return Math.multiplyExact(FixedPoint.multiplyDivideFloor(Math.max(equityCents, 0), factorPpm, FixedPoint.PPM),
            FixedPoint.E8_PER_CENT);
    }
}
