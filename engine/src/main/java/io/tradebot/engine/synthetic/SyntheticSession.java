package io.tradebot.engine.synthetic;

import io.tradebot.engine.session.Session;

import java.util.ArrayList;
import java.util.List;

/**
 * One session of the made-up market: how nervous it is and how the market as a whole moves. Makes the minutes of any symbol
 * in it. Whole numbers only, so that every machine makes the same. Immutable.
 */
public final class SyntheticSession {

    public static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int PPM = 1_000_000;
    public static final int MICROS_PER_CENT = 10_000;

    private static final int STEPS_A_MINUTE = 4;
    private static final int MARKET_DEVIATION_PPM = 160;
    private static final int PRE_MARKET_MINUTES = 90;
    private static final int AFTER_HOURS_MINUTES = 60;
    private static final int EXTENDED_PERMILLE = 120;
    private static final int WIDE_QUOTE_PERMILLE = 450;
    private static final int WIDE_SPREAD_PPM = 24_000;
    private static final int HALT_PERMILLE = 60;
    private static final int ONE_SIDED_PERMILLE = 25;
    private static final int EVERY_QUOTE_MINUTES = 60;
    private static final int LATER_QUOTE_MINUTES = 5;

    private final long seed;
    private final Session session;
    private final int nervousnessPercent;
    private final int minuteCount;
    private final long[] marketPpmByMinute;

    /**
     * A session of the market of this seed.
     *
     * @param nervousnessPercent size of all moves; 100 is usual
     */
    public SyntheticSession(long seed, Session session, int nervousnessPercent) {
        this.seed = seed;
        this.session = session;
        this.nervousnessPercent = nervousnessPercent;
        minuteCount = (int) ((session.closeNanos() - session.openNanos()) / MINUTE_NANOS);
        SeededNumbers numbers = new SeededNumbers(seed, session.epochDay());
        OpeningDrive drive = OpeningDrive.ofMarket(numbers);
        marketPpmByMinute = new long[minuteCount];
        for (int minute = 0; minute < minuteCount; minute++) {
            marketPpmByMinute[minute] = drive.ppm(minute)
                + numbers.noise((long) MARKET_DEVIATION_PPM * movesPercent(minute) / 100);
        }
    }

    /** The session. */
    public Session session() {
        return session;
    }

    /** A value for the volatility index, in hundredths of a point. */
    public int volatilityIndexHundredths() {
        return 500 + nervousnessPercent * 10 + new SeededNumbers(seed, session.epochDay(), 'V').between(-150, 150);
    }

    /** A bar or a quote of one minute; prices in cents. */
    public record Bar(long startNanos, long open, long high, long low, long close, long shares) {
    }

    /** Best bid and offer bars of one minute; prices in cents. {@code ask} is null when nobody offers. */
    public record Quote(long startNanos, Bar bid, Bar ask) {
    }

    /**
     * What one symbol did: {@code regular} in the session, the rest outside of it; where it left the price; and the minutes, counted from
     * the open, in which a halt began and ended, or would have after the close.
     */
    public record Tape(List<Bar> before, List<Bar> regular, List<Bar> after, List<Quote> quotes, long closeMicros, int haltMinute,
                       int haltEnd) {
    }

    /** Makes the minutes of a symbol whose price (USD x 10^6) was {@code previousMicros} at the last close. */
    public Tape run(SyntheticSymbol symbol, int symbolIndex, long previousMicros) {
        SeededNumbers numbers = new SeededNumbers(seed, session.epochDay(), symbolIndex + 1);
        OpeningDrive drive = symbol.hasOpeningDrive() ? OpeningDrive.ofSymbol(numbers) : OpeningDrive.NONE;
        boolean isWide = symbol.ticker().equals(SyntheticSymbol.ILLIQUID) && numbers.happens(WIDE_QUOTE_PERMILLE);
        int haltMinute = numbers.happens(HALT_PERMILLE) ? numbers.between(100, 140) : minuteCount;
        int haltEnd = haltMinute + numbers.between(10, 20);
        Tape tape = new Tape(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0, haltMinute, haltEnd);

        long micros = gap(symbol, numbers, previousMicros);
        addExtended(tape.before(), symbol, numbers, micros, -PRE_MARKET_MINUTES, 0);
        for (int minute = 0; minute < minuteCount; minute++) {
            long driftPpm = drive.ppm(minute) + marketPpmByMinute[minute] * symbol.marketPercent() / 100;
            long deviationPpm = (long) symbol.deviationPpm() * movesPercent(minute) / 100 / 2; // half: four steps a minute
            long high = micros;
            long low = micros;
            long open = micros;
            for (int step = 0; step < STEPS_A_MINUTE; step++) {
                long ppm = driftPpm / STEPS_A_MINUTE + numbers.noise(deviationPpm);
                micros += Math.floorDiv(micros * ppm, PPM);
                high = Math.max(high, micros);
                low = Math.min(low, micros);
            }
            long shares = shares(symbol, numbers, minute, drive);
            boolean isSilent = numbers.happens(symbol.missingPermille());
            if (minute >= haltMinute && minute < haltEnd) {
                continue; // a halt: neither trades nor quotes
            }
            Bar bar = new Bar(startNanos(minute), cents(open), cents(high), cents(low), cents(micros), shares);
            if (!isSilent) {
                tape.regular().add(bar);
            }
            if (minute < EVERY_QUOTE_MINUTES || minute % LATER_QUOTE_MINUTES == 0) {
                tape.quotes().add(quote(symbol, numbers, bar, isWide && minute < EVERY_QUOTE_MINUTES));
            }
        }
        addExtended(tape.after(), symbol, numbers, micros, minuteCount, minuteCount + AFTER_HOURS_MINUTES);
        return new Tape(tape.before(), tape.regular(), tape.after(), tape.quotes(), micros, haltMinute, haltEnd);
    }

    /** Overnight: news now and then, and a pull back to the usual price. */
    private long gap(SyntheticSymbol symbol, SeededNumbers numbers, long previousMicros) {
        long baseMicros = (long) symbol.basePriceCents() * MICROS_PER_CENT;
        long ppm = numbers.noise(symbol.deviationPpm() * (numbers.happens(120) ? 35L : 10L));
        return previousMicros + Math.floorDiv(previousMicros * ppm, PPM) + Math.floorDiv(baseMicros - previousMicros, 6);
    }

    private void addExtended(List<Bar> bars, SyntheticSymbol symbol, SeededNumbers numbers, long startMicros, int first, int end) {
        long micros = startMicros;
        for (int minute = first; minute < end; minute++) {
            boolean isClosingPrint = minute == minuteCount;
            if (isClosingPrint || numbers.happens(EXTENDED_PERMILLE)) {
                long open = cents(micros);
                micros += Math.floorDiv(micros * numbers.noise(symbol.deviationPpm()), PPM);
                long close = cents(micros);
                long shares = Math.max(1, symbol.dailyShares() / (isClosingPrint ? 60 : numbers.between(3_000, 9_000)));
                bars.add(new Bar(startNanos(minute), open, Math.max(open, close), Math.min(open, close), close, shares));
            }
        }
    }

    private Quote quote(SyntheticSymbol symbol, SeededNumbers numbers, Bar bar, boolean isWide) {
        int spreadPpm = isWide ? WIDE_SPREAD_PPM : symbol.spreadPpm() * numbers.between(70, 150) / 100;
        long half = bar.close() * spreadPpm / PPM / 2;
        Bar bid = moved(bar, -half, 100L * numbers.between(1, 40));
        Bar ask = moved(bar, Math.max(1, half), 100L * numbers.between(1, 40));
        boolean isOneSided = symbol.ticker().equals(SyntheticSymbol.THIN) && numbers.happens(ONE_SIDED_PERMILLE);
        return new Quote(bar.startNanos(), bid, isOneSided ? null : ask);
    }

    private static Bar moved(Bar bar, long cents, long shares) {
        return new Bar(bar.startNanos(), bar.open() + cents, bar.high() + cents, bar.low() + cents, bar.close() + cents, shares);
    }

    private long shares(SyntheticSymbol symbol, SeededNumbers numbers, int minute, OpeningDrive drive) {
        long usual = symbol.dailyShares() * volumePercent(minute) / 100 / 480; // the session's mean of the shape is 123 percent
        long drawn = usual * numbers.between(45, 165) / 100 * nervousnessPercent / 100;
        return Math.max(1, drive.ppm(minute) == 0 ? drawn : drawn * 2);
    }

    /** Large in the first three quarters of an hour, a little larger again before the close. */
    private int movesPercent(int minute) {
        int shape = 100 + Math.max(0, 45 - minute) * 70 / 45 + Math.max(0, 30 - (minuteCount - minute)) * 40 / 30;
        return shape * nervousnessPercent / 100;
    }

    /** The U of a day. */
    private int volumePercent(int minute) {
        return 80 + Math.max(0, 60 - minute) * 320 / 60 + Math.max(0, 45 - (minuteCount - minute)) * 220 / 45;
    }

    private long startNanos(int minute) {
        return session.openNanos() + minute * MINUTE_NANOS;
    }

    private static long cents(long micros) {
        return Math.max(1, Math.floorDiv(micros + MICROS_PER_CENT / 2, MICROS_PER_CENT));
    }
}
