package io.tradebot.adapters.feed;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/** A clock that stands where the test puts it, as wall clock or monotonic clock. Any thread. */
final class AdjustableClock implements EpochNanoClock, NanoClock {

    private final AtomicLong nanos = new AtomicLong();

    AdjustableClock(long startNanos) {
        nanos.set(startNanos);
    }

    void advance(long byNanos) {
        nanos.addAndGet(byNanos);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }
}
