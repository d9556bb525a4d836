package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.check.LookaheadCheck;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The VIX gate of the close strategy where the minute series and the daily close disagree (strategy-rules 5.3). ZZZ trades at 10
 * on two days; the strategy decides at 14:40 New York, 19:40 UTC; the daily close of the session before is 30 and would pass.
 */
class MinuteVixTest {

    private static final Instant FIRST_OPEN = Instant.parse("2024-11-04T14:30:00Z");

    @TempDir
    Path temp;
    private Path data;

    @BeforeEach
    void makeFolder() throws IOException {
        data = Files.createDirectories(temp.resolve("data"));
        StringBuilder rows = new StringBuilder("timestamp_utc,symbol,open,high,low,close,volume\n");
        for (int minute = 0; minute < 390; minute++) {
            for (int day = 0; day < 2; day++) {
                rows.append(FIRST_OPEN.plus(day, ChronoUnit.DAYS).plus(minute, ChronoUnit.MINUTES))
                    .append(",ZZZ,10.0000,10.0000,10.0000,10.0000,1000\n");
            }
        }
        write("minute/ZZZ/ZZZ_20241104.csv", sorted(rows.toString()));
        write("vix/vix-daily.csv", "DATE,OPEN,HIGH,LOW,CLOSE\n2024-11-01,30,30,30,30\n2024-11-04,30,30,30,30\n");
    }

    @Test
    void shouldAskTheDailyCloseOfADateWithoutAMinuteSeries() throws IOException {
        assertEquals(List.of("2024-11-04 VIX_OK 30.0000 daily", "2024-11-05 VIX_OK 30.0000 daily"), gates("plain", "900"));
    }

    @Test
    void shouldNotFallBackOnADateWhoseFirstMinuteValueIsKnownLater() throws IOException {
        writeVix("2024-11-05T20:00:00Z 40");
        assertEquals(List.of("2024-11-04 VIX_OK 30.0000 daily", "2024-11-05 SKIP_VIX None"), gates("late", "900"));
    }

    @Test
    void shouldTakeTheNewestValueThatWasKnownAtTheOpen() throws IOException {
        writeVix("2024-11-05T14:10:00Z 20", "2024-11-05T14:20:00Z 21", "2024-11-05T20:59:00Z 10");
        assertEquals("2024-11-05 VIX_OK 21.0000 minute", gates("early", "86400").get(1));
        assertEquals("2024-11-05 SKIP_VIX None", gates("early-and-old", "900").get(1));
    }

    @Test
    void shouldKnowWhenCutThatTheDateHasASeries() throws IOException {
        writeVix("2024-11-05T20:00:00Z 40");
        MarketHistory history = new HistoricalReader(DateRange.ALL).read(DataPath.find(data.toString()));
        long firstNanos = 1_730_836_800_000_000_000L; // 2024-11-05T20:00:00Z
        MarketHistory cut = history.until(firstNanos);
        assertEquals(0, cut.vixMinutes().count());
        assertEquals(firstNanos, cut.firstVixMinuteFrom(firstNanos));
        assertEquals(Long.MAX_VALUE, cut.firstVixMinuteFrom(firstNanos + 1));
        assertEquals(List.of(), LookaheadCheck.run(history, settings("900"), 40, (done, total) -> { }).findings());
    }

    private List<String> gates(String name, String ageSeconds) throws IOException {
        BacktestResult result = BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), DateRange.ALL, Optional.empty(),
            settings(ageSeconds), RunIdentity.BACKTEST, EngineHost.Kind.LOOP, new RunFolder(temp.resolve(name))), (done, total) -> { });
        assertTrue(Audit.run(result.folder().journal(), (done, total) -> { }).isIdentical());
        return Files.readAllLines(result.folder().decisions()).stream().filter(line -> line.contains("VIX")).map(MinuteVixTest::gate)
            .toList();
    }

    private static String gate(String line) {
        String[] field = line.split(",");
        return field[0].substring(0, 10) + " " + field[2] + " " + field[4];
    }

    private static EngineSettings settings(String ageSeconds) {
        return EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "close", "MIN_VOLUME_THRESHOLD", "0", "VIX_MAX_AGE_SECONDS", ageSeconds));
    }

    /** Each value: start of its minute, value. */
    private void writeVix(String... values) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp_utc,symbol,open,high,low,close,volume\n");
        for (String value : values) {
            String[] field = value.split(" ");
            String price = field[1] + ".0000";
            rows.append(field[0]).append(",VIX,").append(String.join(",", price, price, price, price)).append(",0\n");
        }
        write("vix/vix-minute.csv", rows.toString());
    }

    private static String sorted(String rows) {
        int header = rows.indexOf('\n') + 1;
        return rows.substring(0, header) + String.join("\n", rows.substring(header).lines().sorted().toList()) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
