package io.tradebot.bench;

import io.tradebot.engine.sim.MinuteBars;

import java.util.SplittableRandom;

/**
 * Minute bars of random walks from a fixed seed, instrument ids from 1. Every instrument has a bar in every minute and starts
 * each session at its own base price, so that candidates and breakouts are found on every day. Not thread safe.
 */
final class SeededMarket implements MinuteBars {

    static final int SYMBOL_COUNT = 50;
    static final int MINUTES_PER_SESSION = 390;

    private static final long GRID_E8 = 10_000; // prices lie on 1e-4 USD
    private static final double VOLATILITY = 0.002;
    private static final long VOLUME_SHARES = 10_000;

    private final SplittableRandom random = new SplittableRandom(20_250_407);
    private final long[] openE8 = new long[SYMBOL_COUNT + 1];
    private final long[] highE8 = new long[SYMBOL_COUNT + 1];
    private final long[] lowE8 = new long[SYMBOL_COUNT + 1];
    private final long[] closeE8 = new long[SYMBOL_COUNT + 1];

    static String symbol(int instrumentId) {
        return "S" + (100 + instrumentId);
    }

    /** Back to the base prices, 20 to 69 USD. */
    void startSession() {
        for (int id = 1; id <= SYMBOL_COUNT; id++) {
            closeE8[id] = (19 + id) * 100_000_000L;
        }
    }

    /** Moves all instruments to the next minute. */
    void nextMinute() {
        for (int id = 1; id <= SYMBOL_COUNT; id++) {
            openE8[id] = closeE8[id];
            closeE8[id] = step(openE8[id], random.nextDouble(-VOLATILITY, VOLATILITY));
            highE8[id] = step(Math.max(openE8[id], closeE8[id]), random.nextDouble(VOLATILITY / 2));
            lowE8[id] = step(Math.min(openE8[id], closeE8[id]), -random.nextDouble(VOLATILITY / 2));
        }
    }

    private static long step(long priceE8, double fraction) {
        return priceE8 + Math.round(priceE8 / GRID_E8 * fraction) * GRID_E8;
    }

    @Override
    public boolean has(int instrumentId) {
        return true;
    }

    @Override
    public long openE8(int instrumentId) {
        return openE8[instrumentId];
    }

    @Override
    public long highE8(int instrumentId) {
        return highE8[instrumentId];
    }

    @Override
    public long lowE8(int instrumentId) {
        return lowE8[instrumentId];
    }

    @Override
    public long closeE8(int instrumentId) {
        return closeE8[instrumentId];
    }

    @Override
    public long volumeShares(int instrumentId) {
        return VOLUME_SHARES;
    }
}
