package io.tradebot.replay.sweep;

import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;

import java.io.Serializable;

/**
 * Where the history of a task is, for whoever has not loaded it yet. Immutable.
 *
 * @param path          as for {@link DataPath#find}
 * @param firstEpochDay first day to run
 * @param lastEpochDay  last day
 */
public record SweepInput(String path, long firstEpochDay, long lastEpochDay) implements Serializable {

    /** Reads it; dear, so it is done once a machine. */
    public MarketHistory read() {
        return new HistoricalReader(new DateRange(firstEpochDay, lastEpochDay)).read(DataPath.find(path));
    }
}
