package io.tradebot.replay.data;

import io.tradebot.journal.value.FixedPoint;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * An option by its terms. Ordered by underlying, expiry, right (calls first), strike.
 *
 * @param strikeE8 strike price per share in USD x 10^8
 */
public record OptionContract(String underlying, Right right, long strikeE8, long expiryEpochDay)
    implements Comparable<OptionContract> {

    /** The right that the holder has. */
    public enum Right { CALL, PUT }

    private static final Comparator<OptionContract> ORDER = Comparator.comparing(OptionContract::underlying)
        .thenComparingLong(OptionContract::expiryEpochDay)
        .thenComparing(OptionContract::right)
        .thenComparingLong(OptionContract::strikeE8);

    @Override
    public int compareTo(OptionContract other) {
        return ORDER.compare(this, other);
    }

    /** For example {@code GOOG 2015-12-24 PUT 600.0000}. */
    @Override
    public String toString() {
        return underlying + " " + LocalDate.ofEpochDay(expiryEpochDay) + " " + right + " "
            + FixedPoint.formatShort(strikeE8, 8, 4);
    }
}
