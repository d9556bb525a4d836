package io.tradebot.bench;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.pipeline.SlotSource;
import io.tradebot.engine.strategy.StrategyCatalog;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;

/**
 * Time of one bar through the three stages, as fast as they take it: throughput, not latency. The recorded inputs are copied
 * into the slots, so the cost of encoding is not in it.
 */
public class PipelineBenchmark extends TimedPerOperation {

    /** Log behind the journal stage. */
    @Param({"none", "journal"})
    public String sink;

    private Excerpts inputs;
    private PipelineSink log;
    private DecideStage decide;
    private JournalStage journal;
    private DispatchStage dispatch;

    /** Records the inputs. */
    @Setup(Level.Trial)
    public void record() {
        inputs = RecordedRun.inputs();
    }

    /** A new engine and a new log. */
    @Setup(Level.Invocation)
    public void create() throws IOException {
        log = sink.equals("journal") ? PipelineSink.journal() : PipelineSink.none();
        decide = new DecideStage(new TradingEngine(StrategyCatalog::load));
        journal = new JournalStage(log);
        dispatch = new DispatchStage(new NoBroker());
    }

    /** Deletes the log. */
    @TearDown(Level.Invocation)
    public void delete() throws IOException {
        log.close();
    }

    /** The stages in the feed's thread. */
    @Benchmark
    @OperationsPerInvocation(RecordedRun.BAR_COUNT)
    public DispatchStage loop() {
        feed(new LoopPipeline(decide, journal, dispatch));
        return dispatch;
    }

    /** The stages behind the ring, each in its thread, until the last input is dispatched. */
    @Benchmark
    @OperationsPerInvocation(RecordedRun.BAR_COUNT)
    public DispatchStage ring() {
        try (LivePipeline pipeline = new LivePipeline(decide, journal, dispatch)) {
            feed(pipeline);
            pipeline.awaitDispatched();
        }
        return dispatch;
    }

    private void feed(SlotSource slots) {
        for (Excerpts.Source source = inputs.source(); source.next();) {
            slots.claim(source.timeNanos()).records().copyFrom(source.buffer(), source.bodyOffset(), source.bodyLength(), 1);
            slots.publish();
        }
    }
}
