package io.tradebot.engine.synthetic;

/**
 * Pseudo-random whole numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
 * Not thread safe.
 */
public final class SeededNumbers {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    /** Sum of {@value #TERMS} whole numbers from -1000 to 1000: standard deviation 1155, close to a normal distribution. */
    private static final int TERMS = 4;
    private static final int TERM_MAX = 1000;
    private static final int DEVIATION = 1155;

    private long state;

    /** A stream of its own for every combination of seed and labels. */
    public SeededNumbers(long seed, long... labels) {
        state = seed;
        for (long label : labels) {
            state = next() ^ label;
        }
    }

    private long next() {
        state += GOLDEN_GAMMA;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to {@code bound} - 1. */
    public int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** From {@code first} to {@code last}, both possible. */
    public int between(int first, int last) {
        return first + below(last - first + 1);
    }

    /** True {@code permille} times in a thousand. */
    public boolean happens(int permille) {
        return below(1000) < permille;
    }

    /** Around 0 with this standard deviation; never beyond 3.5 times as much. */
    public long noise(long deviation) {
        long sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += between(-TERM_MAX, TERM_MAX);
        }
        return sum * deviation / DEVIATION;
    }
}
