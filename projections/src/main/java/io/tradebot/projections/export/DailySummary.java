package io.tradebot.projections.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.trade.Trade;
import io.tradebot.projections.trade.TradingDay;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One summary per closed session day, as JSON. Any thread.
 *
 * <p>{@code win_loss_ratio} is winning over losing trades after fees, four decimals half up, null without a losing one.
 * {@code average_fill_millis} is the mean time from the decision to a fill over all accepted fills of entry orders of the
 * day, whole milliseconds half up, null without one; resting stops and targets do not count, they wait on purpose. Of
 * trades with equal results the one that closed first is named.
 */
public final class DailySummary {

    private DailySummary() {
    }

    /** Writes all closed days by date; returns their number. */
    public static int writeJson(LedgerDatabase database, Path target) {
        List<TradingDay> days = TradingDay.allClosed(database);
        Map<String, Map<String, Integer>> signalsByDate = new TreeMap<>();
        database.query("SELECT session_date, strategy, signal_count FROM day_signal", row ->
            signalsByDate.computeIfAbsent(row.getString(1), date -> new TreeMap<>()).put(row.getString(2), row.getInt(3)));
        Map<String, BigDecimal> fillMillisByDate = new TreeMap<>();
        database.query("SELECT f.session_date, sum(f.executed_nanos - o.requested_nanos), count(*) FROM fill f"
                + " JOIN order_request o USING (order_id) WHERE f.outcome = 'accepted' AND o.role = 'entry'"
                + " AND f.session_date IS NOT NULL GROUP BY f.session_date",
            row -> fillMillisByDate.put(row.getString(1), BigDecimal.valueOf(row.getLong(2))
                .divide(BigDecimal.valueOf(row.getLong(3)).multiply(BigDecimal.valueOf(1_000_000)), 0, RoundingMode.HALF_UP)));
        List<String> strategies = database.query("SELECT name FROM strategy ORDER BY strategy_id", row -> row.getString(1));
        List<Trade> trades = Trade.all(database);
        JsonFile.write(target, database, json -> {
            json.writeArrayFieldStart("days");
            for (TradingDay day : days) {
                List<Trade> ofDay = trades.stream().filter(trade -> day.sessionDate().equals(trade.sessionDate())).toList();
                json.writeStartObject();
                writeFigures(json, day, fillMillisByDate.get(day.sessionDate()));
                writeTrade(json, "most_profitable_trade", ofDay.stream().max(Comparator.comparingLong(Trade::pnlCents)
                    .thenComparing(Comparator.comparingLong(Trade::journalSequence).reversed())).orElse(null));
                writeTrade(json, "least_profitable_trade", ofDay.stream().min(Comparator.comparingLong(Trade::pnlCents)
                    .thenComparingLong(Trade::journalSequence)).orElse(null));
                json.writeObjectFieldStart("signals_by_strategy");
                Map<String, Integer> signals = signalsByDate.getOrDefault(day.sessionDate(), Map.of());
                for (String strategy : strategies) {
                    json.writeNumberField(strategy, signals.getOrDefault(strategy, 0));
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
        return days.size();
    }

    private static void writeFigures(JsonGenerator json, TradingDay day, BigDecimal fillMillis) throws IOException {
        json.writeStringField("date", day.sessionDate());
        json.writeBooleanField("half_day", day.isHalfDay());
        JsonFile.writeCents(json, "float", day.floatCents());
        json.writeNumberField("total_trades", day.tradeCount());
        json.writeNumberField("wins", day.winCount());
        json.writeNumberField("losses", day.lossCount());
        writeOptional(json, "win_loss_ratio", day.lossCount() == 0 ? null
            : BigDecimal.valueOf(day.winCount()).divide(BigDecimal.valueOf(day.lossCount()), 4, RoundingMode.HALF_UP));
        JsonFile.writeCents(json, "total_pnl", day.netPnlCents());
        JsonFile.writeCents(json, "fees", day.feesCents());
        JsonFile.writeCents(json, "equity", day.equityCents());
        writeOptional(json, "average_fill_millis", fillMillis);
    }

    private static void writeOptional(JsonGenerator json, String key, BigDecimal value) throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, value);
        }
    }

    private static void writeTrade(JsonGenerator json, String key, Trade trade) throws IOException {
        if (trade == null) {
            json.writeNullField(key);
            return;
        }
        json.writeObjectFieldStart(key);
        json.writeNumberField("position_id", trade.positionId());
        json.writeStringField("strategy", trade.strategy());
        json.writeStringField("symbol", trade.symbol());
        json.writeStringField("side", trade.side());
        JsonFile.writeCents(json, "pnl", trade.pnlCents());
        json.writeEndObject();
    }
}
