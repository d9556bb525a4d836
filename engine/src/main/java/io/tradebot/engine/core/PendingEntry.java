package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.PositionSide;

/** An entry order and what its first fill needs to know; {@code run} is null when its strategy does not run in this session. */
record PendingEntry(long orderId, long protectiveOrderId, long targetOrderId, StrategyRun run, Slot slot, Instrument instrument, Instrument signalSymbol,
                    PositionSide side, AssetClass assetClass) {
}
