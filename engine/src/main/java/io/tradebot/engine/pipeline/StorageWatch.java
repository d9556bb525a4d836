package io.tradebot.engine.pipeline;

import io.tradebot.journal.log.SpaceLeft;

import java.util.function.Supplier;

/**
 * Tells the engine when the journal's disk has too little room for more than what must be journaled, and when it has enough again:
 * entries stop while exits and broker facts still fit. One thread, not one of the ring's; a live process calls it on each tick of its clock.
 */
public final class StorageWatch {

    private static final long SYNC_NOT_MEASURED = Long.MIN_VALUE;

    private final Supplier<SpaceLeft> space;
    private final InputGateway gateway;
    private boolean isTold;
    private boolean wasLow;

    /** The space is that of the journal being written ({@code writer::spaceLeft}). */
    public StorageWatch(Supplier<SpaceLeft> space, InputGateway gateway) {
        this.space = space;
        this.gateway = gateway;
    }

    /** Publishes StorageObserved the first time, and when it has changed whether there is too little room. */
    public void tick(long timeNanos) {
        SpaceLeft now = space.get();
        if (!isTold || now.isLow() != wasLow) {
            gateway.storageObserved(timeNanos, now.freeBytes(), now.guardBytes(), SYNC_NOT_MEASURED, false);
            isTold = true;
            wasLow = now.isLow();
        }
    }
}
