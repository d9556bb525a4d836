package io.tradebot.engine.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * How a made-up symbol behaves.
 *
 * @param ticker          name; made up, any likeness to a listed one is chance
 * @param basePriceCents  price that it keeps coming back to
 * @param marketPercent   how far it follows the market: 100 as the market, -100 against it
 * @param deviationPpm    standard deviation of its own moves in a quiet minute
 * @param dailyShares     usual volume of a session
 * @param missingPermille minutes without a trade, in a thousand
 * @param spreadPpm       usual distance between bid and ask
 * @param hasOpeningDrive whether it runs in one direction after some opens
 */
public record SyntheticSymbol(String ticker, int basePriceCents, int marketPercent, int deviationPpm, long dailyShares,
        int missingPermille, int spreadPpm, boolean hasOpeningDrive) {

    /** Trades in two minutes of three, with a spread that is too wide on some mornings. */
    public static final String ILLIQUID = "FJRD";
    /** Costs less than MIN_PRICE. */
    public static final String PENNY = "GRIQ";
    /** Has fewer shares a day than MIN_VOLUME_THRESHOLD. */
    public static final String THIN = "HUSK";
    /** A fund that moves against the market. */
    public static final String INVERSE_FUND = "MINV";

    /** All of them, in ASCII order. */
    public static final List<SyntheticSymbol> ALL = List.of(
        new SyntheticSymbol("AURX", 4_820, 110, 520, 9_400_000, 4, 250, true),
        new SyntheticSymbol("BRNQ", 2_375, 130, 640, 6_100_000, 6, 450, true),
        new SyntheticSymbol("CALD", 8_640, 90, 450, 14_800_000, 2, 150, true),
        new SyntheticSymbol("DRVO", 1_260, 120, 680, 5_200_000, 9, 800, true),
        new SyntheticSymbol("ELMQ", 6_615, 80, 480, 7_700_000, 5, 300, true),
        new SyntheticSymbol(ILLIQUID, 3_190, 70, 560, 1_900_000, 330, 6_000, true),
        new SyntheticSymbol(PENNY, 138, 140, 1_100, 11_000_000, 60, 7_500, true),
        new SyntheticSymbol(THIN, 2_745, 60, 600, 310_000, 140, 2_500, true),
        new SyntheticSymbol(INVERSE_FUND, 1_845, -100, 60, 4_300_000, 12, 600, false));

    private static final int SYMBOLS_MAX = 600;
    private static final int LETTERS = 26;

    /**
     * As many symbols as asked for, in ASCII order: {@link #ALL}, or the first of them, and then ordinary ones made from the seed.
     *
     * @throws IllegalArgumentException when it is not within 1 to 600
     */
    public static List<SyntheticSymbol> some(long seed, int count) {
        if (count < 1 || count > SYMBOLS_MAX) {
            throw new IllegalArgumentException(count + " made-up symbols are not within 1 to " + SYMBOLS_MAX);
        }
        List<SyntheticSymbol> symbols = new ArrayList<>(ALL.subList(0, Math.min(count, ALL.size())));
        for (int i = 0; symbols.size() < count; i++) {
            SeededNumbers numbers = new SeededNumbers(seed, 'S', i);
            String ticker = "Z" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS) + "X";
            symbols.add(new SyntheticSymbol(ticker, numbers.between(900, 9_500), numbers.between(60, 140), numbers.between(420, 700),
                numbers.between(2_000, 15_000) * 1_000L, numbers.between(2, 40), numbers.between(150, 900), true));
        }
        return List.copyOf(symbols);
    }
}
