package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.trade.Trade;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The trades file that can be compared with another program's, column by column. Any thread.
 *
 * <p>Prices have four decimals and quantities six, more only where an average or a broker has more; money has two.
 */
public final class TradesCsv {

    private static final String[] HEADER = {"strategy", "symbol", "side", "entry_time", "entry_price", "exit_time", "exit_price",
        "exit_reason", "qty", "signal_symbol", "slot", "fallback_level", "fees", "pnl"};
    private static final List<String> STRATEGY_ORDER = List.of("open", "mid", "close");
    /** Entry time, then strategy (the three built-in ones first), then symbol. */
    static final Comparator<Trade> ORDER = Comparator.comparingLong(Trade::entryNanos)
        .thenComparingInt(trade -> strategyPlace(trade.strategy()))
        .thenComparing(Trade::strategy).thenComparing(Trade::symbol).thenComparingLong(Trade::positionId);

    private TradesCsv() {
    }

    /** Writes all trades of the file; returns their number. */
    public static int write(LedgerDatabase database, Path target) {
        return write(Trade.all(database), target);
    }

    /** Writes some of them; returns their number. */
    public static int write(List<Trade> some, Path target) {
        List<Trade> trades = some.stream().sorted(ORDER).toList();
        CsvFile.write(target, HEADER, trades.stream().map(TradesCsv::row).toList());
        return trades.size();
    }

    private static int strategyPlace(String strategy) {
        int place = STRATEGY_ORDER.indexOf(strategy);
        return place < 0 ? STRATEGY_ORDER.size() : place;
    }

    private static String[] row(Trade trade) {
        return new String[] {CsvFile.text(trade.strategy()), CsvFile.text(trade.symbol()), trade.side(), trade.entryUtc(),
            FixedPoint.formatShort(trade.entryPriceE8(), 8, 4), trade.exitUtc(), FixedPoint.formatShort(trade.exitPriceE8(), 8, 4),
            trade.exitReason(), FixedPoint.formatShort(trade.qtyE9(), 9, 6), CsvFile.text(trade.signalSymbol()),
            Integer.toString(trade.slot()), Integer.toString(trade.fallbackLevel()), WholeCents.format(trade.feesCents()),
            WholeCents.format(trade.pnlCents())};
    }
}
