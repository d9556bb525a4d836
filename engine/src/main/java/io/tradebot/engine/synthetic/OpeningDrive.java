package io.tradebot.engine.synthetic;

/**
 * A run in one direction some minutes after the open, and what comes after it. Immutable.
 *
 * @param startMinute  first minute of the run, counted from the open
 * @param endMinute    first minute after the run
 * @param drivePpm     move of every minute of the run, signed
 * @param afterEnd     first minute after what follows the run
 * @param afterPpm     move of every minute of what follows, signed
 */
record OpeningDrive(int startMinute, int endMinute, long drivePpm, int afterEnd, long afterPpm) {

    static final OpeningDrive NONE = new OpeningDrive(0, 0, 0, 0, 0);

    private static final int SYMBOL_PERMILLE = 500;
    private static final int MARKET_PERMILLE = 150;

    /** On every second morning; a quarter of the runs goes on slower, a quarter stops, half of them turn. */
    static OpeningDrive ofSymbol(SeededNumbers numbers) {
        return numbers.happens(SYMBOL_PERMILLE) ? of(numbers, numbers.between(2_600, 3_800)) : NONE;
    }

    /** Seldom, and weaker. */
    static OpeningDrive ofMarket(SeededNumbers numbers) {
        return numbers.happens(MARKET_PERMILLE) ? of(numbers, numbers.between(1_500, 2_300)) : NONE;
    }

    private static OpeningDrive of(SeededNumbers numbers, int strengthPpm) {
        int start = numbers.between(16, 21);
        int end = start + numbers.between(8, 13);
        long direction = numbers.below(5) < 3 ? 1 : -1;
        long drive = direction * strengthPpm;
        return switch (numbers.below(4)) {
            case 0 -> new OpeningDrive(start, end, drive, end + 25, drive / 6);
            case 1 -> new OpeningDrive(start, end, drive, end + 25, 0);
            default -> new OpeningDrive(start, end, drive, end + 16, -drive * 3 / 5);
        };
    }

    /** Move of a minute, counted from the open. */
    long ppm(int minute) {
        if (minute < startMinute || minute >= afterEnd) {
            return 0;
        }
        return minute < endMinute ? drivePpm : afterPpm;
    }
}
