package io.tradebot.engine.synthetic;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;

import java.util.ArrayList;
import java.util.List;

/** The days of a made-up market: calm and nervous ones in runs. */
public final class SyntheticMarketDays {

    /** Size of all moves, in percent, from calm to nervous. */
    private static final int[] NERVOUSNESS = {70, 100, 150};
    private static final int STAYS_PERMILLE = 700;

    private SyntheticMarketDays() {
    }

    /** All sessions from the first one on or after one date to another date. Equal seeds and first dates give equal sessions. */
    public static List<SyntheticSession> sessions(long seed, int firstEpochDay, int lastEpochDay) {
        TradingCalendar calendar = new TradingCalendar();
        SeededNumbers numbers = new SeededNumbers(seed, 'N');
        List<SyntheticSession> made = new ArrayList<>();
        int level = 1;
        Session session = calendar.sessionOn(firstEpochDay) == null ? calendar.nextSession(firstEpochDay) : calendar.sessionOn(firstEpochDay);
        for (; session.epochDay() <= lastEpochDay; session = calendar.nextSession(session.epochDay())) {
            level = numbers.happens(STAYS_PERMILLE) ? level : numbers.below(NERVOUSNESS.length);
            made.add(new SyntheticSession(seed, session, NERVOUSNESS[level]));
        }
        return made;
    }
}
