package io.tradebot.bench;

import io.tradebot.journal.chain.HashChain;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import java.util.zip.CRC32C;

/** Time of the two checks that the envelope puts on one excerpt, over as many bytes as the envelope does, nothing else. */
public class ChecksumBenchmark extends TimedPerOperation {

    private static final int CHAINED_FIELDS_AT = 4;
    private static final int CHAINED_FIELDS_LENGTH = 20;
    private static final int ENVELOPE_LENGTH = 64;

    /** Bytes of the excerpt's body. */
    @Param({"64", "128", "256"})
    public int bodyLength;

    private final HashChain chain = new HashChain();
    private final CRC32C crc32c = new CRC32C();
    private byte[] frame;

    /** A frame of zeros: neither check depends on the values. */
    @Setup
    public void fill() {
        frame = new byte[ENVELOPE_LENGTH + bodyLength];
    }

    /** One step of the SHA-256 chain. */
    @Benchmark
    public HashChain chain() {
        chain.advance(frame, CHAINED_FIELDS_AT, CHAINED_FIELDS_LENGTH, frame, ENVELOPE_LENGTH, bodyLength);
        return chain;
    }

    /** The CRC32C of envelope and body. */
    @Benchmark
    public long crc() {
        crc32c.reset();
        crc32c.update(frame, 0, frame.length);
        return crc32c.getValue();
    }
}
