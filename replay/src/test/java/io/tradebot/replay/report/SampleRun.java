package io.tradebot.replay.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up run for looking at the report: five months over a year's end with a leap day and a clock change, four symbols,
 * three strategies. The same on every machine. {@code main} writes it to the folder given as argument.
 */
final class SampleRun {

    static final ZoneId ZONE = ZoneId.of("America/New_York");
    static final long CENT = 1_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final int BARS = 390;
    private static final String[] REASONS = {"TRAIL_STOP", "TIMEOUT", "VWAP_TOUCH", "STOP", "HARD_EXIT"};
    private static final String[] STRATEGIES = {"open", "mid", "close"};
    private static final int[] STRATEGY_MINUTE = {38, 75, 310};

    final List<ReportDay> days = new ArrayList<>();
    final List<ReportTrade> trades = new ArrayList<>();
    final List<PriceSeries> prices = new ArrayList<>();
    private long state = 20_240_229;

    static SampleRun create() {
        SampleRun sample = new SampleRun();
        sample.fill(List.of("AAPL", "BAC", "MU", "SPY"), List.of(19_050L, 3_480L, 8_420L, 47_310L));
        return sample;
    }

    static RunSummary summary() {
        List<RunSummary.Setting> settings = new ArrayList<>();
        String text = "MODE=backtest TIMEZONE=America/New_York START_FLOAT=100000.00 TOTAL_ALLOCATION=0.02 MAX_TRADES=4 WEIGHTS=0.4,0.2,0.2,0.2"
            + " DAILY_LOSS_LIMIT=0.05 MAX_RISK_PER_TRADE=0.025 MAX_OPEN_POSITIONS=5 FRACTIONAL=true MIN_PRICE=2 MAX_PRICE=1000"
            + " MIN_VOLUME_THRESHOLD=1000000 STRAT_OPEN_BUFFER=0.02 STRAT_MID_VWAP_THRESHOLD=0.02 SHORT_TYPE_OPEN=ShortSell SLIPPAGE=0.0001"
            + " INVERSE_ETF_MAP= CIRCUIT_BREAKER_DRAWDOWN=0.10";
        for (String pair : text.split(" ")) {
            String[] parts = pair.split("=", 2);
            settings.add(new RunSummary.Setting(parts[0], parts[1]));
        }
        return new RunSummary("ACME_US_PAPER_BOT1", "0.1.0", "backtest", "seeded synthetic minute bars, 4 symbols",
            LocalDate.of(2023, 11, 1).toEpochDay(), LocalDate.of(2024, 3, 28).toEpochDay(), 1, 171_204,
            "9f2c4b7e0a5d1c8839f2c4b7e0a5d1c8839f2c4b7e0a5d1c8839f2c4b7e0a5d1", ZONE, settings);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        SampleRun sample = create();
        Metrics metrics = Metrics.of(sample.days, sample.trades);
        HtmlReport.write(folder.resolve("report.html"), summary(), metrics, sample.prices);
        MetricsJson.write(folder.resolve("metrics.json"), summary(), metrics);
        List<ReportDay> idle = List.of(new ReportDay(19_800, 0, 1, 100_000 * 100 * CENT, 0, 100_000 * 100 * CENT, 0, 3));
        HtmlReport.write(folder.resolve("empty.html"), summary(), Metrics.of(idle, List.of()), List.of());
    }

    private void fill(List<String> symbols, List<Long> startCents) {
        List<LocalDate> dates = LocalDate.of(2023, 11, 1).datesUntil(LocalDate.of(2024, 3, 29))
            .filter(date -> date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY).toList();
        int bars = dates.size() * BARS;
        long[] openNanos = dates.stream().mapToLong(date -> date.atTime(LocalTime.of(9, 30)).atZone(ZONE).toEpochSecond()
            * 1_000_000_000L).toArray();
        for (int s = 0; s < symbols.size(); s++) {
            long[][] columns = new long[5][bars];
            long last = startCents.get(s) * CENT;
            long scale = startCents.get(s) * 10; // a thousandth of the start price
            for (int i = 0; i < bars; i++) {
                long open = last + step(scale * 25);
                long close = open + step(scale * 70);
                columns[0][i] = openNanos[i / BARS] + i % BARS * MINUTE;
                columns[1][i] = grid(open);
                columns[4][i] = grid(close);
                columns[2][i] = grid(Math.max(open, close) + Math.abs(step(scale * 25)));
                columns[3][i] = grid(Math.min(open, close) - Math.abs(step(scale * 25)));
                last = close;
            }
            prices.add(new PriceSeries(symbols.get(s), columns[0], columns[1], columns[2], columns[3], columns[4]));
        }
        long equity = 100_000 * 100 * CENT;
        for (int day = 0; day < dates.size(); day++) {
            long before = equity;
            int count = 0;
            for (int s = 0; s < symbols.size(); s++) {
                for (int k = 0; k < STRATEGIES.length; k++) {
                    if (next(100) < 16) {
                        equity += trade(symbols.get(s), prices.get(s), day, k);
                        count++;
                    }
                }
            }
            days.add(new ReportDay(dates.get(day).toEpochDay(), openNanos[day], openNanos[day] + BARS * MINUTE, before,
                equity - before, equity, count, count + next(3)));
        }
    }

    private long trade(String symbol, PriceSeries series, int day, int strategy) {
        int entry = day * BARS + STRATEGY_MINUTE[strategy] + next(20);
        int exit = entry + 5 + next(35);
        boolean isLong = next(100) < 65;
        long entryPrice = series.openE8()[entry];
        long exitPrice = series.openE8()[exit];
        long shares = 1_200_000L / (entryPrice / CENT) + 1;
        long lean = CENT * 600; // keeps the sample from being a mere coin toss
        long pnl = ((isLong ? exitPrice - entryPrice : entryPrice - exitPrice) * shares + lean) / CENT * CENT - 35 * CENT;
        trades.add(new ReportTrade(STRATEGIES[strategy], symbol, symbol, isLong ? ReportTrade.Side.LONG : ReportTrade.Side.SHORT,
            series.startNanos()[entry], entryPrice, series.startNanos()[exit], exitPrice, REASONS[next(REASONS.length)],
            shares * 1_000_000_000L, 35 * CENT, pnl, 1 + next(4), next(5) == 0 ? 1 : 0));
        return pnl;
    }

    private static long grid(long priceE8) {
        return priceE8 / 10_000 * 10_000;
    }

    private long step(long size) {
        return (next(2_001) - 1_000) * size / 1_000;
    }

    private int next(int bound) {
        state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) ((state >>> 33) % bound);
    }
}
