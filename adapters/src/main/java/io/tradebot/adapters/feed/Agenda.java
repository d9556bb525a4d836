package io.tradebot.adapters.feed;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be done when, in engine time. Any thread schedules; one thread, that of {@link #run}, does it, one action after the other in
 * the order of time, then {@link Lane}, then scheduling. An action whose time has passed is done at once, after those before it.
 *
 * <p>With a running pace the agenda waits for the clock. With a stepped one it never waits: after every action it calls the barrier,
 * which returns when nothing is under way anywhere, and then moves time to the next action. So a stepped run is the same every time.
 *
 * <p>What an action throws ends {@link #run} and leaves the rest undone: the daemon treats it as a fault.
 */
public final class Agenda {

    /** Something to be done by the agenda's thread. */
    @FunctionalInterface
    public interface Action {

        /** Does it; engine time is at or after the time it was scheduled for. */
        void run() throws InterruptedException;
    }

    /** Waits until nothing that an action started is under way: ring dispatched, broker idle. */
    @FunctionalInterface
    public interface Barrier {

        /** Returns when all is quiet. Called by the agenda's thread, in a stepped run only. */
        void awaitQuiet() throws InterruptedException;
    }

    /** Longest wait without looking at the clock again, so that a clock that is moved is noticed. */
    private static final long WAIT_NANOS_MAX = 100_000_000L;

    private final Pace pace;
    private final Barrier barrier;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long scheduledCount;
    private boolean isStopped;

    /** An action that was scheduled; a handle for {@link #cancel}. */
    public static final class Entry implements Comparable<Entry> {

        private final Lane lane;
        private final long periodNanos; // 0 for once
        private final Action action;
        private long timeNanos; // this and the number change only while it is not in the queue
        private long number;
        private boolean isCancelled;

        private Entry(long timeNanos, Lane lane, long periodNanos, Action action) {
            this.timeNanos = timeNanos;
            this.lane = lane;
            this.periodNanos = periodNanos;
            this.action = action;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(timeNanos, other.timeNanos);
            int byLane = byTime != 0 ? byTime : lane.compareTo(other.lane);
            return byLane != 0 ? byLane : Long.compare(number, other.number);
        }
    }

    /** For a running pace. */
    public Agenda(Pace pace) {
        this(pace, () -> { });
    }

    /** The barrier counts with a stepped pace only. */
    public Agenda(Pace pace, Barrier barrier) {
        this.pace = pace;
        this.barrier = barrier;
    }

    /** Engine time. */
    public Pace pace() {
        return pace;
    }

    /** Does it once at this time, or as soon as possible when that has passed. Any thread. */
    public Entry at(long timeNanos, Lane lane, Action action) {
        return add(new Entry(timeNanos, lane, 0, action));
    }

    /**
     * Does it at {@code firstNanos} and every {@code periodNanos} after that, until cancelled. Times that pass while the process
     * stands still are left out, not made up for. Any thread.
     */
    public Entry every(long firstNanos, long periodNanos, Lane lane, Action action) {
        if (periodNanos <= 0) {
            throw new IllegalArgumentException("a period of " + periodNanos + " ns is not above 0");
        }
        return add(new Entry(firstNanos, lane, periodNanos, action));
    }

    /** It is not done any more, unless it is being done now. Any thread. */
    public void cancel(Entry entry) {
        lock.lock();
        try {
            entry.isCancelled = true;
            entries.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Lets {@link #run} return after the action under way. Any thread. */
    public void stop() {
        lock.lock();
        try {
            isStopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does what is due until stopped; the calling thread becomes the agenda's. A stepped agenda returns also when nothing is left, as
     * nothing could happen any more.
     */
    public void run() throws InterruptedException {
        runUntil(Long.MAX_VALUE);
    }

    /** As {@link #run}, but returns before the first action that is later than this; a stepped pace stands there then. */
    public void runUntil(long timeNanos) throws InterruptedException {
        Entry entry;
        while ((entry = takeDue(timeNanos)) != null) {
            pace.reach(entry.timeNanos);
            entry.action.run();
            repeat(entry);
            if (pace.isStepped()) {
                barrier.awaitQuiet();
            }
        }
        if (timeNanos != Long.MAX_VALUE && !isStopped()) {
            pace.reach(timeNanos);
        }
    }

    /** Time of the next action, {@code Long.MAX_VALUE} when there is none. Any thread. */
    public long nextNanos() {
        lock.lock();
        try {
            return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().timeNanos;
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return isStopped;
        } finally {
            lock.unlock();
        }
    }

    private void repeat(Entry entry) {
        lock.lock();
        try {
            if (entry.periodNanos > 0 && !entry.isCancelled) {
                long passed = Math.floorDiv(pace.nanoTime() - entry.timeNanos, entry.periodNanos);
                entry.timeNanos += (Math.max(0, passed) + 1) * entry.periodNanos;
                add(entry);
            }
        } finally {
            lock.unlock();
        }
    }

    private Entry add(Entry entry) {
        lock.lock();
        try {
            entry.number = ++scheduledCount;
            entries.add(entry);
            changed.signalAll();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next action and takes it; null when stopped, at the end, and when a stepped agenda is empty. */
    private Entry takeDue(long endNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isStopped) {
                Entry first = entries.peek();
                boolean hasDue = first != null && first.timeNanos <= endNanos;
                if (!hasDue && (pace.isStepped() || pace.waitNanos(endNanos) <= 0)) {
                    return null;
                }
                long wait = pace.waitNanos(hasDue ? first.timeNanos : endNanos);
                if (hasDue && wait <= 0) {
                    return entries.poll();
                }
                changed.await(Math.min(wait, WAIT_NANOS_MAX), TimeUnit.NANOSECONDS);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }
}
