package io.tradebot.engine.risk;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.EventfulDays;
import io.tradebot.engine.script.FixedStopStrategy;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RecordBatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * An engine that starts again behind any record of two days, from the records alone, decides the whole rest as the one that never
 * stopped: byte for byte. The days hold fills, stops, a tripped breaker, a halt, blocklisted symbols and a float that has changed.
 */
class RestartTest {

    private final RecordBatch batch = new RecordBatch();

    @Test
    void shouldDecideTheWholeRestTheSameAfterARestartBehindAnyRecord() {
        RecordedExcerpts journal = EngineScript.run(EventfulDays.SCRIPT).journal();
        List<RecordedExcerpts.Excerpt> excerpts = journal.excerpts();
        requireEventfulDays(journal);
        for (int restart = 1; restart < excerpts.size(); restart++) {
            TradingEngine stopped = newEngine();
            feed(stopped, excerpts, 0, restart);
            TradingEngine recovered = newEngine(); // while the other one is still there: nothing may be shared between them
            feed(recovered, excerpts, 0, restart);
            for (int i = restart; i < excerpts.size(); i++) {
                assertArrayEquals(excerpts.get(i).body(), decide(recovered, excerpts.get(i)), "restart behind record " + restart + ", record " + i);
            }
        }
    }

    /** A pause, an operator's halt, blocks, a stale stream, a failing watchdog, buying power and waiting approvals are no exception. */
    @ParameterizedTest
    @ValueSource(strings = {"command-pause.txt", "command-kill.txt", "command-kill-after-loss.txt", "command-stop.txt", "command-reset-while-unknown.txt",
        "blocked-account.txt", "blocked-feed.txt", "blocked-broker.txt", "blocked-clock-storage-watchdog.txt", "watchdog-kill.txt", "data-lost.txt",
        "buying-power.txt", "approval-approved.txt", "approval-missing.txt", "approval-after-halt.txt", "refusal-burst.txt"})
    void shouldKeepEveryLatchAndBlockOverARestartBehindAnyRecord(String script) {
        EngineScript run = EngineScript.ofFile(script);
        List<RecordedExcerpts.Excerpt> excerpts = run.journal().excerpts();
        for (int restart = 1; restart < excerpts.size(); restart++) {
            TradingEngine recovered = run.newEngine();
            feed(recovered, excerpts, 0, restart);
            for (int i = restart; i < excerpts.size(); i++) {
                assertArrayEquals(excerpts.get(i).body(), decide(recovered, excerpts.get(i)), script + ", restart behind record " + restart
                    + ", record " + i);
            }
        }
    }

    private static void requireEventfulDays(RecordedExcerpts journal) {
        Set<String> denials = new TreeSet<>();
        journal.decisions("OrderDenied").forEach(record -> denials.add(record.row().enumValue("reason").name()));
        Set<String> exits = new TreeSet<>();
        journal.decisions("TradeClosed").forEach(record -> exits.add(record.row().enumValue("exitReason").name()));
        Set<String> rejected = new TreeSet<>();
        journal.decisions("CandidateRejected").forEach(record -> rejected.add(record.row().enumValue("reason").name()));
        int fills = journal.decisions("OrderFilled").size();
        System.out.println("RestartTest: " + journal.excerpts().size() + " records, " + fills + " fills, denied " + denials + ", exits " + exits
            + ", candidates rejected " + rejected);
        assertTrue(denials.containsAll(Set.of("CIRCUIT_BREAKER", "BLOCKLISTED")), "denied " + denials);
        assertTrue(exits.containsAll(Set.of("TRAIL_STOP", "KILL_SWITCH")), "exits " + exits);
        assertEquals(1, journal.decisions("KillSwitchTripped").size(), "halts");
        assertTrue(fills >= 8, fills + " fills");
    }

    private static TradingEngine newEngine() {
        return new TradingEngine(() -> List.of(new OpenStrategy(), new FixedStopStrategy()));
    }

    private void feed(TradingEngine engine, List<RecordedExcerpts.Excerpt> excerpts, int from, int to) {
        for (int i = from; i < to; i++) {
            decide(engine, excerpts.get(i));
        }
    }

    /** What the engine decides on the input alone, behind that input. */
    private byte[] decide(TradingEngine engine, RecordedExcerpts.Excerpt excerpt) {
        int inputLength = RecordBatch.PREFIX_LENGTH + new UnsafeBuffer(excerpt.body()).getInt(0, ByteOrder.LITTLE_ENDIAN);
        batch.copyFrom(new UnsafeBuffer(excerpt.body()), 0, inputLength, 1);
        engine.decide(batch, excerpt.timeNanos());
        byte[] body = new byte[batch.length()];
        batch.buffer().getBytes(0, body);
        return body;
    }
}
