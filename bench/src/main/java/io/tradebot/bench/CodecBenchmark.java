package io.tradebot.bench;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.record.Inputs;
import io.tradebot.journal.event.RecordBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/** Time of one BarClosed record on its way into a slot through the gateway, and out of it into plain arguments. */
public class CodecBenchmark extends TimedPerOperation {

    private static final long START_NANOS = 1_741_613_400_000_000_000L;
    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final OneSlot encoded = new OneSlot();
    private final InputGateway gateway = new InputGateway(encoded);
    private final RecordBatch bar = new RecordBatch();
    private final Inputs inputs = new Inputs();
    private final BarSum handler = new BarSum();
    private long priceE8 = 50_00000000L;

    /** Encodes the bar that is decoded. */
    @Setup(Level.Trial)
    public void encode() {
        encodeBar();
        bar.copyFrom(encoded.records().buffer(), 0, encoded.records().length(), 1);
    }

    /** Arguments to bytes; the gateway's lock included. */
    @Benchmark
    public int encodeBar() {
        priceE8 += 10_000;
        gateway.barClosed(START_NANOS, 1, START_NANOS, MINUTE_NANOS, priceE8, priceE8, priceE8, priceE8, 10_000, 0);
        return encoded.records().length();
    }

    /** Bytes to arguments; the handler adds them. */
    @Benchmark
    public long decodeBar() {
        inputs.read(bar, handler);
        return handler.sum();
    }
}
