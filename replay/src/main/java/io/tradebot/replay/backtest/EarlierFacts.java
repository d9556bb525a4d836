package io.tradebot.replay.backtest;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.replay.data.BarSeries;
import io.tradebot.replay.data.DailyBar;
import io.tradebot.replay.data.DailySeries;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.data.VolatilitySeries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known before a session opens: daily bars for the average volume, daily closes of the volatility index. Each is fed
 * once, at the close of its session, in order of time. Not thread safe.
 */
final class EarlierFacts {

    private static final int MAX_AGE_DAYS = 60;
    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final List<Fact> facts = new ArrayList<>();
    private final TradingCalendar calendar;
    private int next;

    /** One fact: when it is known, its session date, and how it is published. */
    private record Fact(long timeNanos, int epochDay, Publication publication) {
    }

    private interface Publication {
        void publish(InputGateway gateway, long timeNanos);
    }

    /** {@code traded} are the sessions that are fed minute by minute; the engine adds their volumes up by itself. */
    EarlierFacts(MarketHistory history, List<Session> traded, TradingCalendar calendar) {
        this.calendar = calendar;
        Set<Integer> tradedDays = traded.stream().map(Session::epochDay).collect(Collectors.toSet());
        List<String> symbols = history.symbols();
        for (int id = 1; id <= symbols.size(); id++) {
            String symbol = symbols.get(id - 1);
            Set<Integer> daysWithBar = addDailyBars(id, history.dailyBars(symbol));
            addMinuteSums(id, history.earlierMinuteBars(symbol), daysWithBar);
            Set<Integer> otherDays = new HashSet<>(tradedDays);
            otherDays.addAll(daysWithBar);
            addMinuteSums(id, history.minuteBars(symbol), otherDays);
        }
        addVolatility(history.vixDays());
        facts.sort(Comparator.comparingLong(Fact::timeNanos)); // stable: symbols stay in order within one close
    }

    /** When the first fact that matters to this session, or its open, is known. */
    long firstTimeNanos(Session session) {
        return facts.stream().filter(fact -> concerns(fact, session)).mapToLong(Fact::timeNanos).findFirst()
            .orElse(session.openNanos());
    }

    /** Feeds what is new since the last call, is at most 60 days old and was known before the open. */
    void feedBefore(Session session, InputGateway gateway) {
        for (; next < facts.size() && facts.get(next).timeNanos() <= session.openNanos(); next++) {
            Fact fact = facts.get(next);
            if (concerns(fact, session)) {
                fact.publication().publish(gateway, fact.timeNanos());
            }
        }
    }

    private static boolean concerns(Fact fact, Session session) {
        return fact.epochDay() < session.epochDay() && fact.epochDay() >= session.epochDay() - MAX_AGE_DAYS;
    }

    private Set<Integer> addDailyBars(int instrumentId, DailySeries series) {
        Set<Integer> days = new HashSet<>(); // asked, never iterated
        for (int i = 0; i < series.count(); i++) {
            DailyBar bar = series.bar(i);
            int epochDay = (int) bar.epochDay();
            days.add(epochDay);
            add(epochDay, (gateway, timeNanos) -> gateway.dailyBarClosed(timeNanos, instrumentId, epochDay, bar.openE8(),
                bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volumeShares()));
        }
        return days;
    }

    /** Sessions that have minute bars only and are not traded: their sum stands in for the daily bar (strategy-rules 5.1). */
    private void addMinuteSums(int instrumentId, BarSeries bars, Set<Integer> otherDays) {
        int at = 0;
        while (at < bars.count()) {
            int epochDay = calendar.exchangeDayAt(bars.startNanos(at));
            Session session = sessionOn(epochDay);
            if (session == null || otherDays.contains(epochDay)) {
                at = bars.indexAtOrAfter((epochDay + 1) * TradingCalendar.NANOS_PER_DAY);
                while (at < bars.count() && calendar.exchangeDayAt(bars.startNanos(at)) == epochDay) {
                    at++; // its evening is the next day in UTC
                }
                continue;
            }
            DayBar day = new DayBar();
            for (; at < bars.count() && calendar.exchangeDayAt(bars.startNanos(at)) == epochDay; at++) {
                if (session.contains(bars.startNanos(at))) {
                    day.add(bars, at);
                }
            }
            if (day.hasBars) {
                add(epochDay, (gateway, timeNanos) -> gateway.dailyBarClosed(timeNanos, instrumentId, epochDay, day.openE8,
                    day.highE8, day.lowE8, day.closeE8, day.volumeShares));
            }
        }
    }

    private void addVolatility(VolatilitySeries series) {
        for (int i = 0; i < series.count(); i++) {
            int epochDay = (int) series.time(i);
            long valueE8 = series.valueE8(i);
            Session session = sessionOn(epochDay);
            if (session != null) {
                long startNanos = session.closeNanos() - MINUTE_NANOS;
                add(epochDay, (gateway, timeNanos) -> gateway.volatilityIndexObserved(timeNanos, VolatilitySource.DAILY,
                    startNanos, epochDay, valueE8));
            }
        }
    }

    private void add(int epochDay, Publication publication) {
        Session session = sessionOn(epochDay);
        if (session != null) { // dates without a session do not count as session dates
            facts.add(new Fact(session.closeNanos(), epochDay, publication));
        }
    }

    private Session sessionOn(int epochDay) {
        boolean isKnown = epochDay >= TradingCalendar.FIRST_EPOCH_DAY && epochDay <= TradingCalendar.LAST_EPOCH_DAY;
        return isKnown ? calendar.sessionOn(epochDay) : null;
    }

    /** A daily bar made of minute bars. */
    private static final class DayBar {

        private boolean hasBars;
        private long openE8;
        private long highE8;
        private long lowE8;
        private long closeE8;
        private long volumeShares;

        private void add(BarSeries bars, int at) {
            if (!hasBars) {
                openE8 = bars.openE8(at);
                highE8 = bars.highE8(at);
                lowE8 = bars.lowE8(at);
                hasBars = true;
            }
            highE8 = Math.max(highE8, bars.highE8(at));
            lowE8 = Math.min(lowE8, bars.lowE8(at));
            closeE8 = bars.closeE8(at);
            volumeShares = Math.addExact(volumeShares, bars.volumeShares(at));
        }
    }
}
