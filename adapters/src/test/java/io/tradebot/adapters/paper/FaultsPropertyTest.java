package io.tradebot.adapters.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.event.BrokerRejectReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random faults over random sessions, stepped: whatever goes wrong, by the broker's own log each intent arrived at most once, and once
 * the faults are over the books equal the account to the cent. Repeat with -Dtest.seed=N; more rounds with -Dtest.rounds=N.
 */
@Timeout(600)
class FaultsPropertyTest {

    private static final int ROUNDS = Integer.getInteger("test.rounds", 12);
    private static final BrokerRejectReason[] REASONS = {BrokerRejectReason.NOT_SHORTABLE, BrokerRejectReason.NOT_FRACTIONABLE,
        BrokerRejectReason.PRICE_OUT_OF_RANGE, BrokerRejectReason.WASH_TRADE, BrokerRejectReason.MARKET_CLOSED, BrokerRejectReason.QUANTITY_HELD,
        BrokerRejectReason.INSUFFICIENT_FUNDS, BrokerRejectReason.OTHER};

    private static final List<String> INTERESTING = List.of("toState=UNKNOWN", "toState=NOT_PLACED", "toState=EXTERNAL", "DUPLICATE_EXECUTION",
        "FillReversed", "OverfillFound", "ReconciliationBreakFound", "cause=DIFFERENCE", "OrderQueryRequested", "reason=UNRESOLVED");

    @TempDir
    private Path folder;
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void shouldAgreeWithTheBrokerWhateverGoesWrong() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("FaultsPropertyTest: repeat with -Dtest.seed=" + seed);
        int submitted = 0;
        int filled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path log = folder.resolve("broker-" + round + ".log");
            runRound(seed + round, log);
            submitted += PaperLog.lines(log, ">").stream().filter(line -> line.contains(" submit ")).count();
            filled += PaperLog.lines(log, "<").stream().filter(line -> line.contains(" filled ")).count();
        }
        System.out.println("FaultsPropertyTest: " + ROUNDS + " sessions, " + submitted + " orders received, " + filled + " fills told, " + seen);
        assertTrue(submitted > ROUNDS && filled > ROUNDS / 2, "nothing happened: " + submitted + " orders, " + filled + " fills");
    }

    private void runRound(long seed, Path log) throws Exception {
        Random random = new Random(seed);
        String where = "round seed " + seed + " (repeat with -Dtest.seed=" + seed + " -Dtest.rounds=1)";
        try (FaultySession session = new FaultySession(log, seed, FaultPlan.of(seed))) {
            FaultPlan plan = randomPlan(random, session.day.openNanos());
            where += " " + plan;
            session.restart(plan);
            int restartAt = 21 + random.nextInt(30);
            session.run(0, restartAt);
            requireLimits(session, where);
            session.restart(plan);
            session.run(restartAt, 80);
            requireLimits(session, where);
            session.restart(FaultPlan.of(seed));
            session.run(80, 95);
            session.closeSession();
            session.rest(12);
            INTERESTING.forEach(text -> seen.merge(text, session.journal.lines(text).size(), Integer::sum));
            requireAgreement(session, log, where);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError(where, failed);
        }
    }

    private static FaultPlan randomPlan(Random random, long openNanos) {
        FaultPlan plan = FaultPlan.of(random.nextLong()).rejectWith(REASONS[random.nextInt(REASONS.length)]);
        for (Fault fault : Fault.values()) {
            boolean lasts = fault == Fault.MUTE || fault == Fault.DISCONNECTED;
            if (!lasts && random.nextInt(3) == 0) {
                plan = plan.rate(fault, 20_000 + random.nextInt(400_000));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            plan = during(plan, Fault.MUTE, openNanos, random);
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            plan = during(plan, Fault.DISCONNECTED, openNanos, random);
        }
        return plan;
    }

    /** A span of up to two minutes among the minutes that matter. */
    private static FaultPlan during(FaultPlan plan, Fault fault, long openNanos, Random random) {
        long fromNanos = openNanos + (20 * 60 + random.nextInt(50 * 60)) * FaultySession.SECOND_NANOS;
        return plan.during(fault, fromNanos, fromNanos + (1 + random.nextInt(120)) * FaultySession.SECOND_NANOS);
    }

    private static void requireLimits(FaultySession session, String where) {
        session.broker.book().positions().forEach((instrument, units) -> assertTrue(Math.abs(units) <= FaultySession.POSITION_LIMIT_E9 + excess(session),
            where + ": " + units + " of instrument " + instrument));
    }

    /** What the broker filled beyond what it was asked for is not the bot's doing. */
    private static long excess(FaultySession session) {
        return session.journal.lines("OverfillFound ").isEmpty() && session.journal.lines("FillReversed ").isEmpty() ? 0
            : FaultySession.POSITION_LIMIT_E9;
    }

    private static void requireAgreement(FaultySession session, Path log, String where) {
        Map<String, Integer> receivedByClient = new TreeMap<>();
        for (String line : PaperLog.lines(log, ">")) {
            if (line.contains(" submit ")) {
                receivedByClient.merge(PaperLines.parse(line).text("client"), 1, Integer::sum);
            }
        }
        List<String> twice = new ArrayList<>();
        receivedByClient.forEach((client, count) -> twice.addAll(count > 1 ? List.of(client) : List.of()));
        assertEquals(List.of(), twice, where);
        assertEquals(session.broker.book().positions(), session.engineUnits(), where);
        assertEquals(session.broker.book().cashE8(), session.engineCashE8(), where);
        assertEquals(session.journal.lines("EntryBlocked reason=RECONCILIATION").size(),
            session.journal.lines("EntryUnblocked reason=RECONCILIATION").size(), where + ": still blocked");
        assertEquals(List.of(), session.journal.lines("EngineFaulted"), where);
        assertEquals(List.of(), session.journal.lines("KillSwitchTripped cause=FAULT"), where);
    }
}
