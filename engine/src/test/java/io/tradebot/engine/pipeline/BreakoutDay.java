package io.tradebot.engine.pipeline;

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

/** Inputs of one morning that end in a breakout: the last one causes an entry and its stop, orders 1 and 2. */
final class BreakoutDay {

    static final Session SESSION = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    static final long START_NANOS = SESSION.openNanos() - 60_000_000_000L;

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0"));

    private BreakoutDay() {
    }

    static void start(InputGateway gateway) {
        gateway.sessionStarted(START_NANOS, RunMode.BACKTEST, SETTINGS.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
    }

    static void untilTheOrder(InputGateway gateway) {
        start(gateway);
        gateway.instrumentDefined(START_NANOS, 1, InstrumentKind.EQUITY, 1, 0, Long.MIN_VALUE, Integer.MIN_VALUE, "ABC");
        gateway.timeAdvanced(SESSION.openNanos(), ClockSource.TEST);
        for (int minute = 0; minute <= 20; minute++) {
            long px = (minute < 20 ? 10 : 11) * FixedPoint.E8;
            long start = SESSION.openNanos() + minute * MINUTE_NANOS;
            gateway.barClosed(start + MINUTE_NANOS, 1, start, MINUTE_NANOS, px, px, px, px, 100, 0);
            gateway.minuteClosed(start + MINUTE_NANOS, start, 1);
        }
    }

    static long endNanos() {
        return SESSION.openNanos() + 21 * MINUTE_NANOS;
    }
}
