package io.tradebot.ops.daemon;

import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** SIGTERM to a process with open positions: they are closed, the end is journaled, and the process that comes next trades again. */
class ShutDownTest {

    private static final int WAIT_SECONDS = 90;

    @TempDir
    private Path folder;

    @Test
    void shouldCloseWhatIsOpenAndTradeAgainWhenStartedAgain() throws Exception {
        Home home = new Home(folder.resolve("home"));
        BusyMarket.prepare(home.root(), TestHost.BUSY_BUFFER, "13:38:30");
        int open = DayProof.statusOf(home).positions().size();
        assertTrue(open > 0, "nothing is open in the morning");
        HostChild child = new HostChild(home.root(), 0);

        Process first = child.start(TestHost.BUSY);
        try {
            assertTrue(child.awaitReconciled(TimeUnit.SECONDS.toNanos(WAIT_SECONDS)) >= 0, () -> "not reconciled: " + child.printed());
            long askedNanos = System.nanoTime();
            first.destroy();
            assertTrue(first.waitFor(WAIT_SECONDS, TimeUnit.SECONDS), () -> "does not end: " + child.printed());
            System.out.printf(Locale.ROOT, "ShutDownTest: %d positions closed and ended %d ms behind SIGTERM, at 60 times the speed of a clock%n", open,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos));
        } finally {
            first.destroyForcibly().waitFor();
        }
        Status stopped = DayProof.statusOf(home);
        assertEquals("shutdown", stopped.state(), child::printed);
        assertTrue(stopped.positions().isEmpty() && stopped.openOrderCount() == 0, stopped::toString);
        assertEquals(Map.of(), BrokerTruth.of(child.brokerLog()).unitsByInstrument());
        long end = stopped.sequence();
        assertEquals(1, count(home, ProcessStoppedDecoder.TEMPLATE_ID, -1) - 1, "one end of the preparation, one of the process");

        Process second = child.start(TestHost.BUSY);
        try {
            await(() -> count(home, OrderRequestedDecoder.TEMPLATE_ID, end) > 0 || !second.isAlive());
            assertTrue(count(home, OrderRequestedDecoder.TEMPLATE_ID, end) > 0, () -> "nothing was entered: " + DayProof.statusOf(home) + child.printed());
            assertFalse(DayProof.statusOf(home).state().equals("stopped"));
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100); // looks at another process' journal
        }
    }

    /** Records of this kind behind the sequence; of orders only entries. */
    private static int count(Home home, int templateId, long behind) {
        RecordCursor cursor = new RecordCursor();
        OrderRequestedDecoder requested = new OrderRequestedDecoder();
        int count = 0;
        try (JournalReader reader = JournalReader.open(home.journal())) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (reader.sequence() > behind && cursor.next()) {
                    if (cursor.templateId() != templateId) {
                        continue;
                    }
                    if (templateId == OrderRequestedDecoder.TEMPLATE_ID) {
                        requested.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                    }
                    count += templateId != OrderRequestedDecoder.TEMPLATE_ID || requested.role() == OrderRole.ENTRY ? 1 : 0;
                }
            }
        }
        return count;
    }
}
