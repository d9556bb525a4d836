package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A market in which a bearish signal is bought as a put (strategy-rules 11). ZZZ trades between 100 and 101 for 20 minutes, breaks
 * down to 97 at 14:50 UTC, and may come back to 99 at 15:00.
 */
public final class PutMarket {

    private static final Instant OPEN = Instant.parse("2024-11-04T14:30:00Z");

    private final Path folder;
    private final Path data;
    private int runCount;

    /** Data and runs go under {@code folder}. */
    public PutMarket(Path folder) {
        this.folder = folder;
        data = folder.resolve("data");
    }

    /** Runs what was written into the next folder {@code run<n>}. */
    public BacktestResult run(EngineHost.Kind host) {
        EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "SHORT_TYPE_OPEN", "LongPut", "MAX_PRICE", "200",
            "MIN_VOLUME_THRESHOLD", "0"));
        return BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), DateRange.ALL, Optional.empty(), settings,
            RunIdentity.BACKTEST, host, new RunFolder(folder.resolve("run" + ++runCount))), (done, total) -> { });
    }

    /** {@code returnsTo} is the high at 15:00. */
    public void writeBars(int returnsTo) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp_utc,symbol,open,high,low,close,volume\n");
        for (int minute = 0; minute < 120; minute++) {
            int low = minute < 20 ? 100 : 97;
            int high = minute < 20 ? 101 : minute == 30 ? returnsTo : 97;
            rows.append(at(minute)).append(",ZZZ,").append(low).append(".0000,").append(high).append(".0000,").append(low)
                .append(".0000,").append(low).append(".0000,1000\n");
        }
        write("minute/ZZZ/ZZZ_20241104.csv", rows);
    }

    /** Each quote: expiry, strike, bid, offer; an empty bid stands for no bid. */
    public void writeQuotes(String... quotes) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp_utc,underlying,right,strike,expiry,bid_open,bid_high,bid_low,bid_close,"
            + "bid_size,ask_open,ask_high,ask_low,ask_close,ask_size\n");
        for (String quote : quotes) {
            String[] q = quote.split(" ");
            for (int minute = 0; minute < 120; minute++) {
                rows.append(at(minute)).append(",ZZZ,PUT,").append(q[1]).append(".0000,").append(q[0]).append(side(q[2]))
                    .append(side(q[3])).append('\n');
            }
        }
        write("options/ZZZ_puts.csv", rows);
    }

    private static String side(String price) {
        return price.isEmpty() ? ",,,,," : ("," + price + "00").repeat(4) + ",10";
    }

    private static Instant at(int minute) {
        return OPEN.plus(minute, ChronoUnit.MINUTES);
    }

    private void write(String name, CharSequence rows) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows);
    }
}
