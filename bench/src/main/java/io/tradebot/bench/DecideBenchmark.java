package io.tradebot.bench;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.RecordBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * Time of one bar in the engine alone: a new engine decides on the recorded inputs of 50 symbols x 390 minutes x 20 sessions.
 * A bar carries its share of everything else: minute ends, orders, fills, the start.
 */
public class DecideBenchmark extends TimedPerOperation {

    private final RecordBatch batch = new RecordBatch();
    private Excerpts inputs;

    /** Records the inputs. */
    @Setup(Level.Trial)
    public void record() {
        inputs = RecordedRun.inputs();
    }

    /** Decides on all of them. */
    @Benchmark
    @OperationsPerInvocation(RecordedRun.BAR_COUNT)
    public long decide() {
        TradingEngine engine = new TradingEngine(StrategyCatalog::load);
        long decisionCount = 0;
        for (Excerpts.Source source = inputs.source(); source.next();) {
            batch.copyFrom(source.buffer(), source.bodyOffset(), source.bodyLength(), 1);
            engine.decide(batch, source.timeNanos());
            decisionCount += batch.recordCount() - 1;
        }
        return decisionCount;
    }

    /** Reference: the same walk over the same inputs that decides nothing. */
    @Benchmark
    @OperationsPerInvocation(RecordedRun.BAR_COUNT)
    public long bareWalk() {
        long length = 0;
        for (Excerpts.Source source = inputs.source(); source.next();) {
            batch.copyFrom(source.buffer(), source.bodyOffset(), source.bodyLength(), 1);
            length += batch.length();
        }
        return length;
    }
}
