package io.tradebot.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.value.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expected number is worked out by hand; the working is in the comments. Money in the vectors is written in cents. */
class MetricsTest {

    private static final long CENT = 1_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long FIRST = LocalDate.of(2024, 1, 2).toEpochDay();

    /** Builds sessions of 390 minutes and their trades; keeps the sessions' sums in step with the trades. */
    private static final class Vector {
        final List<ReportDay> days = new ArrayList<>();
        final List<ReportTrade> trades = new ArrayList<>();
        private final long floatCents;
        private long equityCents;
        private long epochDay;

        Vector(long startCents) {
            this(startCents, FIRST);
        }

        Vector(long startCents, long firstEpochDay) {
            floatCents = startCents;
            equityCents = startCents;
            epochDay = firstEpochDay;
        }

        /** A session whose trades follow each other without a pause: pairs of P&amp;L in cents and minutes held. */
        Vector session(long... pnlCentsAndMinutes) {
            long at = open();
            long pnl = 0;
            for (int i = 0; i < pnlCentsAndMinutes.length; i += 2) {
                long exit = at + pnlCentsAndMinutes[i + 1] * MINUTE;
                trades.add(trade("open", "SPY", "TIMEOUT", at, exit, pnlCentsAndMinutes[i]));
                pnl += pnlCentsAndMinutes[i];
                at = exit;
            }
            return close(pnl, pnlCentsAndMinutes.length / 2);
        }

        Vector close(long pnlCents, int tradeCount) {
            equityCents += pnlCents;
            days.add(new ReportDay(epochDay, open(), open() + 390 * MINUTE, floatCents * CENT, pnlCents * CENT,
                equityCents * CENT, tradeCount, tradeCount + 1));
            epochDay++;
            return this;
        }

        Vector on(LocalDate date) {
            epochDay = date.toEpochDay();
            return this;
        }

        long open() {
            return epochDay * DAY + 870 * MINUTE;
        }

        Metrics metrics() {
            return Metrics.of(days, trades);
        }
    }

    private static ReportTrade trade(String strategy, String symbol, String reason, long entry, long exit, long pnlCents) {
        return new ReportTrade(strategy, symbol, symbol, ReportTrade.Side.LONG, entry, 100_0000_0000L, exit, 101_0000_0000L, reason,
            1_000_000_000L, 2 * CENT, pnlCents * CENT, 1, 0);
    }

    private static void assertFigure(String expected, Metrics metrics, Metric metric) {
        Figure figure = metrics.figure(metric);
        String actual = figure.value().map(BigDecimal::toPlainString).orElse("undefined: " + figure.note());
        assertEquals(expected, actual, metric.name());
    }

    /** Five trades in four sessions on a float of 1,000.00; the comments of the tests refer to it. */
    private static Metrics mixed() {
        return new Vector(100_000)
            .session(1_000, 10, -400, 20) // equity 1010.00, 1006.00
            .session()                    //        1006.00
            .session(0, 30, -600, 40)     //        1006.00, 1000.00
            .session(2_000, 60)           //        1020.00
            .metrics();
    }

    @Test
    void shouldCountTradesWinsLossesAndScratches() {
        Metrics metrics = mixed();
        assertFigure("4", metrics, Metric.SESSIONS);
        assertFigure("3", metrics, Metric.SESSIONS_TRADED);
        assertFigure("9", metrics, Metric.SIGNALS); // 3 + 1 + 3 + 2
        assertFigure("5", metrics, Metric.TRADES);
        assertFigure("2", metrics, Metric.WINS);
        assertFigure("2", metrics, Metric.LOSSES);
        assertFigure("1", metrics, Metric.SCRATCHES);
        assertFigure("40.000000", metrics, Metric.WIN_RATE); // 2 of 5
    }

    @Test
    void shouldSumAndAverageProfitAndLoss() {
        Metrics metrics = mixed();
        assertFigure("20.00", metrics, Metric.NET_PNL);       // 10 - 4 + 0 - 6 + 20
        assertFigure("0.10", metrics, Metric.FEES);           // 5 x 0.02
        assertFigure("1000.00", metrics, Metric.START_EQUITY);
        assertFigure("1020.00", metrics, Metric.END_EQUITY);
        assertFigure("2.000000", metrics, Metric.TOTAL_RETURN);
        assertFigure("4.00", metrics, Metric.AVERAGE_PNL);    // 20 / 5
        assertFigure("0.00", metrics, Metric.MEDIAN_PNL);     // -6 -4 [0] 10 20
        assertFigure("30.00", metrics, Metric.GROSS_PROFIT);
        assertFigure("-10.00", metrics, Metric.GROSS_LOSS);
        assertFigure("3.000000", metrics, Metric.PROFIT_FACTOR);
        assertFigure("0.800000", metrics, Metric.EXPECTANCY); // (20 / 5) / (10 / 2)
        assertFigure("15.00", metrics, Metric.AVERAGE_WIN);   // 30 / 2
        assertFigure("-5.00", metrics, Metric.AVERAGE_LOSS);  // -10 / 2
        assertFigure("20.00", metrics, Metric.LARGEST_WIN);
        assertFigure("-6.00", metrics, Metric.LARGEST_LOSS);
    }

    @Test
    void shouldMeasureDurationAndExposure() {
        Metrics metrics = mixed();
        assertFigure("1920", metrics, Metric.AVERAGE_DURATION); // (10 + 20 + 30 + 40 + 60) / 5 = 32 minutes
        assertFigure("1800", metrics, Metric.MEDIAN_DURATION);  // 30 minutes
        assertFigure("10.256410", metrics, Metric.EXPOSURE);    // 160 of 4 x 390 minutes
    }

    @Test
    void shouldFindDrawdownAfterEachTradeWithItsDates() {
        Metrics metrics = mixed();
        // 1000 [1010] 1006 1006 [1000] 1020: from the exit of the first trade to the exit of the fourth
        assertFigure("10.00", metrics, Metric.MAX_DRAWDOWN);
        assertFigure("0.990099", metrics, Metric.MAX_DRAWDOWN_PERCENT); // 10 / 1010
        assertEquals("peak 2024-01-02T14:40:00Z, trough 2024-01-04T15:40:00Z, recovered 2024-01-05T15:30:00Z",
            metrics.figure(Metric.MAX_DRAWDOWN).note());
    }

    @Test
    void shouldFindDrawdownAtCloses() {
        Metrics metrics = mixed();
        // start 1000, closes 1006 [1006] [1000] 1020: the peak is the last close at its height
        assertFigure("6.00", metrics, Metric.CLOSE_DRAWDOWN);
        assertFigure("0.596421", metrics, Metric.CLOSE_DRAWDOWN_PERCENT); // 6 / 1006
        assertEquals("peak 2024-01-03T21:00:00Z, trough 2024-01-04T21:00:00Z, recovered 2024-01-05T21:00:00Z",
            metrics.figure(Metric.CLOSE_DRAWDOWN).note());
    }

    @Test
    void shouldCountEverySessionInSharpeAndSortino() {
        Metrics metrics = mixed();
        // r = 0.006, 0, -0.006, 0.02; mean 0.005; squared deviations 1 + 25 + 121 + 225 = 372 e-6; / 3 = 124 e-6
        // 0.005 x sqrt(252 / 124e-6) = 7.127864
        assertFigure("7.127864", metrics, Metric.SHARPE);
        // downside sqrt(36e-6 / 4) = 0.003; 0.005 / 0.003 x sqrt(252) = 10 x sqrt(7) = 26.457513
        assertFigure("26.457513", metrics, Metric.SORTINO);
    }

    @Test
    void shouldLetScratchEndLosingStreak() {
        assertFigure("1", mixed(), Metric.LONGEST_LOSING_STREAK);
        assertFigure("2", new Vector(100_000).session(-1, 1, 0, 1, -1, 1, -1, 1, 5, 1).metrics(), Metric.LONGEST_LOSING_STREAK);
        // a streak goes on over the end of a session
        assertFigure("3", new Vector(100_000).session(-1, 1).session().session(-1, 1, -1, 1).metrics(), Metric.LONGEST_LOSING_STREAK);
    }

    @Test
    void shouldLeaveUndefinedWhatZeroTradesCannotSay() {
        Metrics metrics = new Vector(100_000).session().session().metrics();
        assertFigure("0", metrics, Metric.TRADES);
        assertFigure("0.00", metrics, Metric.NET_PNL);
        assertFigure("0", metrics, Metric.MAX_DRAWDOWN);
        assertFigure("0", metrics, Metric.LONGEST_LOSING_STREAK);
        assertFigure("0.000000", metrics, Metric.EXPOSURE);
        assertFigure("0.000000", metrics, Metric.TOTAL_RETURN);
        for (Metric metric : List.of(Metric.WIN_RATE, Metric.AVERAGE_PNL, Metric.MEDIAN_PNL, Metric.AVERAGE_DURATION, Metric.MEDIAN_DURATION)) {
            assertFigure("undefined: no trades", metrics, metric);
        }
        assertFigure("undefined: no losing trade", metrics, Metric.PROFIT_FACTOR);
        assertFigure("undefined: all session returns are equal", metrics, Metric.SHARPE);
        assertFigure("undefined: no losing session", metrics, Metric.SORTINO);
        assertTrue(metrics.byStrategy().isEmpty());
    }

    @Test
    void shouldLeaveUndefinedWhatZeroSessionsCannotSay() {
        Metrics metrics = Metrics.of(List.of(), List.of());
        assertEquals(Metric.values().length, metrics.figures().size());
        for (Metric metric : List.of(Metric.START_EQUITY, Metric.END_EQUITY, Metric.MAX_DRAWDOWN, Metric.CLOSE_DRAWDOWN_PERCENT, Metric.EXPOSURE)) {
            assertFigure("undefined: no sessions", metrics, metric);
        }
        assertFigure("undefined: fewer than two sessions", metrics, Metric.SHARPE);
    }

    @Test
    void shouldDescribeSingleTrade() {
        Metrics metrics = new Vector(100_000).session(-150, 7).metrics();
        assertFigure("0.000000", metrics, Metric.WIN_RATE);
        assertFigure("-1.50", metrics, Metric.AVERAGE_PNL);
        assertFigure("-1.50", metrics, Metric.MEDIAN_PNL);
        assertFigure("0.000000", metrics, Metric.PROFIT_FACTOR); // nothing won, 1.50 lost
        assertFigure("-1.000000", metrics, Metric.EXPECTANCY);   // an average loss per trade
        assertFigure("420", metrics, Metric.MEDIAN_DURATION);
        assertFigure("1.50", metrics, Metric.MAX_DRAWDOWN);
        assertEquals("peak 2024-01-02T14:30:00Z, trough 2024-01-02T14:37:00Z, not recovered",
            metrics.figure(Metric.MAX_DRAWDOWN).note()); // the start of the run is the peak
        assertFigure("undefined: no winning trade", metrics, Metric.AVERAGE_WIN);
        assertFigure("undefined: fewer than two sessions", metrics, Metric.SHARPE);
    }

    @Test
    void shouldDescribeAllWins() {
        Metrics metrics = new Vector(100_000).session(100, 5).session(300, 5).metrics();
        assertFigure("100.000000", metrics, Metric.WIN_RATE);
        assertFigure("undefined: no losing trade", metrics, Metric.PROFIT_FACTOR);
        assertFigure("undefined: no losing trade", metrics, Metric.EXPECTANCY);
        assertFigure("undefined: no losing trade", metrics, Metric.LARGEST_LOSS);
        assertFigure("undefined: no losing session", metrics, Metric.SORTINO);
        assertFigure("0", metrics, Metric.MAX_DRAWDOWN_PERCENT);
        // r = 0.001, 0.003; mean 0.002, deviation sqrt(2e-6 / 1) = 0.00141421; x sqrt(252) = sqrt(2) x sqrt(252) = sqrt(504) = 22.449944
        assertFigure("22.449944", metrics, Metric.SHARPE);
    }

    @Test
    void shouldDescribeAllLosses() {
        Metrics metrics = new Vector(100_000).session(-100, 5).session(-300, 5).metrics();
        assertFigure("0.000000", metrics, Metric.WIN_RATE);
        assertFigure("-4.00", metrics, Metric.NET_PNL);
        assertFigure("2", metrics, Metric.LONGEST_LOSING_STREAK);
        assertFigure("0.400000", metrics, Metric.MAX_DRAWDOWN_PERCENT); // 4 of 1000
        assertFigure("-22.449944", metrics, Metric.SHARPE);
        // downside sqrt((1 + 9) e-6 / 2) = sqrt(5e-6); -0.002 / sqrt(5e-6) x sqrt(252) = -sqrt(0.8 x 252) = -sqrt(201.6) = -14.198591
        assertFigure("-14.198591", metrics, Metric.SORTINO);
    }

    @Test
    void shouldDescribeLossOfEverything() {
        Metrics metrics = new Vector(100_000).session(-100_000, 5).metrics();
        assertFigure("0.00", metrics, Metric.END_EQUITY);
        assertFigure("-100.000000", metrics, Metric.TOTAL_RETURN);
        assertFigure("100.000000", metrics, Metric.MAX_DRAWDOWN_PERCENT);
    }

    @Test
    void shouldDescribeLossOfMoreThanEverything() {
        Metrics metrics = new Vector(100_000, LocalDate.of(2023, 1, 1).toEpochDay()).session(-150_000, 5)
            .on(LocalDate.of(2023, 12, 31)).session().metrics();
        assertFigure("-150.000000", metrics, Metric.TOTAL_RETURN);
        assertFigure("150.000000", metrics, Metric.MAX_DRAWDOWN_PERCENT);
        assertFigure("undefined: more than everything was lost", metrics, Metric.ANNUAL_RETURN);
    }

    @Test
    void shouldNotDivideByFloatThatIsGone() {
        List<ReportDay> days = List.of(new ReportDay(0, 0, 1, 0, 0, 0, 0, 0), new ReportDay(1, 2, 3, 100, 0, 0, 0, 0));
        Metrics metrics = Metrics.of(days, List.of());
        assertFigure("undefined: the float of session 1970-01-01 is not positive", metrics, Metric.SHARPE);
        assertFigure("undefined: no positive start equity", metrics, Metric.TOTAL_RETURN);
        assertFigure("undefined: no positive peak", metrics, Metric.MAX_DRAWDOWN_PERCENT);
    }

    @Test
    void shouldNotAnnualiseShortRun() {
        Vector vector = new Vector(100_000, LocalDate.of(2023, 1, 1).toEpochDay()).session(21_000, 5);
        assertFigure("undefined: the run covers 364 days, under 365",
            vector.on(LocalDate.of(2023, 12, 30)).session().metrics(), Metric.ANNUAL_RETURN);
        assertFigure("21.000000", vector.on(LocalDate.of(2023, 12, 31)).session().metrics(), Metric.ANNUAL_RETURN);
    }

    @Test
    void shouldAnnualiseByActualDaysOver365() {
        // 2021 and 2022 have 730 days: 1.21^(365/730) = 1.1
        assertFigure("10.000000", new Vector(100_000, LocalDate.of(2021, 1, 1).toEpochDay()).session(21_000, 5)
            .on(LocalDate.of(2022, 12, 31)).session().metrics(), Metric.ANNUAL_RETURN);
        // the leap year 2024 has 366 days: 1.21^(365/366) = e^(0.190620360 x 0.997267760) = e^0.190099541 = 1.209370
        Figure leap = new Vector(100_000, LocalDate.of(2024, 1, 1).toEpochDay()).session(21_000, 5)
            .on(LocalDate.of(2024, 12, 31)).session().metrics().figure(Metric.ANNUAL_RETURN);
        assertEquals("20.9370", leap.value().orElseThrow().setScale(4, RoundingMode.HALF_UP).toPlainString());
        assertEquals("over 366 days", leap.note());
    }

    @Test
    void shouldRoundAveragesOnceHalfAwayFromZero() {
        assertFigure("0.03", new Vector(100_000).session(2, 1, 3, 1).metrics(), Metric.AVERAGE_PNL);    // 0.025
        assertFigure("-0.03", new Vector(100_000).session(-2, 1, -3, 1).metrics(), Metric.AVERAGE_PNL); // -0.025
        assertFigure("-0.03", new Vector(100_000).session(-2, 1, -3, 1).metrics(), Metric.MEDIAN_PNL);
        assertFigure("0.33", new Vector(100_000).session(1, 1, 0, 1, 98, 1).metrics(), Metric.AVERAGE_PNL); // 0.33
        assertFigure("0.01", new Vector(100_000).session(1, 1, 0, 1).metrics(), Metric.MEDIAN_PNL);     // 0.005
    }

    @Test
    void shouldTellLargestFallInMoneyFromLargestInPercent() {
        // 100 -> 90: 10.00, 10 %; up to 1000; -> 950: 50.00, 5 %
        Metrics metrics = new Vector(10_000).session(-1_000, 5, 91_000, 5, -5_000, 5).metrics();
        assertFigure("50.00", metrics, Metric.MAX_DRAWDOWN);
        assertFigure("10.000000", metrics, Metric.MAX_DRAWDOWN_PERCENT);
    }

    @Test
    void shouldNameEarliestOfEqualFalls() {
        // 1000 [990] 1000 [990] 1000: both 10.00 and 1 %; the first lasts from the start to 14:35, back at 14:40
        Metrics metrics = new Vector(100_000).session(-1_000, 5, 1_000, 5, -1_000, 5, 1_000, 5).metrics();
        String first = "peak 2024-01-02T14:30:00Z, trough 2024-01-02T14:35:00Z, recovered 2024-01-02T14:40:00Z";
        assertEquals(first, metrics.figure(Metric.MAX_DRAWDOWN).note());
        assertEquals(first, metrics.figure(Metric.MAX_DRAWDOWN_PERCENT).note());
    }

    @Test
    void shouldTakeTradesThatExitTogetherAsOneStep() {
        Vector vector = new Vector(100_000);
        long open = vector.open();
        vector.trades.add(trade("open", "B", "STOP", open, open + 10 * MINUTE, -5_000));
        vector.trades.add(trade("open", "A", "STOP", open, open + 10 * MINUTE, 6_000));
        Metrics metrics = vector.close(1_000, 2).metrics();
        assertFigure("0", metrics, Metric.MAX_DRAWDOWN); // 1000 -> 1010 in one step, never 950
        assertFigure("1", metrics, Metric.LONGEST_LOSING_STREAK);
    }

    @Test
    void shouldNotDependOnOrderOfInput() {
        SampleRun sample = SampleRun.create();
        List<ReportTrade> reversed = new ArrayList<>(sample.trades);
        Collections.reverse(reversed);
        List<ReportDay> reversedDays = new ArrayList<>(sample.days);
        Collections.reverse(reversedDays);
        assertEquals(Metrics.of(sample.days, sample.trades).figures(), Metrics.of(reversedDays, reversed).figures());
    }

    @Test
    void shouldCountOverlappingPositionsOnceInExposure() {
        Vector vector = new Vector(100_000);
        long open = vector.open();
        vector.trades.add(trade("a", "A", "X", open, open + 60 * MINUTE, 1));
        vector.trades.add(trade("b", "B", "X", open + 30 * MINUTE, open + 50 * MINUTE, 1));  // inside the first
        vector.trades.add(trade("c", "C", "X", open + 50 * MINUTE, open + 90 * MINUTE, 1));  // 30 minutes more
        vector.trades.add(trade("d", "D", "X", open + 100 * MINUTE, open + 105 * MINUTE, 1));
        // 60 + 30 + 5 = 95 of 390 minutes
        assertFigure("24.358974", vector.close(4, 4).metrics(), Metric.EXPOSURE);
    }

    @Test
    void shouldCountOnlySessionTimeOfPositionHeldOvernight() {
        Vector vector = new Vector(100_000);
        long open = vector.open();
        vector.trades.add(trade("a", "A", "X", open + 380 * MINUTE, open + DAY + 15 * MINUTE, 1));
        // 10 minutes of the first session and 15 of the second: 25 of 780; closed in the second
        Metrics metrics = vector.close(0, 0).close(1, 1).metrics();
        assertFigure("3.205128", metrics, Metric.EXPOSURE);
        assertFigure("1", metrics, Metric.SESSIONS_TRADED);
    }

    @Test
    void shouldGroupByStrategySymbolAndExitReason() {
        Vector vector = new Vector(100_000);
        long open = vector.open();
        vector.trades.add(trade("open", "SPY", "STOP", open, open + MINUTE, -300));
        vector.trades.add(trade("mid", "SPY", "TIMEOUT", open + MINUTE, open + 2 * MINUTE, 500));
        vector.trades.add(trade("open", "QQQ", "STOP", open + 2 * MINUTE, open + 3 * MINUTE, 100));
        Metrics metrics = vector.close(300, 3).metrics();
        assertEquals(List.of("mid 1 5.00", "open 2 -2.00"), lines(metrics.byStrategy()));
        assertEquals(List.of("QQQ 1 1.00", "SPY 2 2.00"), lines(metrics.bySymbol()));
        assertEquals(List.of("STOP 2 -2.00", "TIMEOUT 1 5.00"), lines(metrics.byExitReason()));
    }

    private static List<String> lines(List<Metrics.Group> groups) {
        return groups.stream().map(group -> group.name() + " " + group.statistics().count() + " "
            + FixedPoint.formatShort(group.statistics().netPnlE8(), 8, 2)).toList();
    }

    @Test
    void shouldGroupByMonthOfSessionAndKeepLeapDayInFebruary() {
        Metrics metrics = new Vector(100_000, LocalDate.of(2024, 2, 28).toEpochDay()).session().session(1_000, 5).session(-500, 5)
            .on(LocalDate.of(2024, 5, 1)).session().metrics();
        List<Metrics.Month> months = metrics.byMonth();
        assertEquals(List.of(YearMonth.of(2024, 2), YearMonth.of(2024, 3), YearMonth.of(2024, 5)),
            months.stream().map(Metrics.Month::month).toList());
        assertEquals(1_000 * CENT, months.get(0).netPnlE8()); // 28 and 29 February
        assertEquals(2, months.get(0).sessionCount());
        assertEquals("1.000000", months.get(0).returnPercent().orElseThrow().toPlainString()); // 10 of 1000
        assertEquals("-0.500000", months.get(1).returnPercent().orElseThrow().toPlainString());
        assertEquals(0, months.get(2).statistics().count());
    }

    @Test
    void shouldRefuseSessionsThatContradictTheirTrades() {
        Vector vector = new Vector(100_000).session(100, 5);
        vector.trades.add(trade("open", "SPY", "STOP", vector.days.get(0).openNanos(), vector.days.get(0).closeNanos(), 50));
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, vector::metrics);
        assertEquals("session 2024-01-02 says 1 trades and net P&L 1.00, its trades say 2 and 1.50", error.getMessage());
    }

    @Test
    void shouldRefuseEquityThatDoesNotContinue() {
        List<ReportDay> days = List.of(new ReportDay(0, 0, 1, 100, 0, 100, 0, 0), new ReportDay(1, 2, 3, 100, 0, 101, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.of(days, List.of()));
    }

    @Test
    void shouldRefuseTradeClosedBeforeFirstSession() {
        List<ReportDay> days = List.of(new ReportDay(0, 100, 200, 100, 0, 100, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Metrics.of(days, List.of(trade("a", "A", "X", 1, 99, 0))));
    }

    @Test
    void shouldStopRatherThanWrapSums() {
        List<ReportTrade> trades = List.of(trade("a", "A", "X", 0, 1, Long.MAX_VALUE / CENT), trade("a", "A", "X", 0, 1, Long.MAX_VALUE / CENT));
        assertThrows(ArithmeticException.class, () -> TradeStatistics.of(trades));
    }
}
