package io.tradebot.adapters.paper;

import io.tradebot.adapters.paper.PaperBook.PaperExecution;
import io.tradebot.adapters.paper.PaperBook.PaperFee;
import io.tradebot.adapters.paper.PaperBook.PaperOrder;
import io.tradebot.engine.fee.FeeSchedule;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.BrokerQueryPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.value.FixedPoint;

import org.agrona.concurrent.EpochNanoClock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
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
 * <p>With a log file the broker outlives its process: every request and every answer is a line there, on the disk before the answer
 * leaves, and a broker that is started on the file has the orders, positions, cash and ids of the one before. A client order id that is
 * known is the order that is there already. A {@link FaultPlan} says what goes wrong. What comes late comes when the clock has reached its
 * time and {@link #onTime} is called; nothing is waited for.
 */
public final class PaperBroker implements BrokerPort, BrokerQueryPort, PaperExchange.Wire, AutoCloseable {

    /** Requests that may wait. */
    public static final int QUEUE_LENGTH = 1024;

    /** Name of the connection in ReconciliationCompleted, and of the account. */
    public static final String NAME = "PAPER";

    private static final long CLOSE_TIMEOUT_MILLIS = 30_000;
    private static final long REPLY_TIMEOUT_NANOS = 5_000_000_000L;
    private static final int DUPLICATES = 3;
    private static final int OPTION_LEVEL = 2;

    private final EngineSettings settings;
    private final IntFunction<String> symbolOf;
    private final PaperLog log;
    private final FaultPlan plan;
    private final PaperExchange exchange;
    private final EpochNanoClock clock;
    private final Consumer<Throwable> onFault;
    private final RequestQueue<Request> requests;
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final List<PaperAnswer> leaving = new ArrayList<>();
    private InputGateway gateway;
    private Thread thread;
    private boolean isReplaying;
    private boolean isUp = true;
    private boolean isPlanned;
    private ConnectionState connection = ConnectionState.NULL_VAL;
    private long sentCount;
    private long dueCount;
    private long nowNanos;
    private Map<Integer, Long> positionsBefore = new TreeMap<>();

    /** Something that happens later; of the same time the one that was planned first. */
    private record Due(long timeNanos, long number, Runnable work) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            return timeNanos == other.timeNanos ? Long.compare(number, other.number) : Long.compare(timeNanos, other.timeNanos);
        }
    }

    /** Something to be done by the broker's thread. The text names it in messages; {@code done} may be null. */
    private record Request(String text, Runnable work, CompletableFuture<Void> done) {

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A broker that does not run yet, forgets everything with its process and makes no faults.
     *
     * @param settings slippage, commissions or fee schedule, and the cash it begins with
     * @param symbolOf symbol of an instrument id; called by the broker's thread
     * @param clock    engine time of the facts; called by the broker's thread
     * @param onFault  told, on the broker's thread, what it failed with
     */
    public PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault) {
        this(settings, symbolOf, clock, onFault, PaperLog.none(), FaultPlan.of(0), QUEUE_LENGTH);
    }

    /**
     * A broker that does not run yet and keeps its log in a file; what the file holds is made again at once.
     *
     * @param plan what goes wrong from now on
     * @throws IllegalStateException when the file is not such a log
     */
    public PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault, Path logFile,
            FaultPlan plan) {
        this(settings, symbolOf, clock, onFault, PaperLog.open(logFile), plan, QUEUE_LENGTH);
    }

    PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault, int queueLength) {
        this(settings, symbolOf, clock, onFault, PaperLog.none(), FaultPlan.of(0), queueLength);
    }

    private PaperBroker(EngineSettings settings, IntFunction<String> symbolOf, EpochNanoClock clock, Consumer<Throwable> onFault, PaperLog log,
            FaultPlan plan, int queueLength) {
        this.settings = settings;
        this.symbolOf = symbolOf;
        this.clock = clock;
        this.onFault = onFault;
        this.log = log;
        this.plan = plan;
        requests = new RequestQueue<>(queueLength);
        exchange = new PaperExchange(settings, symbolOf, plan, this);
        replayLog();
        log.add(PaperLines.line('=', nowNanos, "start") + " plan " + plan);
        log.sync();
    }

    private void replayLog() {
        isReplaying = true;
        for (String line : log.found()) {
            char mark = line.charAt(0);
            if (mark == '>' || mark == '!') {
                replay(PaperLines.parse(line));
            } else if (mark == '=') {
                exchange.plan(FaultPlan.parse(line.substring(line.indexOf(" plan ") + " plan ".length())));
            }
        }
        exchange.plan(plan);
        isReplaying = false;
    }

    private void replay(PaperLines.Line line) {
        nowNanos = line.timeNanos();
        exchange.onTime(nowNanos);
        switch (line.word()) {
            case "submit" -> {
                sentCount = Math.max(sentCount, line.number("number"));
                exchange.name((int) line.number("instrument"), line.text("symbol"));
                exchange.submit(PaperLines.ticket(line), line.number("number"));
            }
            case "lost" -> sentCount = Math.max(sentCount, line.number("number"));
            case "cancel" -> exchange.cancel(line.number("order"));
            case "replace" -> exchange.replace(line.number("order"), line.number("qty"), line.number("limit"), line.number("stop"));
            case "minute" -> exchange.minute(line.number("start"), PaperLines.bars(line.text("bars")));
            case "state" -> exchange.tradingState((int) line.number("instrument"), TradingState.valueOf(line.text("to")));
            case "option" -> exchange.defineOption((int) line.number("instrument"), (int) line.number("multiplier"));
            case "close" -> exchange.closeSession(line.number("at"));
            case "bust" -> exchange.bust(line.text("execution"));
            case "correct" -> exchange.correct(line.text("execution"));
            case "hand" -> exchange.book.move((int) line.number("instrument"), line.number("units"), line.number("amount"));
            default -> { } // questions change nothing
        }
    }

    /**
     * Starts the thread; what was asked for before waits for it. Once.
     *
     * @throws io.tradebot.engine.fee.UnknownFeeException when the fee schedule does not cover today
     */
    public synchronized void start(InputGateway factsGoTo) {
        if (thread != null) {
            throw new IllegalStateException("the paper broker has been started before");
        }
        requireKnownFees();
        gateway = factsGoTo;
        thread = new Thread(this::run, "paper-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void requireKnownFees() {
        FeeSchedule schedule = FeeSchedule.named(settings.feeSchedule());
        if (schedule == null) {
            return;
        }
        boolean withOptions = false;
        for (String strategy : settings.strategySequence()) {
            withOptions |= settings.strategy(strategy).isEnabled() && settings.strategy(strategy).shortType() == ShortType.LONG_PUT;
        }
        schedule.requireKnown(new TradingCalendar().exchangeDayAt(clock.nanoTime()), withOptions);
    }

    /** Opens the connection: says AUTHORISED, upon which the engine asks for a snapshot, and READY once it was given. Any thread. */
    public CompletableFuture<Void> connect() throws InterruptedException {
        return put("connect", () -> setUp(true));
    }

    /** Closes it: says DISCONNECTED; what is under way is lost. Any thread. */
    public CompletableFuture<Void> disconnect() throws InterruptedException {
        return put("disconnect", () -> setUp(false));
    }

    /** Lets out what has become due at the clock's time. Called by the agenda, mostly each second. */
    public CompletableFuture<Void> onTime() throws InterruptedException {
        return put("time", () -> { });
    }

    /** Waits until everything asked for is done and every answer that is due is in the ring. Not for a thread of the ring. */
    public void awaitIdle() throws InterruptedException {
        requests.awaitIdle();
    }

    /** Told of every option before it is ordered; instruments are shares otherwise. */
    public CompletableFuture<Void> defineOption(int instrumentId, int multiplier) throws InterruptedException {
        return put("option " + instrumentId, () -> {
            log.add(PaperLines.line('>', nowNanos, "option", "instrument", instrumentId, "multiplier", multiplier));
            exchange.defineOption(instrumentId, multiplier);
        });
    }

    /** Somebody trades in the account by hand, in the broker's own app. */
    public CompletableFuture<Void> tradeByHand(int instrumentId, OrderSide side, long qtyE9, long priceE8) throws InterruptedException {
        return put("trade by hand", () -> handTrade(instrumentId, side, qtyE9, priceE8));
    }

    @Override
    public void queryOrder(long orderId, String clientOrderId) {
        requests.add(new Request("query order " + orderId, () -> answerQuery(orderId, clientOrderId), null));
    }

    @Override
    public void requestSnapshot(int snapshotNumber, long executionsSinceNanos) {
        requests.add(new Request("snapshot " + snapshotNumber, () -> answerSnapshot(snapshotNumber, executionsSinceNanos), null));
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        OrderTicket copy = ticket.copy();
        requests.add(new Request("submit order " + copy.orderId, () -> submit(copy), null));
    }

    @Override
    public void cancelOrder(long orderId) {
        requests.add(new Request("cancel order " + orderId, () -> cancel(orderId), null));
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        requests.add(new Request("replace order " + orderId,
            () -> replace(orderId, qtyE9, limitPriceE8, stopPriceE8), null));
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
        return put("close of the session " + closeNanos, () -> {
            log.add(PaperLines.line('>', nowNanos, "close", "at", closeNanos));
            exchange.closeSession(closeNanos);
        });
    }

    /**
     * Halts or resumes an instrument; told before the first minute it is true for. Waits when the queue is full.
     *
     * @return done when it counts; fails with what the broker's thread fails with
     */
    public CompletableFuture<Void> onTradingState(int instrumentId, TradingState state) throws InterruptedException {
        return put("trading state of instrument " + instrumentId, () -> {
            log.add(PaperLines.line('>', nowNanos, "state", "instrument", instrumentId, "to", state));
            exchange.tradingState(instrumentId, state);
        });
    }

    /** Start of the last minute that it worked, also before a restart; Long.MIN_VALUE for none. While it is idle or not started. */
    public long latestMinuteNanos() {
        return exchange.latestMinuteNanos();
    }

    /** What is true here; for tests, while the broker is idle. */
    PaperBook book() {
        return exchange.book;
    }

    /** What the broker's thread failed with; null while it works. */
    public Throwable fault() {
        return requests.fault();
    }

    /** Works what has been accepted, then ends the thread. Working orders are given up without a fact, unless a log keeps them. */
    @Override
    public void close() {
        requests.close();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running == null) {
            log.close();
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
        log.close();
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
                tell();
                letOut();
                releaseDue();
                request.work().run();
                letOut();
                releaseDue();
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

    private void tell() {
        nowNanos = clock.nanoTime();
        exchange.onTime(nowNanos);
        followPlan();
    }

    // --- requests ---

    private void submit(OrderTicket ticket) {
        if (!isUp) {
            leaving.add(PaperAnswer.rejected(nowNanos, ticket.orderId, BrokerRejectReason.OTHER, "not sent: the connection is down"));
            return;
        }
        long number = ++sentCount;
        gateway.orderSent(nowNanos, ticket.orderId);
        if (plan.strikes(Fault.LOST_REQUEST, number, ticket.clientOrderId)) {
            lose(ticket, number);
        } else if (plan.strikes(Fault.LATE_ACCEPT, number, ticket.clientOrderId)) {
            later(nowNanos + plan.delayNanos(Fault.LATE_ACCEPT, ticket.clientOrderId), () -> receive(ticket, number));
            timeOut(ticket.orderId);
        } else {
            receive(ticket, number);
            if (plan.strikes(Fault.LOST_REPLY, number, ticket.clientOrderId) || plan.isOn(Fault.MUTE, nowNanos)) {
                timeOut(ticket.orderId);
            }
        }
    }

    private void lose(OrderTicket ticket, long number) {
        log.add(PaperLines.line('!', nowNanos, "lost", "order", ticket.orderId, "client", ticket.clientOrderId, "number", number));
        timeOut(ticket.orderId);
    }

    private void timeOut(long orderId) {
        later(nowNanos + REPLY_TIMEOUT_NANOS, () -> leaving.add(PaperAnswer.unknown(nowNanos, orderId)));
    }

    private void receive(OrderTicket ticket, long number) {
        boolean isAgain = exchange.book.findByClientId(ticket.clientOrderId) != null;
        log.add(PaperLines.submit(nowNanos, ticket, exchange.symbol(ticket.instrumentId, symbolOf), number, isAgain));
        exchange.submit(ticket, number);
    }

    private void cancel(long orderId) {
        if (!isUp) {
            leaving.add(PaperAnswer.cancelRejected(nowNanos, orderId, "not sent: the connection is down"));
            return;
        }
        log.add(PaperLines.line('>', nowNanos, "cancel", "order", orderId));
        exchange.cancel(orderId);
    }

    private void replace(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        if (!isUp) {
            leaving.add(PaperAnswer.replaceRejected(nowNanos, orderId, "not sent: the connection is down"));
            return;
        }
        log.add(PaperLines.line('>', nowNanos, "replace", "order", orderId, "qty", qtyE9, "limit", limitPriceE8, "stop", stopPriceE8));
        exchange.replace(orderId, qtyE9, limitPriceE8, stopPriceE8);
    }

    private void work(long startNanos, List<PaperBar> bars) {
        log.add(PaperLines.line('>', nowNanos, "minute", "start", startNanos, "bars", PaperLines.bars(bars)));
        exchange.minute(startNanos, bars);
    }

    private void handTrade(int instrumentId, OrderSide side, long qtyE9, long priceE8) {
        boolean isBuy = side == OrderSide.BUY || side == OrderSide.BUY_TO_COVER;
        long amountE8 = FixedPoint.multiplyDivideHalfUp(qtyE9, priceE8, FixedPoint.E9);
        log.add(PaperLines.line('>', nowNanos, "hand", "instrument", instrumentId, "units", isBuy ? qtyE9 : -qtyE9, "amount",
            isBuy ? -amountE8 : amountE8));
        exchange.book.move(instrumentId, isBuy ? qtyE9 : -qtyE9, isBuy ? -amountE8 : amountE8);
    }

    // --- questions ---

    private void answerQuery(long orderId, String clientOrderId) {
        log.add(PaperLines.line('>', nowNanos, "query", "order", orderId, "client", clientOrderId));
        PaperOrder order = exchange.book.findByClientId(clientOrderId);
        if (order == null) {
            carry(PaperAnswer.notFound(nowNanos, orderId, clientOrderId));
            return;
        }
        exchange.book.executionsOf(order).forEach(this::tellExecution);
        carry(snapshotOf(order, 0));
    }

    private PaperAnswer snapshotOf(PaperOrder order, int snapshotNumber) {
        long filledE9 = order.fills.qtyE9();
        OrderState state = order.state;
        return PaperAnswer.other(nowNanos, "order", (gate, at) -> gate.orderSnapshotObserved(at, snapshotNumber, order.ticket.orderId, state,
            order.qtyE9, filledE9, filledE9 == 0 ? OrderTicket.NO_PRICE : order.fills.priceE8(), order.updatedNanos, order.brokerOrderId,
            state.name()), "order", order.ticket.orderId, "state", state, "qty", order.qtyE9, "filled", filledE9, "snapshot", snapshotNumber);
    }

    /** An execution with its fees, and what took it back. */
    private void tellExecution(PaperExecution execution) {
        carry(PaperAnswer.filled(nowNanos, execution));
        for (PaperFee fee : execution.fees) {
            carry(PaperAnswer.fee(nowNanos, execution, fee));
        }
        if (execution.replacement != null) {
            carry(PaperAnswer.corrected(nowNanos, execution));
        } else if (execution.isTakenBack()) {
            carry(PaperAnswer.busted(nowNanos, execution));
        }
    }

    private void answerSnapshot(int number, long sinceNanos) {
        log.add(PaperLines.line('>', nowNanos, "snapshot", "number", number, "since", sinceNanos));
        List<PaperExecution> executions = exchange.book.executionsSince(sinceNanos);
        executions.forEach(this::tellExecution);
        List<PaperOrder> open = exchange.book.open();
        open.forEach(order -> carry(snapshotOf(order, number)));
        Map<Integer, Long> positions = exchange.book.positions();
        String key = "snapshot " + number;
        Map<Integer, Long> told = plan.strikes(Fault.STALE_SNAPSHOT, number, key) ? positionsBefore : positions;
        told.forEach((instrumentId, units) -> carry(PaperAnswer.other(nowNanos, "position", (gate, at) -> gate.positionObserved(at, number,
            instrumentId, units, OrderTicket.NO_PRICE, OrderTicket.NO_PRICE, exchange.lastPriceE8(instrumentId), OrderTicket.NO_PRICE, at),
            "instrument", instrumentId, "units", units)));
        positionsBefore = positions;
        long cashE8 = exchange.book.cashE8();
        carry(PaperAnswer.other(nowNanos, "account", (gate, at) -> gate.accountObserved(at, AccountStatus.ACTIVE, false, true, cashE8, equityE8(),
            Math.max(cashE8, 0), Math.max(cashE8, 0), OrderTicket.NO_PRICE, 0, OPTION_LEVEL, at, "USD", NAME, List.of()), "cash", cashE8));
        boolean isComplete = !plan.strikes(Fault.INCOMPLETE_SNAPSHOT, number, key);
        String last = executions.isEmpty() ? "" : executions.get(executions.size() - 1).id;
        carry(PaperAnswer.other(nowNanos, "snapshot", (gate, at) -> gate.reconciliationCompleted(at, number, isComplete, at, open.size(),
            executions.size(), told.size(), NAME, last), "number", number, "complete", isComplete));
        if (isComplete && isUp && connection == ConnectionState.AUTHORISED && !plan.isOn(Fault.MUTE, nowNanos)) {
            say(ConnectionState.READY);
        }
    }

    private long equityE8() {
        long equityE8 = exchange.book.cashE8();
        for (Map.Entry<Integer, Long> position : exchange.book.positions().entrySet()) {
            long priceE8 = Math.max(exchange.lastPriceE8(position.getKey()), 0);
            long worthE8 = FixedPoint.multiplyDivideHalfUp(Math.abs(position.getValue()), priceE8, FixedPoint.E9);
            equityE8 += position.getValue() < 0 ? -worthE8 : worthE8;
        }
        return equityE8;
    }

    // --- the connection ---

    private void followPlan() {
        boolean shouldBeUp = !plan.isOn(Fault.DISCONNECTED, nowNanos);
        if (connection != ConnectionState.NULL_VAL && isPlanned != !shouldBeUp) {
            isPlanned = !shouldBeUp;
            setUp(shouldBeUp);
        }
    }

    private void setUp(boolean shouldBeUp) {
        boolean isFirst = connection == ConnectionState.NULL_VAL;
        if (isUp != shouldBeUp || isFirst) {
            isUp = shouldBeUp;
            say(shouldBeUp ? ConnectionState.AUTHORISED : ConnectionState.DISCONNECTED);
        }
    }

    /** The state of the connection is known here, whatever comes over it. */
    private void say(ConnectionState state) {
        ConnectionState before = connection == ConnectionState.NULL_VAL ? ConnectionState.DISCONNECTED : connection;
        connection = state;
        leaving.add(PaperAnswer.other(nowNanos, "connection", (gate, at) -> gate.brokerConnectionChanged(at, ConnectionKind.ORDERS, before, state, 1,
            OrderTicket.NO_PRICE, "", "paper broker"), "to", state));
    }

    // --- answers on their way ---

    @Override
    public void say(PaperOrder order, PaperAnswer answer) {
        if (isReplaying) {
            return;
        }
        boolean isReply = answer.text().startsWith("acknowledged") || answer.text().startsWith("rejected");
        if (order != null && isReply && plan.strikes(Fault.LOST_REPLY, order.number, order.ticket.clientOrderId)) {
            return;
        }
        send(order == null ? 0 : order.number, answer);
    }

    @Override
    public void sayFill(PaperExecution execution, long knownNanos) {
        if (!isReplaying && !plan.strikes(Fault.MISSING_FILL, execution.order.number, execution.id)) {
            send(execution.order.number, PaperAnswer.filled(knownNanos, execution));
        }
    }

    @Override
    public void takeBackLater(PaperExecution execution, long atNanos, boolean isCorrection) {
        if (isReplaying) {
            return; // what was taken back stands in the log
        }
        later(atNanos, () -> {
            log.add(PaperLines.line('>', nowNanos, isCorrection ? "correct" : "bust", "execution", execution.id));
            if (isCorrection) {
                exchange.correct(execution.id);
            } else {
                exchange.bust(execution.id);
            }
        });
    }

    private void send(long number, PaperAnswer answer) {
        String key = answer.text();
        if (plan.strikes(Fault.REORDERED, number, key)) {
            later(nowNanos + plan.delayNanos(Fault.REORDERED, key), () -> carry(answer));
        } else {
            carry(answer);
        }
        for (int i = 1; i <= DUPLICATES && plan.strikes(Fault.DUPLICATE, number, key); i++) {
            later(nowNanos + plan.delayNanos(Fault.DUPLICATE, key + i), () -> carry(answer));
        }
    }

    /** Over the connection, if it stands and is not mute. */
    private void carry(PaperAnswer answer) {
        if (isUp && !plan.isOn(Fault.MUTE, nowNanos)) {
            leaving.add(answer);
        }
    }

    private void later(long timeNanos, Runnable work) {
        due.add(new Due(timeNanos, ++dueCount, work));
    }

    private void releaseDue() {
        while (!due.isEmpty() && due.peek().timeNanos() <= nowNanos) {
            due.poll().work().run();
            letOut();
        }
    }

    /** First the log, then the answers. */
    private void letOut() {
        for (PaperAnswer answer : leaving) {
            log.add("< " + nowNanos + ' ' + answer.text());
        }
        log.sync();
        for (PaperAnswer answer : leaving) {
            answer.publication().publish(gateway, Math.max(answer.timeNanos(), clock.nanoTime()));
        }
        leaving.clear();
    }
}
