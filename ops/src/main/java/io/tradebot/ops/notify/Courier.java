package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.DeliveryOutcome;
import org.agrona.concurrent.EpochNanoClock;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries what waits in the outbox over one channel and notes in the journal what became of it. Has a thread of its own ({@link #start}), so that a
 * channel that is slow or down delays nobody; a stepped run calls {@link #look} on the agenda's thread instead, for the local file only.
 */
public final class Courier implements AutoCloseable {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long LOOK_MILLIS_MAX = 1_000; // a clock that runs faster is followed that closely
    private static final int CLOSE_TIMEOUT_MILLIS = 20_000;
    private static final long NOTHING_DUE = Long.MAX_VALUE;

    private final AlertOutbox outbox;
    private final Channel channel;
    private final DeliveryLimits limits;
    private final EpochNanoClock clock;
    private final Noting notes;
    private final Consumer<Throwable> onFault;
    private final Map<AlertKind, Long> sentNanosByKind = new EnumMap<>(AlertKind.class);
    private final ArrayDeque<Long> sentNanos = new ArrayDeque<>(); // of the last minute
    private int attemptCount;
    private long notBeforeNanos = Long.MIN_VALUE;
    private Thread thread;
    private volatile boolean isClosing;

    /** What this thread throws goes to {@code onFault}, once; it should be told and must not stop trading. */
    public Courier(AlertOutbox outbox, Channel channel, DeliveryLimits limits, EpochNanoClock clock, Noting notes, Consumer<Throwable> onFault) {
        this.outbox = outbox;
        this.channel = channel;
        this.limits = limits;
        this.clock = clock;
        this.notes = notes;
        this.onFault = onFault;
    }

    /** Delivers on a thread of its own from now on. Once. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the courier of " + channel.name() + " has been started before");
        }
        thread = new Thread(this::work, "alerts-" + channel.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (!isClosing) {
                long seenCount = outbox.changeCount();
                long dueNanos = look(clock.nanoTime());
                if (!isClosing) {
                    long millis = dueNanos == NOTHING_DUE ? LOOK_MILLIS_MAX : (dueNanos - clock.nanoTime()) / 1_000_000 + 1;
                    outbox.awaitChange(seenCount, Math.min(LOOK_MILLIS_MAX, millis));
                }
            }
            if (notBeforeNanos <= clock.nanoTime()) { // a last time, whatever waits for company
                outbox.waiting(channel.name()).ifPresent(batch -> deliver(batch, clock.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFault.accept(e);
        }
    }

    /** Delivers when something is due. Returns when to look again, {@link Long#MAX_VALUE} when nothing waits. */
    public long look(long nowNanos) {
        if (nowNanos < notBeforeNanos) {
            return notBeforeNanos;
        }
        Optional<Batch> batch = outbox.waiting(channel.name());
        if (batch.isEmpty()) {
            return NOTHING_DUE;
        }
        long dueNanos = dueNanos(batch.get(), nowNanos);
        if (dueNanos > nowNanos) {
            return dueNanos;
        }
        deliver(batch.get(), nowNanos);
        return Math.max(nowNanos, notBeforeNanos);
    }

    /** Now, or when the company of its kind or the cap of messages lets it go. */
    private long dueNanos(Batch batch, long nowNanos) {
        while (!sentNanos.isEmpty() && sentNanos.peekFirst() <= nowNanos - MINUTE_NANOS) {
            sentNanos.removeFirst();
        }
        if (sentNanos.size() >= limits.messagesPerMinute()) {
            return sentNanos.peekFirst() + MINUTE_NANOS;
        }
        long dueNanos = NOTHING_DUE;
        for (Alert alert : batch.alerts()) {
            Long lastNanos = sentNanosByKind.get(alert.kind());
            if (lastNanos == null || alert.severity() == AlertSeverity.CRITICAL) {
                return nowNanos;
            }
            dueNanos = Math.min(dueNanos, lastNanos + limits.groupNanos());
        }
        return dueNanos;
    }

    private void deliver(Batch batch, long nowNanos) {
        Message message = Message.of(outbox.identity(), batch, channel.linesMax());
        attemptCount++;
        try {
            String answer = channel.send(message);
            note(batch, DeliveryOutcome.DELIVERED, message.leftOutCount(), answer);
            batch.alerts().forEach(alert -> sentNanosByKind.put(alert.kind(), nowNanos));
            sentNanos.addLast(nowNanos);
            attemptCount = 0;
            notBeforeNanos = nowNanos;
        } catch (DeliveryException e) {
            onFailure(batch, e, nowNanos);
        }
    }

    private void onFailure(Batch batch, DeliveryException failure, long nowNanos) {
        notBeforeNanos = nowNanos + Math.max(failure.pauseNanos(), limits.pauseNanosAfter(attemptCount));
        if (!failure.isRetryable() || attemptCount >= limits.attemptsMax()) {
            notBeforeNanos = Math.max(notBeforeNanos, nowNanos + MINUTE_NANOS); // who refuses is not asked at once again
            note(batch, DeliveryOutcome.GAVE_UP, 0, failure.getMessage());
            attemptCount = 0;
        } else if (attemptCount == 1) {
            note(batch, DeliveryOutcome.RETRYING, 0, failure.getMessage());
        }
    }

    private void note(Batch batch, DeliveryOutcome outcome, int suppressedCount, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("alertNumber", batch.last().number());
        values.put("channel", channel.name().name());
        values.put("outcome", outcome.name());
        values.put("attemptCount", attemptCount);
        values.put("suppressedCount", suppressedCount);
        values.put("text", OneLine.of(text, 200));
        if (outcome != DeliveryOutcome.RETRYING) {
            outbox.noted(channel.name(), batch.last().number());
        }
        notes.put("AlertDelivered", values);
    }

    /** Tries a last time, then ends. */
    @Override
    public void close() {
        isClosing = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running == null) {
            return;
        }
        outbox.wake();
        try {
            running.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            running.interrupt(); // what it carries waits in the journal and goes out after the next start
        }
    }
}
