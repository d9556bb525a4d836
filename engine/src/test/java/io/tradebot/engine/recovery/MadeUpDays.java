package io.tradebot.engine.recovery;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.value.FixedPoint;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A feed of made-up days on which three symbols fall below their range and are bought, their targets move, and they are sold in time
 * at about the price of the entry: nine orders, and three to leave. What lies before a moment is left out. One thread.
 */
final class MadeUpDays {

    static final int SYMBOLS = 3;

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final int RANGE_MINUTES = 10;
    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "mid", "MAX_TRADES", "3",
        "WEIGHTS", "0.4,0.3,0.3", "MIN_VOLUME_THRESHOLD", "0", "TRADING_DAYS", "mon,tue,wed,thu,fri"));
    private static final TradingCalendar CALENDAR = new TradingCalendar();
    private static final Session FIRST = CALENDAR.sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    /** Before the first day opens. */
    static final long FIRST_NANOS = FIRST.openNanos() - MINUTE_NANOS;

    private final InputGateway gateway;
    private final LongConsumer afterInputs;
    private long timeNanos;

    /** Called with the time behind each minute and each tick of the clock: lets answers in. Nothing before {@code fromNanos} is published. */
    MadeUpDays(InputGateway gateway, long fromNanos, LongConsumer afterInputs) {
        this.gateway = gateway;
        this.afterInputs = afterInputs;
        timeNanos = Math.max(FIRST_NANOS, fromNanos);
    }

    long timeNanos() {
        return timeNanos;
    }

    static void startSession(InputGateway gateway, long nanos) {
        gateway.sessionStarted(nanos, RunMode.PAPER, SETTINGS.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        for (int id = 1; id <= SYMBOLS; id++) {
            gateway.instrumentDefined(nanos, id, InstrumentKind.EQUITY, 1, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "SYM" + id);
        }
    }

    /** The day that is or comes next, from the moment that is. */
    Session nextDay() {
        Session session = CALENDAR.sessionOn((int) Math.floorDiv(timeNanos, NANOS_PER_DAY));
        return session != null && session.closeNanos() > timeNanos ? session
            : CALENDAR.nextSession((int) Math.floorDiv(timeNanos, NANOS_PER_DAY));
    }

    /** The rest of that day. */
    void trade(Session day) {
        untilOrders(day);
        long tenThirty = tenThirty(day);
        for (int minute = RANGE_MINUTES + 1; minute < RANGE_MINUTES + 6; minute++) {
            minute(tenThirty + minute * MINUTE_NANOS, 9_7500 + minute * 10);
        }
        for (int minute = 58; minute < 61; minute++) {
            minute(tenThirty + minute * MINUTE_NANOS, 9_7600);
        }
        at(day.closeNanos());
    }

    /** Up to the minute that causes the orders. */
    void untilOrders(Session day) {
        at(day.openNanos());
        for (int minute = 0; minute <= RANGE_MINUTES; minute++) {
            minute(tenThirty(day) + minute * MINUTE_NANOS, minute < RANGE_MINUTES ? 10_0000 : 9_7600);
        }
    }

    private static long tenThirty(Session day) {
        return day.openNanos() + 60 * MINUTE_NANOS;
    }

    private void at(long nanos) {
        if (nanos >= timeNanos) {
            timeNanos = nanos;
            gateway.timeAdvanced(nanos, ClockSource.TEST);
            afterInputs.accept(nanos);
        }
    }

    private void minute(long startNanos, long closePx) {
        long endNanos = startNanos + MINUTE_NANOS;
        if (endNanos < timeNanos) {
            return;
        }
        timeNanos = endNanos;
        for (int id = 1; id <= SYMBOLS; id++) {
            long close = FixedPoint.pxToE8(closePx - id);
            gateway.barClosed(endNanos, id, startNanos, MINUTE_NANOS, close - FixedPoint.pxToE8(100), FixedPoint.pxToE8(closePx + 200),
                FixedPoint.pxToE8(closePx - 600), close, 1000L * (SYMBOLS + 1 - id), 0);
        }
        gateway.minuteClosed(endNanos, startNanos, SYMBOLS);
        afterInputs.accept(endNanos);
    }
}
