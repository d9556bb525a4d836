package io.tradebot.engine.recovery;

import io.tradebot.engine.script.Seed;
import io.tradebot.journal.log.CrashPoint;
import io.tradebot.journal.log.JournalVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Kills a trading process with signal 9 at random moments, again and again on the same journals: while it recovers, while it asks the
 * broker what became of its orders, while it trades. More of it with {@code -Dtradebot.kills=200}, as the profile crash does.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("tradebot.kills", 6);
    private static final int KILLS_PER_JOURNAL = 10;
    /** A day's orders are some six thousand bytes in the file of the broker. */
    private static final int BROKER_LOG_BYTES = 8000;
    private static final int TRADING_MILLIS = 20;
    private static final int START_MILLIS = 2500;
    private static final String DAYS_WITHOUT_END = "100000";

    @TempDir
    Path temp;

    private long excerptCount;
    private long decidedCount;
    private int sentCount;
    private int takenCount;
    private int unresolvedCount;
    private int tornCount;
    private int openCount;
    private int startingCount;

    @Test
    void shouldLoseNothingWhenKilledAtAnyMoment() throws Exception {
        RandomGenerator random = Seed.generator(Seed.take("KillTest"));
        CrashChild child = null;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_PER_JOURNAL == 0) {
                count(child);
                child = new CrashChild(Files.createDirectory(temp.resolve("journal" + kill / KILLS_PER_JOURNAL)));
            }
            boolean isWhileStarting = random.nextInt(4) == 0;
            kill(child, isWhileStarting, random.nextInt(BROKER_LOG_BYTES), random.nextInt(isWhileStarting ? START_MILLIS : TRADING_MILLIS));
            if (Files.isDirectory(child.journal())) {
                check(child, kill);
            }
        }
        count(child);
        System.out.printf(Locale.ROOT, "KillTest: %d kills, %d of them while the process started; %d journals were left open, %d with a torn tail; "
                + "%d excerpts in the end, %d decided again, %d orders sent, %d executions taken, %d orders open at a kill%n",
            KILLS, startingCount, openCount, tornCount, excerptCount, decidedCount, sentCount, takenCount, unresolvedCount);
        assertTrue(sentCount > 0 && takenCount > 0, "the processes traded");
    }

    /** Kills so many milliseconds behind the start, or behind the moment at which the broker has heard so much from the process. */
    private void kill(CrashChild child, boolean isWhileStarting, int brokerLogBytes, int millis) throws IOException, InterruptedException {
        long heard = length(child.brokerLog()) + brokerLogBytes;
        Process process = child.start(DAYS_WITHOUT_END, "");
        try {
            while (!isWhileStarting && process.isAlive() && (length(child.brokerLog()) < heard || !child.said().contains("ready"))) {
                process.waitFor(2, TimeUnit.MILLISECONDS);
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            assertTrue(process.isAlive(), () -> "the process ended by itself: " + said(child));
            startingCount += child.said().contains("ready") ? 0 : 1;
        } finally {
            process.destroyForcibly();
        }
        assertEquals(CrashPoint.EXIT_CODE, process.waitFor());
    }

    private static long length(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void check(CrashChild child, int kill) throws IOException {
        try {
            Recovered recovered = CrashCheck.check(child, false);
            decidedCount += recovered.decidedCount();
            unresolvedCount += recovered.unresolved().size();
            openCount += recovered.report().steps().isEmpty() ? 0 : 1;
            tornCount += recovered.report().loss().isPresent() ? 1 : 0;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("after kill " + kill + ": " + e.getMessage() + "\nthe process said: " + said(child), e);
        }
    }

    private void count(CrashChild child) throws IOException {
        if (child != null) {
            BrokerLog log = BrokerLog.read(child.brokerLog());
            sentCount += log.sent().size();
            takenCount += log.taken().size();
            if (Files.isDirectory(child.journal())) {
                excerptCount += JournalVerifier.verify(child.journal()).excerptCount();
            }
        }
    }

    private static String said(CrashChild child) {
        try {
            return child.said();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
