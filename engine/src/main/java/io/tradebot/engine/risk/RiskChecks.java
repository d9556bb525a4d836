package io.tradebot.engine.risk;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.RecordBatch;

/** Self checks of the risk controls on instances of their own, so that nothing of the run is touched. Engine thread only, cold. */
public final class RiskChecks {

    private static final long FLOAT_CENTS = 10_000_000;
    private static final long FIVE_PERCENT_PPM = 50_000;
    private static final long LIMIT_CENTS = 500_000;

    private RiskChecks() {
    }

    /** A loss equal to the limit does not halt, a cent more does, and the next day begins anew. */
    public static void checkDailyLossLimit(Findings findings) {
        KillSwitch killSwitch = new KillSwitch(scratch());
        DailyLossLimit limit = new DailyLossLimit(killSwitch, FIVE_PERCENT_PPM, 0);
        limit.startDay(FLOAT_CENTS);
        limit.onTradeClosed(-LIMIT_CENTS);
        findings.expect("halt by a loss equal to the limit", false, killSwitch.isTripped());
        limit.onTradeClosed(-1);
        findings.expect("halt by a loss above the limit", true, killSwitch.isTripped());
        killSwitch.startDay();
        findings.expect("halt on the next day", false, killSwitch.isTripped());
    }

    /** A drawdown above the limit stops entries for a day. */
    public static void checkCircuitBreaker(Findings findings) {
        CircuitBreaker breaker = new CircuitBreaker(scratch(), FLOAT_CENTS, FIVE_PERCENT_PPM);
        findings.expect("breaker at the start", false, breaker.blocksEntryAt(0));
        breaker.onTradeClosed(-LIMIT_CENTS, 0);
        findings.expect("breaker by a drawdown equal to the limit", false, breaker.blocksEntryAt(0));
        breaker.onTradeClosed(-1, 0);
        findings.expect("breaker by a drawdown above the limit", true, breaker.blocksEntryAt(CircuitBreaker.PAUSE_NANOS - 1));
        findings.expect("breaker a day later", false, breaker.blocksEntryAt(CircuitBreaker.PAUSE_NANOS));
    }

    /** A symbol is blocked from its fill to the end of the day. */
    public static void checkBlocklist(Findings findings) {
        Blocklist blocklist = new Blocklist(scratch());
        blocklist.startDay(1);
        blocklist.add(7);
        findings.expect("a symbol traded today is blocked", true, blocklist.contains(7));
        findings.expect("another symbol is blocked", false, blocklist.contains(8));
        blocklist.startDay(2);
        findings.expect("a symbol traded yesterday is blocked", false, blocklist.contains(7));
    }

    private static Decisions scratch() {
        Decisions decisions = new Decisions();
        decisions.wrap(new RecordBatch());
        return decisions;
    }
}
