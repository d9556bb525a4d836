package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.adapters.feed.BarBuilder;
import io.tradebot.adapters.feed.Door;
import io.tradebot.adapters.feed.FeedWatch;
import io.tradebot.adapters.feed.GatewaySink;
import io.tradebot.adapters.feed.Lane;
import io.tradebot.adapters.feed.MinuteBar;
import io.tradebot.adapters.feed.MinuteListener;
import io.tradebot.adapters.feed.Pace;
import io.tradebot.adapters.paper.PaperBar;
import io.tradebot.adapters.paper.PaperBroker;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.pipeline.StorageWatch;
import io.tradebot.engine.port.MarketDataPort;
import io.tradebot.engine.recovery.Recovered;
import io.tradebot.engine.recovery.Recovery;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.StartCause;
import io.tradebot.journal.event.StopCause;
import io.tradebot.journal.event.SupervisorPhase;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.ops.tail.JournalTail;
import io.tradebot.ops.check.BuildCheck;
import io.tradebot.ops.check.Finding;
import io.tradebot.ops.check.RefusedStartException;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One bot from start to end, in numbered steps. The thread that calls {@link #run} becomes the agenda's: clock, market data, phases and
 * what people ask for in stepped runs. The ring's stages, the broker, and the tails of the journal have threads of their own.
 */
public final class Daemon implements Supervisor.Day {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long IDLE_TICK_NANOS = 60 * SECOND_NANOS;
    /** Before the open and after the close time is told as in the session. */
    private static final long AROUND_NANOS = 300 * SECOND_NANOS;
    private static final long NOT_KNOWN = Long.MIN_VALUE;
    private static final int DAYS_PER_WEEK = 7;
    private static final int SHUTDOWN_SECONDS = 40;
    private static final long REAL_SPEED_PPM = 1_000_000;
    private static final long LOOK_NANOS = 20_000_000L;

    private final DaemonRequest request;
    private final Home home;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Instruments instruments = new Instruments();
    private final StatusBoard board = new StatusBoard();
    private final ServiceNotice service;
    private final ServiceWatch serviceWatch;
    private List<Finding> findings = List.of();
    private BackupTask backups;
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private volatile Pace pace;
    private Agenda agenda;
    private LivePipeline pipeline;
    private InputGateway gateway;
    private PaperBroker broker;
    private Notes notes;
    private FeedWatch feedWatch;
    private StorageWatch storageWatch;
    private CommandDesk commands;
    private ControlWatch control;
    private StatusFile statusFile;
    private JournalTail people;
    private Reporting reporting;
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    private volatile StopCause stopCause;
    private long closedNanos = NOT_KNOWN;
    private long sessionStartedNanos;
    private long lastMinuteNanos = NOT_KNOWN;

    /** What became of a run. */
    public record Result(StopCause cause, long lastSequence, String chainHead, Throwable fault) {
    }

    /** A daemon that has not started. */
    public Daemon(DaemonRequest request) {
        this(request, ServiceNotice.ofEnvironment());
    }

    /** The same, for a service manager at another address. */
    Daemon(DaemonRequest request, ServiceNotice service) {
        this.request = request;
        this.service = service;
        home = request.home();
        serviceWatch = new ServiceWatch(service);
    }

    /**
     * Runs until it is stopped, until the end of the request's time, or until something fails.
     *
     * @throws IOException        naming what is wrong with the home
     * @throws HomeInUseException when another process runs in it
     */
    public Result run() throws IOException, InterruptedException {
        // 1. the home is ours alone
        home.create();
        try (HomeLock lock = HomeLock.acquire(home)) {
            check();
            // 2. the journal, and an engine in the state behind its last excerpt
            WriterOptions options = request.sealKey() == null ? WriterOptions.defaults() : WriterOptions.live(request.sealKey());
            Recovered recovered = Recovery.open(home.journal(), options, StrategyCatalog::load);
            try {
                return run(recovered);
            } finally {
                recovered.writer().close();
            }
        }
    }

    /** Looks at machine, home and settings; the journal is looked at by its recovery. */
    private void check() throws IOException {
        BuildCheck check = new BuildCheck(home.root(), InstantSource.system()).machineAndFiles()
            .settings(List.of(), StrategyCatalog.load().stream().map(Strategy::name).toList());
        findings = check.findings();
        if (!check.isPassed()) {
            throw new RefusedStartException(findings);
        }
    }

    private Result run(Recovered recovered) throws InterruptedException {
        // 3. time, the ring, the broker: one way in, one way out
        pace = pace(recovered);
        agenda = new Agenda(pace, this::awaitQuiet);
        broker = new PaperBroker(request.settings(), instruments::symbol, pace, this::onFault, home.paper().resolve("broker.log"), request.faults());
        pipeline = new LivePipeline(new DecideStage(recovered.engine()), journalStage(recovered.writer()), new DispatchStage(broker, broker));
        pipeline.continueBehind(recovered.timeNanos());
        gateway = new InputGateway(pipeline);
        notes = new Notes(gateway, pace);
        commands = new CommandDesk(gateway, pace);
        control = new ControlWatch(home, commands);
        backups = new BackupTask(home, notes, pace.isStepped());
        storageWatch = new StorageWatch(recovered.writer()::spaceLeft, gateway);
        statusFile = new StatusFile(home);
        BooksTail books = new BooksTail(home, request.identity());
        reporting = new Reporting(request, pace, pace.isStepped(), notes, this::feedAgeSeconds, pipeline::remaining,
            () -> Math.max(0, board.status().sequence() - books.sequence()));
        learn(recovered);
        try {
            // 4. say that this process is here, and what the one before left
            begin(recovered);
            // 5. what follows the journal: tables on a thread of their own; status, answers, alerts, logs and metrics on another
            people = new JournalTail("journal-people", home.journal(), recovered.sequence() + 1, List.of(board, commands, reporting, serviceWatch), this::onFault);
            books.start();
            reporting.start(this::trouble, () -> board.status().state().equals("reconciling") ? "reconciling" : "");
            if (!pace.isStepped()) {
                people.start(); // a stepped run reads in its barrier, so that what it looks at is the same every time
            }
            try {
                // 6. the broker answers, then market data come
                broker.start(gateway);
                broker.connect();
                MarketDataPort feed = openFeed(recovered);
                // 7. the day's phases, the clock, what people ask for
                new Supervisor(agenda, calendar, this).start();
                agenda.at(pace.nanoTime(), Lane.CLOCK, this::tick);
                control.start(pace.isStepped());
                // 8. until somebody stops it
                agenda.runUntil(request.endNanos());
                feed.close();
                return end(recovered);
            } finally {
                serviceWatch.stopping();
                control.close();
                people.close();
                reporting.close();
                books.close();
                statusFile.writeNow(board.status());
            }
        } finally {
            backups.close();
            broker.close();
            pipeline.close();
        }
    }

    /**
     * For the end of the process from outside (SIGTERM): closes positions, waits for that at most {@value #SHUTDOWN_SECONDS} seconds, then
     * stops. What could not be closed is named in ProcessStopped. Returns when everything is on the disk. Any thread but the agenda's.
     */
    public void shutDown() {
        if (hasEnded.getCount() == 0) {
            return;
        }
        CommandDesk desk = commands;
        if (desk != null && stopCause == null) {
            desk.ask(ControlRequest.of(CommandOrigin.SIGNAL, OperatorCommand.STOP, "system", "the process was asked to end"));
            long deadline = System.nanoTime() + SHUTDOWN_SECONDS * SECOND_NANOS;
            while (isOpen() && stopCause == null && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        stop(StopCause.SIGNAL);
        try {
            hasEnded.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Engine time now, epoch nanoseconds; once it runs. Any thread. */
    long nanoTime() {
        return pace.nanoTime();
    }

    private boolean isOpen() {
        Status status = board.status();
        return !status.state().equals("stopped") || status.openOrderCount() > 0 || !status.positions().isEmpty();
    }

    /** Lets {@link #shutDown} return: the caller of {@link #run} has said what became of it. */
    public void ended() {
        hasEnded.countDown();
    }

    /** Stops after the action under way; what is open stays open. Any thread. */
    public void stop(StopCause cause) {
        if (stopCause == null) {
            stopCause = cause;
        }
        Agenda running = agenda;
        if (running != null) {
            running.stop();
        }
    }

    // --- start ---

    /** Names and what people see, from the last session start on. */
    private void learn(Recovered recovered) {
        if (recovered.isNew()) {
            return;
        }
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(home.journal(), Math.max(0, recovered.checkpointSequence()))) {
            while (reader.next()) {
                instruments.learn(reader);
                board.onExcerpt(reader);
                reporting.onExcerpt(reader);
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                if (cursor.next() && cursor.templateId() == MinuteClosedDecoder.TEMPLATE_ID) {
                    lastMinuteNanos = reader.timeNanos();
                }
            }
        }
        sessionStartedNanos = board.status().sessionStartedNanos();
        lastMinuteNanos = Math.max(lastMinuteNanos, sessionStartedNanos - 1); // no minute yet: all of the session
    }

    private Pace pace(Recovered recovered) {
        long startNanos = recovered.isNew() ? request.startNanos() : recovered.timeNanos();
        return switch (request.pacing().kind()) {
            case REAL -> Pace.real(new SystemEpochNanoClock(), SystemNanoClock.INSTANCE);
            case ACCELERATED -> Pace.accelerated(SystemNanoClock.INSTANCE, startNanos, request.pacing().speedPpm());
            case STEPPED -> Pace.stepped(startNanos);
        };
    }

    /** Engine time that runs faster than real would ask for a sync of market data at every step. */
    private JournalStage journalStage(JournalWriter writer) {
        boolean isFaster = request.pacing().kind() == DaemonRequest.Kind.STEPPED || request.pacing().speedPpm() > REAL_SPEED_PPM;
        return isFaster ? new JournalStage(writer) : JournalStage.live(writer);
    }

    private void begin(Recovered recovered) {
        long nowNanos = pace.nanoTime();
        if (recovered.isNew()) {
            startSession(nowNanos);
        } else {
            startProcess(recovered, nowNanos);
        }
        noteStart();
    }

    /** What was found and which home this is; figures of a machine are of this run only, so a stepped one leaves them out. */
    private void noteStart() {
        if (!pace.isStepped()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Finding finding : findings) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("verdict", finding.verdict().name());
                row.put("subject", finding.subject().name());
                row.put("text", finding.toString());
                rows.add(row);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("isPassed", true);
            values.put("findings", rows);
            notes.put("BuildChecked", values);
        }
        if (home.isTest()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("isTest", true);
            values.put("origin", CommandOrigin.CONTROL_FILE.name());
            values.put("test", "");
            values.put("user", "system");
            notes.put("TestModeChanged", values);
        }
    }

    private void startProcess(Recovered recovered, long nowNanos) {
        long downNanos = request.pacing().kind() == DaemonRequest.Kind.REAL ? Math.max(0, nowNanos - recovered.timeNanos()) : NOT_KNOWN;
        gateway.processStarted(nowNanos, board.status().state().equals("shutdown") ? StartCause.CLEAN : StartCause.CRASH, recovered.sequence(), downNanos,
            System.getProperty("java.version"), ZoneRulesProvider.getVersions("America/New_York").lastKey(), SettingsTable.PRODUCT_VERSION_TAG);
        // a process that died at the start of a session may have left some undefined
        List<String> missing = request.source().symbols().stream().filter(symbol -> instruments.id(symbol) == 0).toList();
        instruments.define(missing, gateway, nowNanos);
        if (board.isStoppedBySignal()) {
            commands.ask(ControlRequest.of(CommandOrigin.SUPERVISOR, OperatorCommand.START, "system", "the process was started again"));
        }
    }

    private void startSession(long nowNanos) {
        gateway.sessionStarted(nowNanos, request.mode(), request.settings().entries(), request.identity(), SettingsTable.PRODUCT_VERSION_TAG);
        instruments.define(request.source().symbols(), gateway, nowNanos);
        sessionStartedNanos = nowNanos;
    }

    /** Chain of the market data: door, watch for silence, the broker's minute, the gateway. */
    private MarketDataPort openFeed(Recovered recovered) {
        GatewaySink sink = new GatewaySink(request.source().stream(), gateway, instruments::id, new Minutes());
        feedWatch = new FeedWatch(request.source().stream(), request.settings().feed(), request.source().symbols(), pace.nanoTime(), new BarBuilder(false, sink));
        // what came behind the last whole minute comes again: what was made of it was in memory only
        MarketDataPort feed = request.source().open(agenda, recovered.isNew() ? NOT_KNOWN : lastMinuteNanos + 1, this::onFeedEnd);
        feed.start(new Door(request.settings().feed(), feedWatch));
        return feed;
    }

    /** A recording has an end: a stepped run ends with it, any other goes on with the clock alone. */
    private void onFeedEnd() {
        if (pace.isStepped()) {
            stop(StopCause.SCHEDULE);
        }
    }

    // --- the minute and the clock ---

    /** The paper broker works each minute, and hears of halts, before the engine does. */
    private final class Minutes implements MinuteListener {

        @Override
        public void onMinute(long startNanos, List<MinuteBar> bars) {
            if (startNanos > broker.latestMinuteNanos()) { // else worked by the process before; what came of it is asked for
                await("the minute " + startNanos, () -> broker.onMinute(startNanos, bars.stream().map(bar -> new PaperBar(bar.instrumentId(), bar.openE8(),
                    bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volumeShares())).toList()));
            }
        }

        @Override
        public void onTradingState(int instrumentId, TradingState state) {
            await("trading state of instrument " + instrumentId, () -> broker.onTradingState(instrumentId, state));
        }
    }

    @FunctionalInterface
    private interface BrokerWork {
        CompletableFuture<Void> ask() throws InterruptedException;
    }

    /** Its facts are in the ring behind it; in a stepped run also what the engine made of them, so that what follows never overtakes it. */
    private void await(String what, BrokerWork work) {
        try {
            work.ask().get();
            quietIfStepped();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the paper broker failed: " + what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + what, e);
        }
    }

    /** Tells the engine the time, and looks at everything that may have stopped. */
    private void tick() throws InterruptedException {
        long nowNanos = pace.nanoTime();
        closeSession(nowNanos);
        broker.onTime();
        quietIfStepped();
        gateway.timeAdvanced(nowNanos, request.pacing().kind() == DaemonRequest.Kind.REAL ? ClockSource.WALL : ClockSource.HISTORICAL);
        if (!pace.isStepped()) {
            storageWatch.tick(nowNanos); // figures of a disk are of this run only: a stepped one is to be the same again
        }
        quietIfStepped();
        feedWatch.check(nowNanos);
        quietIfStepped();
        control.tick();
        Status status = board.status();
        statusFile.write(status);
        serviceWatch.tick(status, gateway.publishedCount(), people.sequence());
        if (stopCause == null) {
            agenda.at(nextTickNanos(nowNanos), Lane.CLOCK, this::tick);
        }
    }

    /** Each SLEEP_TIME around a session, each minute outside. */
    private long nextTickNanos(long nowNanos) {
        Session session = calendar.sessionOn(calendar.exchangeDayAt(nowNanos));
        boolean isNear = session != null && nowNanos >= session.openNanos() - AROUND_NANOS && nowNanos < session.closeNanos() + AROUND_NANOS;
        // a service manager that restarts the bot when it is silent hears of it in time: each tick tells once
        long periodNanos = Math.min(service.periodNanos(), isNear ? request.settings().sleepNanos() : IDLE_TICK_NANOS);
        return (Math.floorDiv(nowNanos, periodNanos) + 1) * periodNanos;
    }

    /** The broker's session ends before the engine hears that it is over, as in a backtest. */
    private void closeSession(long nowNanos) throws InterruptedException {
        Session session = calendar.sessionOn(calendar.exchangeDayAt(nowNanos));
        if (session == null || nowNanos < session.closeNanos() || closedNanos == session.closeNanos()) {
            return;
        }
        closedNanos = session.closeNanos();
        await("the close of the session", () -> broker.onSessionClosed(session.closeNanos()));
    }

    /** Between two things published by one action: else answers of the broker's thread would come before or behind the second by chance. */
    private void quietIfStepped() throws InterruptedException {
        if (pace.isStepped()) {
            awaitQuiet();
        }
    }

    /** In a stepped run: nothing is under way in the ring or at the broker. */
    private void awaitQuiet() throws InterruptedException {
        long published;
        do {
            published = gateway.publishedCount();
            pipeline.awaitDispatched();
            broker.awaitIdle();
            people.catchUp();
            reporting.step(pace.nanoTime());
        } while (gateway.publishedCount() != published);
    }

    // --- the day ---

    @Override
    public EngineSettings settings() {
        return request.settings();
    }

    @Override
    public void open(DayPlan plan) {
        boolean isStarted = DayPlan.at(sessionStartedNanos, request.settings(), calendar)
            .filter(started -> started.session().equals(plan.session())).isPresent();
        if (!isStarted) {
            startSession(pace.nanoTime());
        }
    }

    @Override
    public Set<SupervisorPhase> begun(int sessionEpochDay) {
        return board.phasesOf(sessionEpochDay);
    }

    @Override
    public void begin(DayPlan plan, DayPlan.Phase phase) {
        notes.put("SupervisorPhaseStarted", Supervisor.record(plan, phase, pace.nanoTime()));
        if (phase.phase() == SupervisorPhase.UNIVERSE) {
            Session next = calendar.nextSession(plan.session().epochDay());
            boolean isLastOfWeek = next == null || next.isoWeekday() <= plan.session().isoWeekday()
                || next.epochDay() - plan.session().epochDay() >= DAYS_PER_WEEK;
            agenda.at(pace.nanoTime(), Lane.SUPERVISOR, () -> backups.begin(instant(pace.nanoTime()), isLastOfWeek)); // behind this note
        }
    }

    @Override
    public void idle(long timeNanos) {
        // the engine needs nothing on a day without session; the clock goes on
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND_NANOS), Math.floorMod(nanos, SECOND_NANOS));
    }

    // --- end ---

    private double feedAgeSeconds() {
        return Double.NaN; // the watch says when it is too old: FeedStatusChanged
    }

    private String trouble() {
        Throwable broken = fault.get() != null ? fault.get() : pipeline.fault();
        return broken == null ? "" : String.valueOf(broken);
    }

    private void onFault(Throwable thrown) {
        reporting.error("daemon", thrown);
        fault.compareAndSet(null, thrown);
        stop(StopCause.FAULT);
    }

    private Result end(Recovered recovered) {
        Throwable broken = fault.get() != null ? fault.get() : pipeline.fault();
        StopCause cause = broken != null ? StopCause.FAULT : stopCause == null ? StopCause.SCHEDULE : stopCause;
        if (pipeline.fault() == null) {
            Status status = board.status();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("cause", cause.name());
            values.put("openOrderCount", status.openOrderCount());
            values.put("openPositionCount", status.positions().size());
            values.put("text", broken == null ? "" : String.valueOf(broken));
            notes.put("ProcessStopped", values);
            pipeline.awaitDispatched();
        }
        byte[] chain = new byte[HashChain.LENGTH];
        recovered.writer().copyChain(chain);
        return new Result(cause, recovered.writer().nextSequence() - 1, HashChain.hex(chain), broken);
    }
}
