package io.tradebot.engine.pipeline;

import com.lmax.disruptor.ExceptionHandler;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops the ring for good at the first throw in any stage. Called on the stage's thread.
 *
 * <p>It throws on, so the stage's sequence does not move past the guilty slot: the stages behind it never see a slot that
 * was not decided or not journaled. (The library's default handler kills the thread and leaves publishers waiting; its
 * ignoring one lets the next stage see the slot.)
 */
final class HaltingExceptionHandler implements ExceptionHandler<EventSlot> {

    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final CountDownLatch halted = new CountDownLatch(1);
    private volatile Runnable onHalt = () -> { };

    /** Runs once, on the stage's thread, when the first fault is seen. */
    void onHalt(Runnable action) {
        onHalt = action;
    }

    /** What stopped the ring; null while it runs. */
    Throwable fault() {
        return fault.get();
    }

    /** Opens when the ring has halted. */
    CountDownLatch halted() {
        return halted;
    }

    @Override
    public void handleEventException(Throwable thrown, long ringSequence, EventSlot slot) {
        halt(thrown);
        throw new HaltedException("halted at ring sequence " + ringSequence, thrown);
    }

    @Override
    public void handleOnStartException(Throwable thrown) {
        halt(thrown);
    }

    @Override
    public void handleOnShutdownException(Throwable thrown) {
        halt(thrown);
    }

    private void halt(Throwable thrown) {
        if (fault.compareAndSet(null, thrown)) {
            onHalt.run();
            halted.countDown();
        }
    }
}
