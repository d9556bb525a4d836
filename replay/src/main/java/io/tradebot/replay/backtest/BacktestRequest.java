package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.GenericCsvFormat;

import java.util.Optional;

/**
 * What to run and where to leave the results.
 *
 * @param data      files to read
 * @param range     exchange dates to trade
 * @param csvFormat column map of minute bars in a CSV form that is not ours
 * @param settings  every setting
 * @param identity  under which everything is filed
 * @param host      loop, or the ring of a live session
 * @param folder    new or empty
 */
public record BacktestRequest(DataPath data, DateRange range, Optional<GenericCsvFormat> csvFormat, EngineSettings settings,
                              RunIdentity identity, EngineHost.Kind host, RunFolder folder) {
}
