package io.tradebot.projections.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.trade.Trade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The trade history for people, as CSV and as JSON with the same fields. Any thread.
 *
 * <p>{@code timestamp} is the time of the last exit fill, UTC; {@code PnL} is after fees. {@code error_code} is optional: a
 * closed trade has none, so the CSV cell is empty and JSON leaves the field out.
 */
public final class TradeHistory {

    private static final String[] HEADER = {"timestamp", "strategy_name", "ticker", "side", "size", "entry_price", "exit_price",
        "PnL", "broker", "mode", "error_code"};

    private TradeHistory() {
    }

    /** Writes all trades in the order they closed; returns their number. */
    public static int writeCsv(LedgerDatabase database, Path target) {
        return writeCsv(Trade.all(database), target);
    }

    /** Writes the trades that closed in the range of the books, in the order they closed; returns their number. */
    public static int writeCsv(Books books, Path target) {
        return writeCsv(trades(books), target);
    }

    private static List<Trade> trades(Books books) {
        return Trade.all(books.database()).stream().filter(trade -> trade.journalSequence() >= books.firstSequence()
            && trade.journalSequence() <= books.lastSequence()).toList();
    }

    private static int writeCsv(List<Trade> trades, Path target) {
        CsvFile.write(target, HEADER, trades.stream().map(TradeHistory::row).toList());
        return trades.size();
    }

    private static String[] row(Trade trade) {
        return new String[] {trade.exitUtc(), CsvFile.text(trade.strategy()), CsvFile.text(trade.symbol()), trade.side(),
            FixedPoint.formatShort(trade.qtyE9(), 9, 6), FixedPoint.formatShort(trade.entryPriceE8(), 8, 4),
            FixedPoint.formatShort(trade.exitPriceE8(), 8, 4), WholeCents.format(trade.pnlCents()), CsvFile.text(trade.broker()),
            trade.mode(), ""};
    }

    /** Writes all trades in the order they closed, behind the part of the journal they come from; returns their number. */
    public static int writeJson(LedgerDatabase database, Path target) {
        List<Trade> trades = Trade.all(database);
        JsonFile.write(target, database, json -> writeTrades(json, trades));
        return trades.size();
    }

    /** As {@link #writeJson(LedgerDatabase, Path)}, of the trades that closed in the range of the books. */
    public static int writeJson(Books books, Path target) {
        List<Trade> trades = trades(books);
        JsonFile.write(target, books, json -> writeTrades(json, trades));
        return trades.size();
    }

    private static void writeTrades(JsonGenerator json, List<Trade> trades) throws IOException {
        json.writeArrayFieldStart("trades");
        for (Trade trade : trades) {
            json.writeStartObject();
            json.writeStringField("timestamp", trade.exitUtc());
            json.writeStringField("strategy_name", trade.strategy());
            json.writeStringField("ticker", trade.symbol());
            json.writeStringField("side", trade.side());
            JsonFile.writeDecimal(json, "size", trade.qtyE9(), 9, 6);
            JsonFile.writeDecimal(json, "entry_price", trade.entryPriceE8(), 8, 4);
            JsonFile.writeDecimal(json, "exit_price", trade.exitPriceE8(), 8, 4);
            JsonFile.writeCents(json, "PnL", trade.pnlCents());
            json.writeStringField("broker", trade.broker());
            json.writeStringField("mode", trade.mode());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
