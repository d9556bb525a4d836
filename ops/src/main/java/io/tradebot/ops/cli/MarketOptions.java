package io.tradebot.ops.cli;

import io.tradebot.replay.data.BadDataException;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;
import picocli.CommandLine.Option;

import java.time.LocalDate;

/** The options of commands that read historical prices. */
final class MarketOptions {

    @Option(names = "--data", required = true, paramLabel = "PATH",
        description = "A file, a folder (minute/, daily/, quotes/, vix/, or any CSV files and LEAN zips), or a glob.")
    private String data;

    @Option(names = "--start", paramLabel = "DATE", converter = DateArgument.class, description = "First day, such as 2023-01-31; default: all.")
    private LocalDate start;

    @Option(names = "--end", paramLabel = "DATE", converter = DateArgument.class, description = "Last day; default: all.")
    private LocalDate end;

    /** Days asked for. */
    DateRange range() {
        try {
            return new DateRange(start == null ? DateRange.ALL.firstEpochDay() : start.toEpochDay(),
                end == null ? DateRange.ALL.lastEpochDay() : end.toEpochDay());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--start and --end: " + e.getMessage(), e);
        }
    }

    /** Files asked for. */
    DataPath path() {
        try {
            return DataPath.find(data);
        } catch (BadDataException e) { // before a row is read, only the path can be wrong
            throw new CommandFailure(ExitCode.NO_INPUT, e.getMessage(), e);
        }
    }

    /** Reads everything; never without minute bars. */
    MarketHistory read() {
        DateRange range = range();
        return new HistoricalReader(range).read(path()).requireMinuteBars(data);
    }
}
