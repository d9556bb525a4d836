package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The figures of a set of trades, as defined in {@link Metric}. Money is USD x 10^8, durations are nanoseconds. Immutable,
 * any thread.
 *
 * @param count                trades
 * @param wins                 trades with P&amp;L above zero
 * @param losses               trades with P&amp;L below zero
 * @param netPnlE8             sum of P&amp;L
 * @param feesE8               sum of fees
 * @param grossProfitE8        sum of P&amp;L of the wins
 * @param grossLossE8          sum of P&amp;L of the losses, zero or negative
 * @param medianPnlE8          empty without trades
 * @param largestWinE8         empty without wins
 * @param largestLossE8        negative, empty without losses
 * @param averageDurationNanos empty without trades
 * @param medianDurationNanos  empty without trades
 * @param longestLosingStreak  losses in a row
 */
public record TradeStatistics(int count, int wins, int losses, long netPnlE8, long feesE8, long grossProfitE8,
                              long grossLossE8, OptionalLong medianPnlE8, OptionalLong largestWinE8,
                              OptionalLong largestLossE8, OptionalLong averageDurationNanos,
                              OptionalLong medianDurationNanos, int longestLosingStreak) {

    /** Digits behind the point of a printed ratio or percentage. */
    static final int RATIO_DECIMALS = 6;

    /**
     * Computes the figures.
     *
     * @throws ArithmeticException when a sum does not fit into a long of 10^-8 USD
     */
    public static TradeStatistics of(List<ReportTrade> trades) {
        List<ReportTrade> ordered = trades.stream().sorted(ReportTrade.EXIT_ORDER).toList();
        int wins = 0;
        int losses = 0;
        long fees = 0;
        long profit = 0;
        long loss = 0;
        long duration = 0;
        int streak = 0;
        int longestStreak = 0;
        for (ReportTrade trade : ordered) {
            fees = Math.addExact(fees, trade.feesE8());
            duration = Math.addExact(duration, trade.durationNanos());
            if (trade.pnlE8() > 0) {
                wins++;
                profit = Math.addExact(profit, trade.pnlE8());
            } else if (trade.pnlE8() < 0) {
                losses++;
                loss = Math.addExact(loss, trade.pnlE8());
            }
            streak = trade.pnlE8() < 0 ? streak + 1 : 0;
            longestStreak = Math.max(longestStreak, streak);
        }
        int count = ordered.size();
        return new TradeStatistics(count, wins, losses, Math.addExact(profit, loss), fees, profit, loss,
            medianCents(ordered.stream().mapToLong(ReportTrade::pnlE8).sorted().toArray()),
            ordered.stream().mapToLong(ReportTrade::pnlE8).filter(pnl -> pnl > 0).max(),
            ordered.stream().mapToLong(ReportTrade::pnlE8).filter(pnl -> pnl < 0).min(),
            count == 0 ? OptionalLong.empty() : OptionalLong.of(duration / count),
            medianDown(ordered.stream().mapToLong(ReportTrade::durationNanos).sorted().toArray()), longestStreak);
    }

    /** Trades with a P&amp;L of exactly zero. */
    public int scratches() {
        return count - wins - losses;
    }

    /** 100 x wins / trades; empty without trades. */
    public Optional<BigDecimal> winRatePercent() {
        return percent(wins, count);
    }

    /** Net P&amp;L / trades, to the cent, half away from zero. */
    public OptionalLong averagePnlE8() {
        return averageCents(netPnlE8, count);
    }

    /** Gross profit / wins, to the cent, half away from zero. */
    public OptionalLong averageWinE8() {
        return averageCents(grossProfitE8, wins);
    }

    /** Gross loss / losses, negative, to the cent, half away from zero. */
    public OptionalLong averageLossE8() {
        return averageCents(grossLossE8, losses);
    }

    /** Gross profit / gross loss; empty without losses. */
    public Optional<BigDecimal> profitFactor() {
        return losses == 0 ? Optional.empty() : ratio(BigInteger.valueOf(grossProfitE8),
            BigInteger.valueOf(grossLossE8).negate());
    }

    /** Average P&amp;L in units of the average loss, from the unrounded averages; empty without losses. */
    public Optional<BigDecimal> expectancy() {
        return losses == 0 ? Optional.empty() : ratio(BigInteger.valueOf(netPnlE8).multiply(BigInteger.valueOf(losses)),
            BigInteger.valueOf(grossLossE8).negate().multiply(BigInteger.valueOf(count)));
    }

    /** {@code 100 * part / whole} with six decimals, half up; empty when {@code whole} is not positive. */
    static Optional<BigDecimal> percent(long part, long whole) {
        return ratio(BigInteger.valueOf(part).multiply(BigInteger.valueOf(100)), BigInteger.valueOf(whole));
    }

    private static Optional<BigDecimal> ratio(BigInteger numerator, BigInteger denominator) {
        return denominator.signum() <= 0 ? Optional.empty() : Optional.of(new BigDecimal(numerator)
            .divide(new BigDecimal(denominator), RATIO_DECIMALS, RoundingMode.HALF_UP));
    }

    private static OptionalLong averageCents(long sumE8, int count) {
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(toCents(BigDecimal.valueOf(sumE8), count));
    }

    private static OptionalLong medianCents(long[] sorted) {
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        long upper = sorted[sorted.length / 2];
        if (sorted.length % 2 == 1) {
            return OptionalLong.of(upper);
        }
        return OptionalLong.of(toCents(BigDecimal.valueOf(sorted[sorted.length / 2 - 1]).add(BigDecimal.valueOf(upper)), 2));
    }

    private static long toCents(BigDecimal sumE8, int count) {
        BigDecimal divisor = BigDecimal.valueOf(FixedPoint.E8_PER_CENT).multiply(BigDecimal.valueOf(count));
        long cents = sumE8.divide(divisor, 0, RoundingMode.HALF_UP).longValueExact();
        return Math.multiplyExact(cents, FixedPoint.E8_PER_CENT);
    }

    private static OptionalLong medianDown(long[] sorted) {
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        long upper = sorted[sorted.length / 2];
        long lower = sorted[(sorted.length - 1) / 2];
        return OptionalLong.of(lower + (upper - lower) / 2);
    }
}
