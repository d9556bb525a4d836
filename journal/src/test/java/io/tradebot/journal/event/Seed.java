package io.tradebot.journal.event;

import java.util.Random;

/** Seed of a random test: printed, and taken from {@code -Dtradebot.seed=N} when a failure is to be repeated. */
public final class Seed {

    private Seed() {
    }

    /** Random numbers whose seed stands in the test's output. */
    public static Random random(String test) {
        long seed = Long.getLong("tradebot.seed", System.nanoTime());
        System.out.println(test + ": seed " + seed + " (repeat with -Dtradebot.seed=" + seed + ")");
        return new Random(seed);
    }
}
