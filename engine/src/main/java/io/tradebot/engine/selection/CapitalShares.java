package io.tradebot.engine.selection;

import java.util.Arrays;

/** Shares of the session cap by number of slots (strategy-rules 8). Pure. */
public final class CapitalShares {

    private CapitalShares() {
    }

    /**
     * Shares in millionths for {@code slotCount} slots, largest first.
     *
     * @param weightsPpm one weight a trade, each above 0, sum at most 1 000 000
     * @param slotCount  1 to the number of weights
     */
    public static long[] of(long[] weightsPpm, int slotCount) {
        long sum = Arrays.stream(weightsPpm).sum();
        if (slotCount == weightsPpm.length) {
            return weightsPpm.clone();
        }
        if (slotCount == 1) {
            return new long[] {sum};
        }
        long others = 0;
        for (int i = 1; i < slotCount; i++) {
            others += weightsPpm[i];
        }
        long[] shares = new long[slotCount];
        shares[0] = weightsPpm[0];
        for (int i = 1; i < slotCount; i++) {
            shares[i] = Math.multiplyExact(weightsPpm[i], sum - weightsPpm[0]) / others;
        }
        Arrays.sort(shares);
        for (int i = 0, j = slotCount - 1; i < j; i++, j--) {
            long swapped = shares[i];
            shares[i] = shares[j];
            shares[j] = swapped;
        }
        return shares;
    }
}
