package io.tradebot.bench;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.journal.event.RecordBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** The reference of the ring: the same inputs copied through a Disruptor of the same length with three handlers that do nothing. */
public class BareRingBenchmark extends TimedPerOperation {

    private static final int CORES_FOR_YIELDING = 4; // as LivePipeline chooses

    private Excerpts inputs;

    /** Records the inputs. */
    @Setup(Level.Trial)
    public void record() {
        inputs = RecordedRun.inputs();
    }

    /** Until the last handler has seen the last input. */
    @Benchmark
    @OperationsPerInvocation(RecordedRun.BAR_COUNT)
    public long bareRing() {
        WaitStrategy wait = Runtime.getRuntime().availableProcessors() >= CORES_FOR_YIELDING ? new YieldingWaitStrategy()
            : new BlockingWaitStrategy();
        Disruptor<RecordBatch> disruptor = new Disruptor<>(RecordBatch::new, LivePipeline.RING_LENGTH, DaemonThreadFactory.INSTANCE,
            ProducerType.SINGLE, wait);
        EventHandler<RecordBatch> nothing = (batch, sequence, isEndOfBatch) -> { };
        EventHandler<RecordBatch> nothingThen = (batch, sequence, isEndOfBatch) -> { };
        EventHandler<RecordBatch> nothingLast = (batch, sequence, isEndOfBatch) -> { };
        disruptor.handleEventsWith(nothing).then(nothingThen).then(nothingLast);
        RingBuffer<RecordBatch> ring = disruptor.start();
        for (Excerpts.Source source = inputs.source(); source.next();) {
            long sequence = ring.next();
            ring.get(sequence).copyFrom(source.buffer(), source.bodyOffset(), source.bodyLength(), 1);
            ring.publish(sequence);
        }
        disruptor.shutdown();
        return ring.getCursor();
    }
}
