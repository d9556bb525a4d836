package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.adapters.paper.Fault;
import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.StopCause;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A whole day of the daemon as fast as can be: it trades, ends flat, and the journal decides the same again. */
class DaemonDayTest {

    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("BROKER_NAME", "PAPER", "ALPACA_ENABLED", "false", "MIN_VOLUME_THRESHOLD", "0",
        "STRAT_OPEN_BUFFER", "0.001", "SLEEP_TIME", "5s"));
    private static final FaultPlan FAULTS = FaultPlan.of(7).rate(Fault.LOST_REPLY, 100_000).rate(Fault.DUPLICATE, 100_000);

    @TempDir
    private Path folder;

    @Test
    void shouldTradeADayAndBeTheSameAgain() throws Exception {
        Daemon.Result first = run("first");
        assertNull(first.fault());
        assertEquals(StopCause.SCHEDULE, first.cause());
        Status status = status("first");
        assertEquals(0, status.openOrderCount());
        assertTrue(status.positions().isEmpty(), status.positions().toString());
        assertTrue(status.tradeCount() > 0, "trades: " + status.tradeCount());
        AuditReport audit = Audit.run(folder.resolve("first/journal"), (done, total) -> { });
        assertTrue(audit.isIdentical(), audit.toString());
        assertEquals(first.chainHead(), run("second").chainHead());
        assertTrue(Files.readString(folder.resolve("first/status.json")).contains("\"state\""));
    }

    private Daemon.Result run(String name) throws Exception {
        return new Daemon(new DaemonRequest(new Home(folder.resolve(name)), SETTINGS, "TEST_US_PAPER_BOT1", RunMode.PAPER,
            new SyntheticSource(SyntheticOptions.bars(11).withSymbols(6)), FAULTS, new DaemonRequest.Pacing(DaemonRequest.Kind.STEPPED, 0),
            nanos("2026-03-10T13:00:00Z"), nanos("2026-03-10T20:20:00Z"), null)).run();
    }

    private Status status(String name) {
        StatusBoard board = new StatusBoard();
        try (JournalReader reader = JournalReader.open(folder.resolve(name).resolve("journal"))) {
            while (reader.next()) {
                board.onExcerpt(reader);
            }
        }
        return board.status();
    }

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
