package io.tradebot.engine.script;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeds of the generated tests. {@code -Dtest.seed=N} repeats a run. */
public final class Seed {

    private Seed() {
    }

    /** The seed asked for, or a new one; printed, so that a failure can be repeated. */
    public static long take(String testName) {
        String asked = System.getProperty("test.seed");
        long seed = asked == null ? System.nanoTime() : Long.parseLong(asked);
        System.out.println(testName + ": repeat with -Dtest.seed=" + seed);
        return seed;
    }

    /** A generator that gives the same numbers on every machine. */
    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
