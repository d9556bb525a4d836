package io.tradebot.engine.script;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.CloseStrategy;
import io.tradebot.engine.strategy.MidStrategy;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * No entry is requested or filled outside the breakout window on any session of 2008 to 2028. The windows are worked out a second
 * time here, with java.time alone. On every day four symbols press against both edges of the window:
 *
 * <pre>
 * AAA  signals in every bar from T1 on: requested and filled at T1 + 1 minute
 * BBB  signals from the last bar that may signal: requested and filled in the last minute of the window
 * CCC  signals from one bar later until the close: nothing may come of it
 * DDD  signals at T1, and its next bar is that of T2: requested, never filled
 * </pre>
 */
class EntryWindowTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long MINUTE = 60;
    private static final long NANOS = 1_000_000_000L;
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD");
    private static final int FIRST_YEAR = 2008;
    private static final int LAST_YEAR = 2028;

    private final TradingCalendar calendar = new TradingCalendar();
    private int sessionCount;
    private int skippedCount;
    private int clampedCount;
    private int entryCount;
    private int fillCount;

    /** Windows of a day in epoch seconds (strategy-rules 2.6). */
    private record Windows(long open, long close, long t0, long t1, long t2, long hardExit) {

        boolean isSkipped() {
            return t0 < open || t1 >= hardExit;
        }
    }

    /** One way to run a strategy; times in minutes. */
    private record Variant(String strategy, ZoneId zone, LocalTime start, int analysis, int breakout, int hardExitMinutes) {

        Windows on(Session session) {
            LocalDate date = LocalDate.ofEpochDay(session.epochDay());
            long close = date.atTime(session.isHalfDay() ? 13 : 16, 0).atZone(NEW_YORK).toEpochSecond();
            long t0 = date.atTime(start).atZone(zone).toEpochSecond();
            long t1 = t0 + analysis * MINUTE;
            long hardExit = close - hardExitMinutes * MINUTE;
            return new Windows(date.atTime(9, 30).atZone(NEW_YORK).toEpochSecond(), close, t0, t1,
                Math.min(t1 + breakout * MINUTE, hardExit), hardExit);
        }

        EngineSettings settings() {
            String upper = strategy.toUpperCase(Locale.ROOT);
            Map<String, String> values = new HashMap<>(Map.of("STRATEGY_OVERRIDE", strategy, "TIMEZONE", zone.getId(), "MIN_VOLUME_THRESHOLD", "0",
                "MID_ADX_FILTER", "false", "MID_BOLLINGER_FILTER", "false", "MID_REVERSAL_FILTER", "false"));
            values.put("START_TIME_" + upper, start.toString());
            values.put(upper + "_ANALYSIS_TIME", Integer.toString(analysis));
            values.put(upper + "_BREAKOUT_TIME", Integer.toString(breakout));
            values.put("HARD_EXIT_MINUTES", Integer.toString(hardExitMinutes));
            return EngineSettings.of(values);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "open,  America/New_York, 09:30, 20, 15, 5, 10500",
        "mid,   America/New_York, 10:30, 10, 20, 5, 10500",
        "close, America/New_York, 14:30, 10, 15, 5, 10400", // half days are too short for it
        "close, America/Chicago,  14:30, 10, 90, 7, 10400", // the hard exit ends the window
        "mid,   America/Chicago,  11:35, 10, 40, 3, 10500", // there the hard exit ends the window on half days only
        "open,  Europe/Berlin,    15:30, 20, 15, 5, 10400", // in the weeks between the two clock changes an hour later
        "mid,   UTC,              14:00, 10, 20, 5, 6900"}) // in winter before the open
    void shouldEnterInsideTheWindowOnlyOnEverySession(String strategy, String zone, LocalTime start, int analysis, int breakout,
            int hardExitMinutes, int minimumEntries) {
        Variant variant = new Variant(strategy, ZoneId.of(zone), start, analysis, breakout, hardExitMinutes);
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            runYear(variant, year);
        }
        System.out.println("EntryWindowTest " + strategy + " at " + start + ' ' + zone + ": " + sessionCount + " sessions, " + skippedCount
            + " skipped, " + clampedCount + " cut by the hard exit, " + entryCount + " entries, " + fillCount + " filled");
        assertTrue(sessionCount > 5_250, sessionCount + " sessions");
        assertTrue(fillCount >= minimumEntries, fillCount + " filled entries");
        assertEquals(entryCount, (sessionCount - skippedCount) * 3, "entries asked for");
    }

    private void runYear(Variant variant, int year) {
        Entries entries = new Entries();
        try (EngineRun run = new EngineRun(variant.settings(), () -> List.of(new OpenStrategy(), new MidStrategy(), new CloseStrategy()),
                EngineRun.Answers.EXCHANGE, EngineRun.Host.LOOP, entries)) {
            Session first = calendar.nextSession((int) LocalDate.of(year, 1, 1).toEpochDay() - 1);
            run.start(first.openNanos() - EngineRun.MINUTE_NANOS, RunMode.BACKTEST, SYMBOLS);
            for (Session session = first; LocalDate.ofEpochDay(session.epochDay()).getYear() == year;
                    session = calendar.nextSession(session.epochDay())) {
                Windows windows = variant.on(session);
                entries.startDay();
                runSession(run, variant, session, windows);
                check(variant, session, windows, entries);
            }
        }
    }

    private void runSession(EngineRun run, Variant variant, Session session, Windows windows) {
        run.gateway().volatilityIndexObserved(session.openNanos() - EngineRun.MINUTE_NANOS, VolatilitySource.DAILY, 0,
            calendar.previousSession(session.epochDay()).epochDay(), 20 * FixedPoint.E8);
        run.settle();
        run.advanceTo(session.openNanos());
        for (long t = windows.open(); t < windows.close(); t += MINUTE) {
            boolean isNearWindow = t >= windows.t0() - MINUTE && t < windows.t2() + 3 * MINUTE;
            if (t == windows.open() || isNearWindow || t >= windows.hardExit() - 2 * MINUTE) {
                putBars(run, variant.strategy(), windows, t);
                run.runMinute(t * NANOS);
            }
        }
        run.closeSession(session.closeNanos());
    }

    private static void putBars(EngineRun run, String strategy, Windows windows, long t) {
        put(run, strategy, windows, t, "AAA", t >= windows.t1());
        put(run, strategy, windows, t, "BBB", t >= windows.t2() - 2 * MINUTE);
        put(run, strategy, windows, t, "CCC", t >= windows.t2() - MINUTE);
        if (t <= windows.t1() || t >= windows.t2()) {
            put(run, strategy, windows, t, "DDD", t >= windows.t1());
        }
    }

    /** A small rise from the open into the analysis window, which the close strategy follows; then flat, then far away. */
    private static void put(EngineRun run, String strategy, Windows windows, long t, String symbol, boolean isSignal) {
        double open = t == windows.open() ? 10.0 : 10.2;
        double close = t < windows.t0() ? 10.2 : 10.21;
        if (isSignal) {
            open = strategy.equals("mid") ? 9.5 : 10.8;
            close = open;
        }
        run.bars().put(t * NANOS, run.idOf(symbol), new ScriptedBars.Bar(e8(open), e8(Math.max(open, close)), e8(Math.min(open, close)), e8(close),
            isSignal ? 1 : 1_000));
    }

    private static long e8(double price) {
        return Math.round(price * 100) * 1_000_000L;
    }

    private void check(Variant variant, Session session, Windows windows, Entries entries) {
        String where = variant + " on " + LocalDate.ofEpochDay(session.epochDay()) + ", " + windows;
        sessionCount++;
        entryCount += entries.requested.size();
        fillCount += entries.filled.size();
        if (windows.isSkipped()) {
            skippedCount++;
            assertEquals(List.of(), entries.requested, where);
            return;
        }
        clampedCount += windows.t2() == windows.hardExit() ? 1 : 0;
        for (long at : entries.requested) {
            assertTrue(at >= windows.t1() && at < windows.t2() && at < windows.hardExit(), "requested " + Instant.ofEpochSecond(at) + ", " + where);
        }
        for (long at : entries.filled) {
            assertTrue(at >= windows.t1() && at < windows.t2() && at < windows.hardExit(), "filled " + Instant.ofEpochSecond(at) + ", " + where);
        }
        assertEquals(List.of(windows.t1() + MINUTE, windows.t1() + MINUTE, windows.t2() - MINUTE), entries.requested, "requested, " + where);
        assertEquals(List.of(windows.t1() + MINUTE, windows.t2() - MINUTE), entries.filled, "filled, " + where);
    }

    /** Times of the day's entries in epoch seconds, read from the journal. */
    private static final class Entries implements ExcerptSink {

        private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

        private final List<Long> requested = new ArrayList<>();
        private final List<Long> filled = new ArrayList<>();
        private final List<Long> orderIds = new ArrayList<>();
        private long count;

        void startDay() {
            requested.clear();
            filled.clear();
            orderIds.clear();
        }

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            RecordCursor cursor = new RecordCursor().wrap(body, offset, length);
            while (cursor.next()) {
                if (cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                    RecordContent.Row row = RecordContent.read(CATALOGUE, cursor).row();
                    if (row.enumValue("role").name().equals("ENTRY")) {
                        requested.add(Math.floorDiv(timeNanos, NANOS));
                        orderIds.add(row.number("orderId"));
                    }
                } else if (cursor.templateId() == OrderFilledDecoder.TEMPLATE_ID) {
                    RecordContent.Row row = RecordContent.read(CATALOGUE, cursor).row();
                    if (orderIds.contains(row.number("orderId"))) {
                        filled.add(Math.floorDiv(row.number("executedNanos"), NANOS));
                    }
                }
            }
            return count++;
        }

        @Override
        public void sync() {
            // nothing is kept
        }
    }
}
