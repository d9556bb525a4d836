package io.tradebot.engine.risk;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.FixedStopStrategy;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RecordBatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

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

    /** AAA loses and trips the breaker, BBB loses and halts the day, DDD is closed by the halt. The second day begins with the breaker on. */
    private static final List<String> SCRIPT = List.of(
        "strategies open,mid", "set STRATEGY_OVERRIDE=", "set STRATEGY_SEQUENCE=open,mid", "set START_TIME_MID=09:40", "set MID_ANALYSIS_TIME=10",
        "set MAX_TRADES=4", "set CIRCUIT_BREAKER_DRAWDOWN=0.0001", "set DAILY_LOSS_LIMIT=0.00025", "set SHORT_TYPE_OPEN=disabled",
        "set TRADING_DAYS=mon,tue,wed,thu,fri",
        "day 2024-03-05", "start AAA BBB CCC DDD EEE",
        "bars 09:30-09:49 AAA 10.00 10.10 9.90 10.00 500", "bars 09:30-09:49 BBB 10.00 10.10 9.90 10.00 400",
        "bars 09:30-09:49 CCC 10.00 10.10 9.90 10.00 300", "bars 09:30-09:49 DDD 10.00 10.10 9.90 10.00 200",
        "bars 09:30-10:05 EEE 10.00 10.01 9.99 10.00 100",
        "bars 09:50-09:52 AAA 10.50 10.50 10.50 10.50 100", "bar 09:53 AAA 10.40 10.60 10.40 10.55 100", "bars 09:54-10:05 AAA 10.00 10.20 9.80 10.10 100",
        "bars 09:50-09:56 BBB 10.50 10.50 10.50 10.50 100", "bars 09:57-10:05 BBB 9.50 9.60 9.40 9.50 100",
        "bars 09:50-09:54 CCC 10.00 10.00 10.00 10.00 100", "bars 09:55-10:05 CCC 10.50 10.60 10.50 10.60 100",
        "bars 09:50-10:05 DDD 10.50 10.50 10.50 10.50 100",
        "open", "run 09:30-10:05", "close",
        "day 2024-03-06",
        "bars 09:30-09:49 AAA 10.00 10.10 9.90 10.00 500", "bars 09:30-09:49 BBB 10.00 10.10 9.90 10.00 400",
        "bars 09:50-10:05 AAA 10.50 10.60 10.50 10.60 100", "bars 09:50-10:05 BBB 10.50 10.50 10.50 10.50 100",
        "open", "run 09:30-10:05", "close");

    private final RecordBatch batch = new RecordBatch();

    @Test
    void shouldDecideTheWholeRestTheSameAfterARestartBehindAnyRecord() {
        RecordedExcerpts journal = EngineScript.run(SCRIPT).journal();
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
