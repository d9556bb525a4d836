package io.tradebot.adapters.paper;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.journal.event.TradingState;

import org.agrona.concurrent.EpochNanoClock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A broker that fills orders against live minute bars without sending anything anywhere. The port methods are called by the
 * dispatch stage and return at once; {@link #onMinute} and {@link #onSessionClosed} by the market data side; everything is worked,
 * in the order in which it came, by one thread of its own.
 *
 * <p>A minute is fed as in a backtest: hand it to {@link #onMinute} when it is over, wait for the result, then give its bars and
 * MinuteClosed to the gateway. So a fill inside a minute is known before the strategies look at that minute, and an order decided
 * at the end of a minute fills at the open of the next bar. An order that comes later than that fills at that same open, which is
 * earlier than itself.
 *
 * <p>A full queue ({@link #QUEUE_LENGTH}) makes the market data side wait. It makes an order throw, which halts the pipeline: the
 * order is in the journal and was not sent, and the dispatch stage must not wait for a thread that may wait for the ring. A
 * failure of the broker's thread goes to the fault listener once; afterwards every call throws, so the next order halts the
 * pipeline even if nobody listens.
 *
 * <p>Orders live in memory only: after a restart the broker knows none of them.
 */
public final class PaperBroker implements BrokerPort, AutoCloseable {

    /** Requests that may wait. */
    public static final int QUEUE_LENGTH = 1024;

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final long CLOSE_TIMEOUT_MILLIS = 30_000;

    private final SimulatedExchange exchange;
    private final EpochNanoClock clock;
    private final Consumer<Throwable> onFault;
    private final RequestQueue<Request> requests;
    private InputGateway gateway;
    private Thread thread;
    private long latestMinuteNanos = Long.MIN_VALUE;

    /** Something to be done by the broker's thread. The text names it in messages; {@code done} may be null. */
    private record Request(String text, Runnable work, CompletableFuture<Void> done) {

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A broker that does not run yet.
     *
     * @param settings slippage and commissions
     * @param symbolOf symbol of an instrument id; called by the broker's thread
     * @param clock    engine time of the facts; called by the broker's thread
     * @param onFault  told, on the broker's thread, what it failed with
     */
    public PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault) {
        this(settings, symbolOf, clock, onFault, QUEUE_LENGTH);
    }

    PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault,
            int queueLength) {
        exchange = new SimulatedExchange(settings, symbolOf);
        this.clock = clock;
        this.onFault = onFault;
        requests = new RequestQueue<>(queueLength);
    }

    /** Starts the thread; what was asked for before waits for it. Once. */
    public synchronized void start(InputGateway factsGoTo) {
        if (thread != null) {
            throw new IllegalStateException("the paper broker has been started before");
        }
        gateway = factsGoTo;
        thread = new Thread(this::run, "paper-broker");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        OrderTicket copy = ticket.copy();
        requests.add(new Request("submit order " + copy.orderId, () -> submit(copy), null));
    }

    @Override
    public void cancelOrder(long orderId) {
        requests.add(new Request("cancel order " + orderId, () -> exchange.cancelOrder(orderId), null));
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        requests.add(new Request("replace order " + orderId,
            () -> exchange.replaceOrder(orderId, qtyE9, limitPriceE8, stopPriceE8), null));
    }

    /**
     * Works the orders against a minute that is over. Waits when the queue is full.
     *
     * @param startNanos start of the minute, epoch nanoseconds; later than that of the minute before
     * @param bars       at most one an instrument; none when nothing traded
     * @return done when every fill of the minute is in the ring; fails with what the broker's thread fails with
     */
    public CompletableFuture<Void> onMinute(long startNanos, List<PaperBar> bars) throws InterruptedException {
        List<PaperBar> kept = List.copyOf(bars);
        return put("minute " + startNanos, () -> work(startNanos, kept));
    }

    /**
     * Ends a session: what is to be closed fills at the last close of its instrument, everything else expires. Waits when the
     * queue is full.
     *
     * @return done when every fact about it is in the ring; fails with what the broker's thread fails with
     */
    public CompletableFuture<Void> onSessionClosed(long closeNanos) throws InterruptedException {
        return put("close of the session " + closeNanos, () -> exchange.closeSession(closeNanos));
    }

    /**
     * Halts or resumes an instrument; told before the first minute it is true for. Waits when the queue is full.
     *
     * @return done when it counts; fails with what the broker's thread fails with
     */
    public CompletableFuture<Void> onTradingState(int instrumentId, TradingState state) throws InterruptedException {
        return put("trading state of instrument " + instrumentId, () -> exchange.onTradingState(instrumentId, state));
    }

    /** What the broker's thread failed with; null while it works. */
    public Throwable fault() {
        return requests.fault();
    }

    /** Works what has been accepted, then ends the thread. Working orders are given up without a fact. */
    @Override
    public void close() {
        requests.close();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running == null) {
            return;
        }
        try {
            running.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the paper broker was closing", interrupted);
        }
        if (running.isAlive()) {
            throw new IllegalStateException("the paper broker did not finish within " + CLOSE_TIMEOUT_MILLIS + " ms");
        }
    }

    private CompletableFuture<Void> put(String text, Runnable work) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        requests.put(new Request(text, work, done));
        return done;
    }

    private void run() {
        Request request = null;
        try {
            while ((request = requests.take()) != null) {
                exchange.onTime(clock.nanoTime());
                request.work().run();
                letAnswersOut();
                if (request.done() != null) {
                    request.done().complete(null);
                }
            }
        } catch (InterruptedException | RuntimeException | Error thrown) {
            fail(request, thrown);
        }
    }

    private void fail(Request request, Throwable cause) {
        List<Request> left = requests.fail(cause);
        try {
            onFault.accept(cause);
        } finally {
            if (request != null && request.done() != null) {
                request.done().completeExceptionally(cause);
            }
            for (Request unworked : left) {
                if (unworked.done() != null) {
                    unworked.done().completeExceptionally(cause);
                }
            }
        }
    }

    private void submit(OrderTicket ticket) {
        gateway.orderSent(clock.nanoTime(), ticket.orderId);
        exchange.submitOrder(ticket);
    }

    private void work(long startNanos, List<PaperBar> bars) {
        if (startNanos <= latestMinuteNanos) {
            throw new IllegalArgumentException("the minute that starts at " + startNanos + " came after the one that starts at "
                + latestMinuteNanos);
        }
        latestMinuteNanos = startNanos;
        exchange.startMinute(startNanos, new PaperMinute(startNanos, bars));
        letAnswersOut();
        exchange.onTime(startNanos + MINUTE_NANOS);
        for (PaperBar bar : bars) {
            exchange.onBar(bar.instrumentId(), bar.closeE8());
        }
    }

    private void letAnswersOut() {
        boolean isMore = true;
        while (isMore) {
            isMore = exchange.publishNext(gateway, clock.nanoTime());
        }
    }
}
