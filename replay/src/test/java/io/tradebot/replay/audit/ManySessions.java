package io.tradebot.replay.audit;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsRequest;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.sim.MinuteBars;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.replay.backtest.EngineHost;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/**
 * A journal of three sessions over four days on which three symbols break out and are stopped: one each on 5 and 8 March 2024, one for
 * 6 and 7 March. A holding and an inflow at night are in the books. On the evening of the 6th two slots become one, until
 * the last session has settings of its own. Instruments are named in the first session only.
 */
public final class ManySessions implements MinuteBars {

    public static final LocalDate FIRST = LocalDate.of(2024, 3, 5);
    public static final LocalDate SECOND = LocalDate.of(2024, 3, 6);
    public static final LocalDate THIRD = LocalDate.of(2024, 3, 7);
    public static final LocalDate FOURTH = LocalDate.of(2024, 3, 8);

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int SYMBOLS = 3;
    private static final int MINUTES = 30;
    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0",
        "MAX_TRADES", "2", "WEIGHTS", "0.6,0.4", "TRADING_DAYS", "mon,tue,wed,thu,fri"));

    private final TradingCalendar calendar = new TradingCalendar();
    private final SimulatedExchange exchange = new SimulatedExchange(SETTINGS, id -> "SYM" + id);
    private final EngineHost host;
    private final InputGateway gateway;
    private int minute;

    private ManySessions(JournalWriter writer) {
        host = EngineHost.start(EngineHost.Kind.LOOP, writer, exchange);
        gateway = host.gateway();
    }

    /** Writes the journal into a new folder. */
    public static void write(Path journal, WriterOptions options) {
        try (JournalWriter writer = JournalWriter.open(journal, options)) {
            ManySessions days = new ManySessions(writer);
            days.startSession(FIRST);
            days.holdSomething(FIRST);
            days.trade(FIRST);
            long night = days.session(SECOND).openNanos() - 240 * MINUTE_NANOS;
            days.gateway.cashTransferred(night, TransferKind.DEPOSIT, 500 * FixedPoint.E8, (int) SECOND.toEpochDay(), "T1", "");
            days.startSession(SECOND);
            days.trade(SECOND);
            days.changeSettings(SECOND);
            days.trade(THIRD);
            days.startSession(FOURTH);
            days.trade(FOURTH);
            days.gateway.sessionEnded(days.session(FOURTH).closeNanos(), days.gateway.publishedCount());
            days.host.close();
        }
    }

    private Session session(LocalDate date) {
        return calendar.sessionOn((int) date.toEpochDay());
    }

    private void startSession(LocalDate date) {
        gateway.sessionStarted(session(date).openNanos() - 60 * MINUTE_NANOS, RunMode.PAPER, SETTINGS.entries(), "TEST_US_PAPER_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
    }

    private void holdSomething(LocalDate date) {
        long nanos = session(date).openNanos() - 50 * MINUTE_NANOS;
        for (int id = 1; id <= SYMBOLS; id++) {
            gateway.instrumentDefined(nanos, id, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "SYM" + id);
        }
        gateway.openingPositionObserved(nanos, 1, AssetClass.LONG_TERM, PositionSide.LONG, 7 * FixedPoint.E9, 70 * FixedPoint.E8,
            (int) LocalDate.of(2023, 5, 1).toEpochDay());
    }

    private void changeSettings(LocalDate date) {
        gateway.settingsChanged(session(date).closeNanos() + 30 * MINUTE_NANOS, CommandOrigin.WEB, SettingsRequest.of(StrategyCatalog.settingsTable(),
            Map.of("MAX_TRADES", "1", "WEIGHTS", "1", "TOTAL_ALLOCATION", "0.022")), "ann", "");
    }

    private void trade(LocalDate date) {
        Session session = session(date);
        advanceTo(session.openNanos());
        for (minute = 0; minute < MINUTES; minute++) {
            runMinute(session.openNanos() + minute * MINUTE_NANOS);
        }
        exchange.closeSession(session.closeNanos());
        letAnswersIn();
        advanceTo(session.closeNanos());
    }

    private void advanceTo(long timeNanos) {
        exchange.onTime(timeNanos);
        gateway.timeAdvanced(timeNanos, ClockSource.TEST);
        letAnswersIn();
    }

    private void runMinute(long startNanos) {
        exchange.startMinute(startNanos, this);
        letAnswersIn();
        long endNanos = startNanos + MINUTE_NANOS;
        exchange.onTime(endNanos);
        for (int id = 1; id <= SYMBOLS; id++) {
            exchange.onBar(id, closeE8(id));
            gateway.barClosed(endNanos, id, startNanos, MINUTE_NANOS, openE8(id), highE8(id), lowE8(id), closeE8(id), volumeShares(id), 0);
        }
        gateway.minuteClosed(endNanos, startNanos, SYMBOLS);
        letAnswersIn();
    }

    private void letAnswersIn() {
        while (exchange.publishNext(gateway)) {
            host.settle();
        }
    }

    // ----- a range of twenty minutes, three minutes above it, and down

    @Override
    public boolean has(int instrumentId) {
        return instrumentId <= SYMBOLS;
    }

    @Override
    public long openE8(int instrumentId) {
        return FixedPoint.pxToE8(minute < 20 ? 10_0000 : 10_5000);
    }

    @Override
    public long highE8(int instrumentId) {
        return FixedPoint.pxToE8(minute < 20 ? 10_1000 : minute < 23 ? 10_5000 : 10_6000);
    }

    @Override
    public long lowE8(int instrumentId) {
        return FixedPoint.pxToE8(minute < 20 ? 9_9000 : minute < 23 ? 10_5000 : 10_0000);
    }

    @Override
    public long closeE8(int instrumentId) {
        return FixedPoint.pxToE8(minute < 20 ? 10_0000 : minute < 23 ? 10_5000 : 10_2000);
    }

    @Override
    public long volumeShares(int instrumentId) {
        return 1000L * (SYMBOLS + 1 - instrumentId);
    }
}
