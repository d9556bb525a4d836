package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All figures of a run, each defined in {@link Metric}. Immutable, any thread.
 *
 * <p>Money is summed in integers. Ratios of money are taken once from the exact sums. Sharpe, Sortino and annual return go
 * through {@code double}: + - * / are exact to the bit on Java 17 and later, roots and powers are {@link StrictMath}, so equal
 * input gives equal figures on every machine.
 */
public final class Metrics {

    private static final double SESSIONS_PER_YEAR = 252;
    private static final int DAYS_PER_YEAR = 365;

    private final List<ReportDay> days;
    private final List<ReportTrade> trades;
    private final int[] dayIndexByTrade;
    private final TradeStatistics overall;
    private final EquityCurve afterTrades;
    private final EquityCurve atCloses;

    /** Trades that share something, and their figures. */
    public record Group(String name, TradeStatistics statistics) {
    }

    /**
     * One calendar month with at least one session.
     *
     * @param month        by trading date
     * @param sessionCount sessions run in it
     * @param netPnlE8     sum of the sessions' P&amp;L
     * @param returnPercent 100 x P&amp;L / float at the open of the month's first session; empty when that float is not positive
     * @param statistics   of the trades closed in it
     */
    public record Month(YearMonth month, int sessionCount, long netPnlE8, Optional<BigDecimal> returnPercent,
                        TradeStatistics statistics) {
    }

    private Metrics(List<ReportDay> days, List<ReportTrade> trades) {
        this.days = days;
        this.trades = trades;
        this.dayIndexByTrade = assignSessions(days, trades);
        this.overall = TradeStatistics.of(trades);
        this.afterTrades = new EquityCurve();
        this.atCloses = new EquityCurve();
        if (!days.isEmpty()) {
            drawCurves();
        }
    }

    /**
     * Computes the figures.
     *
     * @param days   every session of the run, in any order
     * @param trades every closed trade of the run; trades with one entry time keep the order given here
     * @throws IllegalArgumentException when sessions overlap, when a trade was closed before the first session, or when trades,
     *                                  session results and equity do not add up: a report that contradicts itself is not written
     */
    public static Metrics of(List<ReportDay> days, List<ReportTrade> trades) {
        List<ReportDay> orderedDays = days.stream().sorted(Comparator.comparingLong(ReportDay::openNanos)).toList();
        requireContinuous(orderedDays);
        return new Metrics(orderedDays,
            trades.stream().sorted(Comparator.comparingLong(ReportTrade::entryNanos)).toList());
    }

    private static void requireContinuous(List<ReportDay> days) {
        for (int i = 1; i < days.size(); i++) {
            ReportDay before = days.get(i - 1);
            ReportDay day = days.get(i);
            if (day.openNanos() < before.closeNanos() || day.epochDay() <= before.epochDay()) {
                throw new IllegalArgumentException("session " + date(day) + " begins before session " + date(before) + " ends");
            }
            long expected = Math.addExact(before.equityE8(), Math.addExact(day.netPnlE8(), day.bookedApartE8()));
            if (day.equityE8() != expected) {
                throw new IllegalArgumentException("session " + date(day) + ": equity " + money(day.equityE8())
                    + " is not equity of the session before plus net P&L" + (day.bookedApartE8() == 0 ? "" : " and what was booked apart")
                    + ", " + money(expected));
            }
        }
    }

    /** Gives each trade the session in which it was closed and checks that the sessions' own sums agree. */
    private static int[] assignSessions(List<ReportDay> days, List<ReportTrade> trades) {
        int[] indexes = new int[trades.size()];
        long[] pnlE8 = new long[days.size()];
        int[] counts = new int[days.size()];
        for (int i = 0; i < indexes.length; i++) {
            ReportTrade trade = trades.get(i);
            int index = lastOpenedBy(days, trade.exitNanos());
            if (index < 0) {
                throw new IllegalArgumentException("trade in " + trade.symbol() + " closed at "
                    + instant(trade.exitNanos()) + ", before the first session of the run");
            }
            indexes[i] = index;
            pnlE8[index] = Math.addExact(pnlE8[index], trade.pnlE8());
            counts[index]++;
        }
        for (int i = 0; i < pnlE8.length; i++) {
            ReportDay day = days.get(i);
            if (day.netPnlE8() != pnlE8[i] || day.tradeCount() != counts[i]) {
                throw new IllegalArgumentException("session " + date(day) + " says " + day.tradeCount() + " trades and net P&L "
                    + money(day.netPnlE8()) + ", its trades say " + counts[i] + " and " + money(pnlE8[i]));
            }
        }
        return indexes;
    }

    private static int lastOpenedBy(List<ReportDay> days, long timeNanos) {
        int low = 0;
        int high = days.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (days.get(middle).openNanos() <= timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void drawCurves() {
        ReportDay first = days.get(0);
        long equityE8 = Math.subtractExact(first.equityE8(), Math.addExact(first.netPnlE8(), first.bookedApartE8()));
        afterTrades.add(first.openNanos(), equityE8);
        atCloses.add(first.openNanos(), equityE8);
        for (ReportTrade trade : trades.stream().sorted(ReportTrade.EXIT_ORDER).toList()) {
            equityE8 = Math.addExact(equityE8, trade.pnlE8());
            afterTrades.add(trade.exitNanos(), equityE8);
        }
        days.forEach(day -> atCloses.add(day.closeNanos(), day.equityE8()));
    }

    /** All figures in the order of {@link Metric}; one for each. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            figures.add(figure(metric));
        }
        return figures;
    }

    /** The figure of one metric. */
    public Figure figure(Metric metric) {
        return switch (metric) {
            case SESSIONS -> count(metric, days.size());
            case SESSIONS_TRADED -> count(metric, days.stream().filter(day -> day.tradeCount() > 0).count());
            case SIGNALS -> count(metric, days.stream().mapToLong(ReportDay::signalCount).sum());
            case TRADES -> count(metric, overall.count());
            case WINS -> count(metric, overall.wins());
            case LOSSES -> count(metric, overall.losses());
            case SCRATCHES -> count(metric, overall.scratches());
            case WIN_RATE -> ratio(metric, overall.winRatePercent(), "no trades");
            case NET_PNL -> money(metric, OptionalLong.of(overall.netPnlE8()), "");
            case FEES -> money(metric, OptionalLong.of(overall.feesE8()), "");
            case START_EQUITY -> money(metric, startEquityE8(), "no sessions");
            case END_EQUITY -> money(metric, endEquityE8(), "no sessions");
            case TOTAL_RETURN -> ratio(metric, totalReturnPercent(), "no positive start equity");
            case ANNUAL_RETURN -> annualReturn();
            case AVERAGE_PNL -> money(metric, overall.averagePnlE8(), "no trades");
            case MEDIAN_PNL -> money(metric, overall.medianPnlE8(), "no trades");
            case GROSS_PROFIT -> money(metric, OptionalLong.of(overall.grossProfitE8()), "");
            case GROSS_LOSS -> money(metric, OptionalLong.of(overall.grossLossE8()), "");
            case PROFIT_FACTOR -> ratio(metric, overall.profitFactor(), "no losing trade");
            case EXPECTANCY -> ratio(metric, overall.expectancy(), "no losing trade");
            case AVERAGE_WIN -> money(metric, overall.averageWinE8(), "no winning trade");
            case AVERAGE_LOSS -> money(metric, overall.averageLossE8(), "no losing trade");
            case LARGEST_WIN -> money(metric, overall.largestWinE8(), "no winning trade");
            case LARGEST_LOSS -> money(metric, overall.largestLossE8(), "no losing trade");
            case AVERAGE_DURATION -> duration(metric, overall.averageDurationNanos());
            case MEDIAN_DURATION -> duration(metric, overall.medianDurationNanos());
            case LONGEST_LOSING_STREAK -> count(metric, overall.longestLosingStreak());
            case MAX_DRAWDOWN -> fallInMoney(metric, maxDrawdown());
            case MAX_DRAWDOWN_PERCENT -> fallInPercent(metric, afterTrades.deepestInPercent());
            case CLOSE_DRAWDOWN -> fallInMoney(metric, closeDrawdown());
            case CLOSE_DRAWDOWN_PERCENT -> fallInPercent(metric, atCloses.deepestInPercent());
            case SHARPE -> sharpe();
            case SORTINO -> sortino();
            case EXPOSURE -> ratio(metric, exposurePercent(), "no sessions");
        };
    }

    /** Figures of all trades. */
    public TradeStatistics overall() {
        return overall;
    }

    /** Figures per strategy, by name. */
    public List<Group> byStrategy() {
        return group(ReportTrade::strategy);
    }

    /** Figures per traded symbol, by name. */
    public List<Group> bySymbol() {
        return group(ReportTrade::symbol);
    }

    /** Figures per exit reason, by name. */
    public List<Group> byExitReason() {
        return group(ReportTrade::exitReason);
    }

    /** Every month with a session, in order. */
    public List<Month> byMonth() {
        TreeMap<YearMonth, List<ReportDay>> daysByMonth = new TreeMap<>();
        days.forEach(day -> daysByMonth.computeIfAbsent(YearMonth.from(date(day)), month -> new ArrayList<>()).add(day));
        TreeMap<YearMonth, List<ReportTrade>> tradesByMonth = new TreeMap<>();
        for (int i = 0; i < trades.size(); i++) {
            tradesByMonth.computeIfAbsent(YearMonth.from(date(sessionOf(i))), month -> new ArrayList<>()).add(trades.get(i));
        }
        List<Month> months = new ArrayList<>();
        daysByMonth.forEach((month, sessions) -> {
            long pnlE8 = sessions.stream().mapToLong(ReportDay::netPnlE8).reduce(0, Math::addExact);
            months.add(new Month(month, sessions.size(), pnlE8,
                TradeStatistics.percent(pnlE8, sessions.get(0).floatE8()),
                TradeStatistics.of(tradesByMonth.getOrDefault(month, List.of()))));
        });
        return months;
    }

    /** The deepest fall in money after each trade; empty when equity never fell. */
    public Optional<Drawdown> maxDrawdown() {
        return afterTrades.deepestInMoney();
    }

    /** The deepest fall in money at session closes; empty when equity never fell. */
    public Optional<Drawdown> closeDrawdown() {
        return atCloses.deepestInMoney();
    }

    /** Sessions in order. */
    public List<ReportDay> days() {
        return days;
    }

    /** Trades in order of entry. */
    public List<ReportTrade> trades() {
        return trades;
    }

    /** The session in which {@code trades().get(tradeIndex)} was closed. */
    ReportDay sessionOf(int tradeIndex) {
        return days.get(dayIndexByTrade[tradeIndex]);
    }

    EquityCurve closes() {
        return atCloses;
    }

    private List<Group> group(Function<ReportTrade, String> name) {
        TreeMap<String, List<ReportTrade>> tradesByName = new TreeMap<>();
        trades.forEach(trade -> tradesByName.computeIfAbsent(name.apply(trade), key -> new ArrayList<>()).add(trade));
        List<Group> groups = new ArrayList<>();
        tradesByName.forEach((key, members) -> groups.add(new Group(key, TradeStatistics.of(members))));
        return groups;
    }

    private OptionalLong startEquityE8() {
        return days.isEmpty() ? OptionalLong.empty() : OptionalLong.of(atCloses.equityE8(0));
    }

    private OptionalLong endEquityE8() {
        return days.isEmpty() ? OptionalLong.empty() : OptionalLong.of(days.get(days.size() - 1).equityE8());
    }

    private Optional<BigDecimal> totalReturnPercent() {
        return days.isEmpty() ? Optional.empty()
            : TradeStatistics.percent(overall.netPnlE8(), startEquityE8().getAsLong());
    }

    private Figure annualReturn() {
        Metric metric = Metric.ANNUAL_RETURN;
        if (days.isEmpty() || startEquityE8().getAsLong() <= 0) {
            return undefined(metric, "no positive start equity");
        }
        long calendarDays = days.get(days.size() - 1).epochDay() - days.get(0).epochDay() + 1;
        if (calendarDays < DAYS_PER_YEAR) {
            return undefined(metric, "the run covers " + calendarDays + " days, under " + DAYS_PER_YEAR);
        }
        if (endEquityE8().getAsLong() < 0) {
            return undefined(metric, "more than everything was lost");
        }
        double growth = (double) endEquityE8().getAsLong() / startEquityE8().getAsLong();
        double annual = StrictMath.pow(growth, (double) DAYS_PER_YEAR / calendarDays) - 1;
        return new Figure(metric, Optional.of(rounded(annual * 100)), "over " + calendarDays + " days");
    }

    private Figure sharpe() {
        Metric metric = Metric.SHARPE;
        Optional<String> obstacle = returnsObstacle();
        if (obstacle.isPresent()) {
            return undefined(metric, obstacle.get());
        }
        double[] returns = returns();
        double mean = mean(returns);
        double squares = 0;
        boolean isConstant = true;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
            isConstant &= value == returns[0];
        }
        if (isConstant) {
            return undefined(metric, "all session returns are equal");
        }
        double deviation = StrictMath.sqrt(squares / (returns.length - 1));
        return annualised(metric, mean / deviation);
    }

    private Figure sortino() {
        Metric metric = Metric.SORTINO;
        Optional<String> obstacle = returnsObstacle();
        if (obstacle.isPresent()) {
            return undefined(metric, obstacle.get());
        }
        double[] returns = returns();
        double squares = 0;
        for (double value : returns) {
            squares += value < 0 ? value * value : 0;
        }
        if (squares == 0) {
            return undefined(metric, "no losing session");
        }
        return annualised(metric, mean(returns) / StrictMath.sqrt(squares / returns.length));
    }

    private Figure annualised(Metric metric, double perSession) {
        return new Figure(metric, Optional.of(rounded(perSession * StrictMath.sqrt(SESSIONS_PER_YEAR))),
            "from " + days.size() + " sessions");
    }

    private Optional<String> returnsObstacle() {
        if (days.size() < 2) {
            return Optional.of("fewer than two sessions");
        }
        return days.stream().filter(day -> day.floatE8() <= 0).findFirst()
            .map(day -> "the float of session " + date(day) + " is not positive");
    }

    private double[] returns() {
        return days.stream().mapToDouble(day -> (double) day.netPnlE8() / day.floatE8()).toArray();
    }

    /** Summed in session order: {@code DoubleStream.sum} leaves the order of its compensation to the library. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private Optional<BigDecimal> exposurePercent() {
        long sessionNanos = 0;
        long heldNanos = 0;
        int next = 0;
        long coveredTo = Long.MIN_VALUE; // everything before this is counted or was flat
        long heldTo = Long.MIN_VALUE;    // latest exit of the trades entered so far
        for (ReportDay day : days) {
            sessionNanos += day.closeNanos() - day.openNanos();
            coveredTo = Math.max(coveredTo, day.openNanos());
            heldNanos += held(coveredTo, heldTo, day);
            coveredTo = Math.max(coveredTo, Math.min(heldTo, day.closeNanos()));
            while (next < trades.size() && trades.get(next).entryNanos() < day.closeNanos()) {
                ReportTrade trade = trades.get(next++);
                long from = Math.max(coveredTo, trade.entryNanos());
                heldNanos += held(from, trade.exitNanos(), day);
                coveredTo = Math.max(coveredTo, Math.min(trade.exitNanos(), day.closeNanos()));
                heldTo = Math.max(heldTo, trade.exitNanos());
            }
        }
        return TradeStatistics.percent(heldNanos, sessionNanos);
    }

    private static long held(long fromNanos, long toNanos, ReportDay day) {
        long from = Math.max(fromNanos, day.openNanos());
        long to = Math.min(toNanos, day.closeNanos());
        return to > from ? to - from : 0; // compared first: "never" is Long.MIN_VALUE, which must not be subtracted from
    }

    private static Figure count(Metric metric, long value) {
        return new Figure(metric, Optional.of(BigDecimal.valueOf(value)), "");
    }

    private static Figure money(Metric metric, OptionalLong valueE8, String whenAbsent) {
        return valueE8.isEmpty() ? undefined(metric, whenAbsent)
            : new Figure(metric, Optional.of(new BigDecimal(money(valueE8.getAsLong()))), "");
    }

    private static Figure ratio(Metric metric, Optional<BigDecimal> value, String whenAbsent) {
        return new Figure(metric, value, value.isEmpty() ? whenAbsent : "");
    }

    private static Figure duration(Metric metric, OptionalLong nanos) {
        return nanos.isEmpty() ? undefined(metric, "no trades")
            : count(metric, nanos.getAsLong() / FixedPoint.E9);
    }

    private Figure fallInMoney(Metric metric, Optional<Drawdown> fall) {
        return fall.map(drawdown -> new Figure(metric, Optional.of(new BigDecimal(money(drawdown.depthE8()))), story(drawdown)))
            .orElseGet(() -> noFall(metric));
    }

    private Figure fallInPercent(Metric metric, Optional<Drawdown> fall) {
        if (!days.isEmpty() && fall.isEmpty() && startEquityE8().getAsLong() <= 0) {
            return undefined(metric, "no positive peak");
        }
        return fall.map(drawdown -> new Figure(metric, drawdown.percent(), story(drawdown))).orElseGet(() -> noFall(metric));
    }

    private Figure noFall(Metric metric) {
        return days.isEmpty() ? undefined(metric, "no sessions")
            : new Figure(metric, Optional.of(BigDecimal.ZERO), "equity never fell below its peak");
    }

    private static Figure undefined(Metric metric, String why) {
        return new Figure(metric, Optional.empty(), why);
    }

    private static String story(Drawdown fall) {
        return "peak " + instant(fall.peakNanos()) + ", trough " + instant(fall.troughNanos()) + ", "
            + (fall.recoveryNanos().isPresent() ? "recovered " + instant(fall.recoveryNanos().getAsLong()) : "not recovered");
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).setScale(TradeStatistics.RATIO_DECIMALS, RoundingMode.HALF_UP);
    }

    private static LocalDate date(ReportDay day) {
        return LocalDate.ofEpochDay(day.epochDay());
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, FixedPoint.E9), Math.floorMod(nanos, FixedPoint.E9))
            .toString();
    }

    private static String money(long valueE8) {
        return FixedPoint.formatShort(valueE8, 8, 2);
    }
}
