package io.tradebot.adapters.feed;

import io.tradebot.engine.synthetic.SyntheticMarketDays;
import io.tradebot.engine.synthetic.SyntheticSession;
import io.tradebot.engine.synthetic.SyntheticSymbol;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The made-up market as it is on a date, whenever one asks: prices start at the year's first session and go on from day to day, so that
 * a process that starts today sees what one saw that has run for weeks. (Dates early in a year start with the year before.) Costs a
 * second or two the first time. Owned by the synthetic feed.
 */
final class SyntheticDays {

    /** Daily bars that are kept: more than any average volume looks back. */
    static final int LOOK_BACK_SESSIONS = 30;

    private static final int LOOK_BACK_DAYS = 60;

    private final long seed;
    private final List<SyntheticSymbol> symbols;
    private final List<Deque<DailyBar>> dailyBySymbol = new ArrayList<>();
    private long[] closeMicros;
    private int anchorEpochDay = Integer.MIN_VALUE;
    private int doneEpochDay = Integer.MIN_VALUE; // through this date

    /** Prices in cents. */
    record DailyBar(int epochDay, long open, long high, long low, long close, long shares, int volatilityIndexHundredths) {
    }

    /** One session: the tape of each symbol, in their order, and the daily bars before it, the oldest first. */
    record Day(SyntheticSession session, List<SyntheticSession.Tape> tapes, List<List<DailyBar>> earlier) {
    }

    SyntheticDays(long seed, List<SyntheticSymbol> symbols) {
        this.seed = seed;
        this.symbols = symbols;
    }

    /** The session of a date that has one. */
    Day day(int epochDay) {
        int anchor = (int) LocalDate.ofEpochDay(epochDay - LOOK_BACK_DAYS).withDayOfYear(1).toEpochDay();
        if (anchor != anchorEpochDay || epochDay <= doneEpochDay) {
            restart(anchor);
        }
        Day day = null;
        for (SyntheticSession session : SyntheticMarketDays.sessions(seed, anchor, epochDay)) {
            if (session.session().epochDay() > doneEpochDay) {
                day = run(session);
            }
        }
        if (day == null || day.session().session().epochDay() != epochDay) {
            throw new IllegalArgumentException("there is no session on " + LocalDate.ofEpochDay(epochDay));
        }
        return day;
    }

    private void restart(int anchor) {
        anchorEpochDay = anchor;
        doneEpochDay = Integer.MIN_VALUE;
        closeMicros = symbols.stream().mapToLong(symbol -> (long) symbol.basePriceCents() * SyntheticSession.MICROS_PER_CENT).toArray();
        dailyBySymbol.clear();
        symbols.forEach(symbol -> dailyBySymbol.add(new ArrayDeque<>()));
    }

    private Day run(SyntheticSession session) {
        List<SyntheticSession.Tape> tapes = new ArrayList<>();
        List<List<DailyBar>> earlier = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            Deque<DailyBar> daily = dailyBySymbol.get(i);
            earlier.add(List.copyOf(daily));
            SyntheticSession.Tape tape = session.run(symbols.get(i), i, closeMicros[i]);
            closeMicros[i] = tape.closeMicros();
            daily.add(daily(session, tape.regular()));
            if (daily.size() > LOOK_BACK_SESSIONS) {
                daily.remove();
            }
            tapes.add(tape);
        }
        doneEpochDay = session.session().epochDay();
        return new Day(session, tapes, earlier);
    }

    private static DailyBar daily(SyntheticSession session, List<SyntheticSession.Bar> bars) {
        long high = bars.stream().mapToLong(SyntheticSession.Bar::high).max().orElseThrow();
        long low = bars.stream().mapToLong(SyntheticSession.Bar::low).min().orElseThrow();
        long shares = bars.stream().mapToLong(SyntheticSession.Bar::shares).sum();
        return new DailyBar(session.session().epochDay(), bars.get(0).open(), high, low, bars.get(bars.size() - 1).close(), shares,
            session.volatilityIndexHundredths());
    }
}
