package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataPort;
import io.tradebot.engine.port.MarketDataSink;

/**
 * Market data of an earlier time, given again when engine time reaches the times of receipt; how fast that is, is the matter of the pace.
 * All rows of one time are one action of the agenda, on whose thread the sink is called.
 */
public final class RecordedFeed implements MarketDataPort {

    private final Agenda agenda;
    private final FeedRows rows;
    private final long firstNanos;
    private final Runnable onEnd;
    private MarketDataSink sink;
    private FeedRow row;
    private boolean isClosed;

    /**
     * A feed that has not begun.
     *
     * @param firstNanos rows received before it are left out: where a restarted process goes on; {@code Long.MIN_VALUE} for all of them
     * @param onEnd      told, on the agenda's thread, when the last row has been given
     */
    public RecordedFeed(Agenda agenda, FeedRows rows, long firstNanos, Runnable onEnd) {
        this.agenda = agenda;
        this.rows = rows;
        this.firstNanos = firstNanos;
        this.onEnd = onEnd;
    }

    @Override
    public synchronized void start(MarketDataSink receiver) {
        if (sink != null) {
            throw new IllegalStateException("the recorded feed has been started before");
        }
        sink = receiver;
        agenda.at(agenda.pace().nanoTime(), Lane.FEED, this::seek);
    }

    private synchronized void seek() {
        row = isClosed ? null : rows.next();
        while (row != null && row.receivedNanos() < firstNanos) {
            row = rows.next();
        }
        scheduleNext();
    }

    private synchronized void give() {
        if (isClosed) {
            return;
        }
        long timeNanos = row.receivedNanos();
        while (row != null && row.receivedNanos() == timeNanos) {
            row.content().accept(sink);
            row = rows.next();
        }
        if (row != null && row.receivedNanos() < timeNanos) {
            throw new IllegalStateException("a recorded row was received at " + row.receivedNanos() + ", before the one before it at "
                + timeNanos + ". A recording must be in the order of receipt.");
        }
        scheduleNext();
    }

    private void scheduleNext() {
        if (row != null) {
            agenda.at(row.receivedNanos(), Lane.FEED, this::give);
        } else if (!isClosed) {
            onEnd.run();
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            rows.close();
        }
    }
}
