package io.tradebot.adapters.paper;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;

/** A clock that stands where the test puts it. Any thread. */
final class AdjustableClock implements EpochNanoClock {

    private final AtomicLong nanos = new AtomicLong();

    void set(long epochNanos) {
        nanos.set(epochNanos);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }
}
