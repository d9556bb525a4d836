package io.tradebot.ops.daemon;

import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Kills the daemon with signal 9 at random moments of days with every fault on and starts it again until the day is over. More of it
 * with {@code -Dtradebot.daemon.kills=100}, as the profile days does; the same again with {@code -Dtest.seed=N}.
 */
class DayKillTest {

    private static final int KILLS = Integer.getInteger("tradebot.daemon.kills", 4);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime() >>> 20);
    /** The log of a day has some 600,000 bytes; so a day is killed some four times on its way. */
    private static final int LOG_BYTES = 300_000;
    private static final int STARTING_MILLIS = 2500;
    private static final int TRADING_MILLIS = 50;
    private static final int DAY_SECONDS = 300;
    private static final long RECONCILED_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    private static final int LATCHED_EVERY = 3;

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private final List<Long> reconciledNanos = new ArrayList<>();
    private int killCount;
    private int startingCount;
    private int orderCount;
    private int againCount;
    private int executionCount;
    private int tradeCount;
    private long excerptCount;
    private int latchedCount;

    @Test
    void shouldLoseNothingHoweverOftenItIsKilled() throws Exception {
        System.out.println("DayKillTest: repeat with -Dtest.seed=" + SEED);
        int days = 0;
        while (killCount < KILLS) {
            HostChild child = new HostChild(folder.resolve("day" + days), SEED % 100_000 + days);
            boolean isLatched = days % LATCHED_EVERY == LATCHED_EVERY - 1;
            try {
                runDay(child, isLatched);
                prove(child, isLatched);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("day " + days + " (market " + child.seed + ") after " + killCount + " kills, again with -Dtest.seed=" + SEED
                    + ": " + e.getMessage() + child.printed(), e);
            }
            days++;
        }
        Collections.sort(reconciledNanos);
        long slowest = reconciledNanos.get(reconciledNanos.size() - 1);
        System.out.printf(Locale.ROOT, "DayKillTest: %d kills, %d of them before the broker was reconciled; %d days, %d of them with the kill switch; "
                + "%d excerpts, %d orders received by the broker, %d known to it already, %d executions, %d trades; from process start to reconciled: "
                + "median %d ms, slowest %d ms of %d%n", killCount, startingCount, days, latchedCount, excerptCount, orderCount, againCount, executionCount,
            tradeCount, TimeUnit.NANOSECONDS.toMillis(reconciledNanos.get(reconciledNanos.size() / 2)), TimeUnit.NANOSECONDS.toMillis(slowest),
            reconciledNanos.size());
        assertTrue(executionCount > 0, "nothing was traded");
        assertTrue(slowest < RECONCILED_NANOS_MAX * 4, "a start took " + slowest + " ns until it was reconciled");
    }

    /** Starts the process again and again; the kill that would be one too many is not done, so the day comes to its end. */
    private void runDay(HostChild child, boolean isLatched) throws Exception {
        boolean mustTrip = isLatched;
        while (true) {
            boolean isWhileStarting = random.nextInt(4) == 0;
            long bytes = child.logBytes() + random.nextInt(LOG_BYTES);
            int millis = random.nextInt(isWhileStarting ? STARTING_MILLIS : TRADING_MILLIS);
            Process process = child.start("max");
            try {
                boolean isKilled = killCount < KILLS;
                boolean isReconciled = false;
                if (!isWhileStarting || !isKilled) {
                    long took = child.awaitReconciled(TimeUnit.SECONDS.toNanos(DAY_SECONDS));
                    isReconciled = took >= 0;
                    if (isReconciled) {
                        reconciledNanos.add(took);
                    }
                    while (isKilled && process.isAlive() && child.logBytes() < bytes) {
                        process.waitFor(2, TimeUnit.MILLISECONDS);
                    }
                }
                if (mustTrip && isReconciled) {
                    Files.createFile(child.control("control_kill.flag")); // taken now, or by the process that comes next
                    mustTrip = false;
                }
                if (isKilled ? process.waitFor(millis, TimeUnit.MILLISECONDS) : process.waitFor(DAY_SECONDS, TimeUnit.SECONDS)) {
                    assertEquals(0, process.exitValue(), "the process ended by itself and badly");
                    return;
                }
                assertTrue(isKilled, "the day does not end within " + DAY_SECONDS + " s");
                killCount++;
                startingCount += isReconciled ? 0 : 1;
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (Files.exists(child.brokerLog()) && Files.isDirectory(new Home(child.home).journal())) {
                requireOnce(child);
            }
        }
    }

    private static void requireOnce(HostChild child) throws IOException {
        BrokerTruth.received(child.brokerLog()).forEach((client, count) ->
            assertTrue(count <= 1, () -> "the broker received " + client + ' ' + count + " times"));
    }

    private void prove(HostChild child, boolean isLatched) throws IOException, InterruptedException {
        DayProof proof = DayProof.check(child.home);
        orderCount += proof.truth.receivedByClientId().size();
        againCount += proof.truth.againCount();
        executionCount += proof.truth.executionIds().size();
        tradeCount += proof.status.tradeCount();
        excerptCount += proof.excerptCount;
        if (isLatched && !Files.exists(child.control("control_kill.flag"))) {
            latchedCount++;
            assertFalse(proof.status.killCause().isEmpty(), "the kill switch was tripped and is not any more");
            requireNoEntryBehindKill(proof.home);
        }
    }

    private static void requireNoEntryBehindKill(Home home) {
        RecordCursor cursor = new RecordCursor();
        OrderRequestedDecoder requested = new OrderRequestedDecoder();
        boolean isTripped = false;
        try (JournalReader reader = JournalReader.open(home.journal())) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == KillSwitchTrippedDecoder.TEMPLATE_ID) {
                        isTripped = true;
                    } else if (isTripped && cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                        requested.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                        assertTrue(requested.role() != OrderRole.ENTRY, "order " + requested.orderId() + " was entered behind the kill");
                    }
                }
            }
        }
        assertTrue(isTripped, "the journal has no KillSwitchTripped");
    }
}
