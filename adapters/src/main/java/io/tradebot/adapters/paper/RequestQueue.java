package io.tradebot.adapters.paper;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the broker's thread has been asked for, in order, at most so many at a time. Any thread.
 *
 * <p>What was accepted is worked before a normal end, and handed back at a fault: nothing is lost without a word.
 */
final class RequestQueue<T> {

    private final int capacity;
    private final Deque<T> waiting = new ArrayDeque<>();
    private boolean isClosed;
    private boolean isWorking;
    private Throwable fault;

    RequestQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds at once or throws; never waits. For the ring's dispatch thread: were it to wait here while the broker's thread waits
     * for room in the ring, both would wait for ever.
     */
    synchronized void add(T request) {
        requireOpen(request);
        if (waiting.size() >= capacity) {
            throw new IllegalStateException(request + " was not taken: " + waiting.size() + " requests wait for the paper broker,"
                + " the most it takes (PaperBroker.QUEUE_LENGTH). Its thread is stuck or too slow; stop the session and look at"
                + " what it waits for.");
        }
        waiting.add(request);
        notifyAll();
    }

    /** Adds, waiting for room if need be. Never called by a thread of the ring. */
    synchronized void put(T request) throws InterruptedException {
        requireOpen(request);
        while (waiting.size() >= capacity) {
            wait();
            requireOpen(request);
        }
        waiting.add(request);
        notifyAll();
    }

    /** The next request, waiting for one; null when the queue is closed and everything has been taken. */
    synchronized T take() throws InterruptedException {
        isWorking = false;
        notifyAll();
        while (waiting.isEmpty() && !isClosed) {
            wait();
        }
        T request = waiting.poll();
        isWorking = request != null;
        notifyAll();
        return request;
    }

    /** Waits until everything accepted has been worked and the taking thread waits for more. */
    synchronized void awaitIdle() throws InterruptedException {
        while (fault == null && (isWorking || !waiting.isEmpty())) {
            wait();
        }
    }

    /** Nothing is accepted from now on. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** The thread that takes has failed: nothing is accepted from now on. Returns what nobody will work. */
    synchronized List<T> fail(Throwable cause) {
        isClosed = true;
        isWorking = false;
        fault = cause;
        List<T> left = new ArrayList<>(waiting);
        waiting.clear();
        notifyAll();
        return left;
    }

    /** What the taking thread failed with; null while it works and after a normal end. */
    synchronized Throwable fault() {
        return fault;
    }

    private void requireOpen(T request) {
        if (fault != null) {
            throw new IllegalStateException(request + " was not taken: the paper broker has failed: " + fault, fault);
        }
        if (isClosed) {
            throw new IllegalStateException(request + " was not taken: the paper broker is closed");
        }
    }
}
