package io.tradebot.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the three stages as three handlers of one Disruptor, each on its own thread. Publishers call through the gateway,
 * which lets one in at a time.
 *
 * <p>A full ring makes publishers wait; nothing is dropped. After the first fault nothing is decided, journaled or sent any
 * more, publishers get a {@link HaltedException}, and {@link #fault()} tells why.
 */
public final class LivePipeline implements SlotSource, AutoCloseable {

    /** Slots in the ring unless said otherwise; a power of two. */
    public static final int RING_LENGTH = 4096;

    private static final int CORES_FOR_YIELDING = 4;
    private static final long FULL_RING_PARK_NANOS = 20_000;
    private static final int CLOSE_TIMEOUT_SECONDS = 30;

    private final HaltingExceptionHandler exceptionHandler = new HaltingExceptionHandler();
    private final Disruptor<EventSlot> disruptor;
    private final RingBuffer<EventSlot> ring;
    private final EventHandler<EventSlot> dispatchHandler;
    private long claimed = -1;
    private boolean isClaimed;
    private long latestNanos = Long.MIN_VALUE;

    /** Starts the threads with a ring of {@link #RING_LENGTH} slots and waits chosen by the number of cores. */
    public LivePipeline(DecideStage decide, JournalStage journal, DispatchStage dispatch) {
        this(decide, journal, dispatch, RING_LENGTH, Runtime.getRuntime().availableProcessors() >= CORES_FOR_YIELDING
            ? new YieldingWaitStrategy() : new BlockingWaitStrategy());
    }

    /** Starts the threads. */
    public LivePipeline(DecideStage decide, JournalStage journal, DispatchStage dispatch, int ringLength,
            WaitStrategy waitStrategy) {
        disruptor = new Disruptor<>(EventSlot::new, ringLength, stageThreads(), ProducerType.SINGLE, waitStrategy);
        disruptor.setDefaultExceptionHandler(exceptionHandler);
        dispatchHandler = (slot, sequence, isEndOfBatch) -> dispatch.onSlot(slot);
        disruptor
            .handleEventsWith((slot, sequence, isEndOfBatch) -> decide.onSlot(slot))
            .then((slot, sequence, isEndOfBatch) -> journal.onSlot(slot, isEndOfBatch))
            .then(dispatchHandler);
        exceptionHandler.onHalt(disruptor::halt);
        ring = disruptor.start();
    }

    private static ThreadFactory stageThreads() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "stage-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Engine time goes on behind this moment (epoch, UTC), whatever the clocks say: that of the last excerpt of the journal that is
     * continued. To be called before anything is published.
     */
    public void continueBehind(long timeNanos) {
        latestNanos = Math.max(latestNanos, timeNanos);
    }

    /**
     * Publishers read their clocks before they are let in. One whose time has been passed meanwhile gets the latest time:
     * engine time never goes back.
     */
    @Override
    public EventSlot claim(long timeNanos) {
        if (isClaimed) {
            requireRunning(); // the last claim was given up before it was published; its slot is used again
        } else {
            claimed = next();
            isClaimed = true;
        }
        EventSlot slot = ring.get(claimed);
        latestNanos = Math.max(latestNanos, timeNanos);
        slot.reset(latestNanos);
        return slot;
    }

    private long next() {
        while (true) {
            requireRunning();
            try {
                return ring.tryNext();
            } catch (InsufficientCapacityException full) {
                LockSupport.parkNanos(FULL_RING_PARK_NANOS); // back-pressure: the feed waits, nothing is dropped
            }
        }
    }

    @Override
    public void publish() {
        isClaimed = false;
        ring.publish(claimed);
    }

    /**
     * Waits until every published input has been decided, journaled and dispatched. For hosts that feed one input at a
     * time, so that replies to it can enter before the next. Throws {@link HaltedException} when the pipeline halts.
     */
    public void awaitDispatched() {
        long published = isClaimed ? claimed - 1 : claimed;
        while (disruptor.getSequenceValueFor(dispatchHandler) < published) {
            requireRunning();
            LockSupport.parkNanos(1);
        }
    }

    /** Free places in the ring; any thread, for those who watch. */
    public long remaining() {
        return ring.remainingCapacity();
    }

    /** What halted the pipeline; null while it runs. */
    public Throwable fault() {
        return exceptionHandler.fault();
    }

    /** Waits up to this long for a fault; true when the pipeline has halted. */
    public boolean awaitHalt(long timeout, TimeUnit unit) throws InterruptedException {
        return exceptionHandler.halted().await(timeout, unit);
    }

    private void requireRunning() {
        Throwable fault = exceptionHandler.fault();
        if (fault != null) {
            throw new HaltedException("the pipeline has halted: " + fault, fault);
        }
    }

    /** Lets the stages finish what is published, then ends their threads. Publish nothing more before calling it. */
    @Override
    public void close() {
        if (exceptionHandler.fault() != null) {
            disruptor.halt();
            return;
        }
        try {
            disruptor.shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            disruptor.halt();
            throw new IllegalStateException("the stages did not finish within " + CLOSE_TIMEOUT_SECONDS + " s", stuck);
        }
    }
}
