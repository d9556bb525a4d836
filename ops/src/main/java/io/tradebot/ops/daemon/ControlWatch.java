package io.tradebot.ops.daemon;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks into the control folder: with the wall clock on a thread of its own many times a second, so that a kill does not wait for market
 * data, tables or mail; in a stepped run with the clock's ticks.
 */
final class ControlWatch implements AutoCloseable {

    private static final long PAUSE_NANOS = 25_000_000L;
    private static final long ANSWER_SECONDS = 5;
    private static final long CLOSE_TIMEOUT_MILLIS = 10_000;

    private final ControlFolder folder;
    private final CommandDesk desk;
    private final Thread thread = new Thread(this::watch, "control");
    private volatile boolean isClosing;
    private volatile String trouble = "";
    private boolean isStepped;

    ControlWatch(Home home, CommandDesk desk) {
        folder = new ControlFolder(home.control());
        this.desk = desk;
        thread.setDaemon(true);
    }

    void start(boolean stepped) {
        isStepped = stepped;
        if (!stepped) {
            thread.start();
        }
    }

    /** Looks once, in a stepped run. */
    void tick() {
        if (isStepped) {
            folder.poll(request -> {
                desk.ask(request);
                return "taken";
            });
        }
    }

    /** Why the folder cannot be looked at; empty while it can. */
    String trouble() {
        return trouble;
    }

    private void watch() {
        while (!isClosing) {
            try {
                folder.poll(this::take);
                trouble = "";
            } catch (RuntimeException e) {
                trouble = String.valueOf(e.getMessage()); // looked at again; the watchdog tells
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String take(ControlRequest request) {
        CompletableFuture<CommandDesk.Answer> asked = desk.ask(request);
        try {
            CommandDesk.Answer answer = asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (!answer.isApplied()) {
                throw new IllegalArgumentException(answer.text());
            }
            return answer.text();
        } catch (TimeoutException e) {
            return "taken; there is no answer after " + ANSWER_SECONDS + " s, see tradebot status";
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the request was taken, its answer is lost", e);
        }
    }

    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
