package io.tradebot.ops.cli;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.report.Figure;
import io.tradebot.replay.report.Metric;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backtest says at its end, for people and as JSON. */
record RunOutcome(BacktestResult result) {

    /** More trades than these are left to trades.csv and the report. */
    private static final int TRADES_SHOWN_MAX = 40;

    /** The trades, at most the first {@value #TRADES_SHOWN_MAX}. */
    String tradesText() {
        List<Trade> trades = result.trades();
        if (trades.isEmpty()) {
            return "no trades; " + result.folder().decisions() + " says why\n";
        }
        TextTable table = new TextTable("strategy", "symbol", "side", "entry (UTC)", ">price", "exit (UTC)", ">price", "reason", ">quantity", ">P&L USD");
        for (Trade trade : trades.subList(0, Math.min(trades.size(), TRADES_SHOWN_MAX))) {
            table.row(trade.strategy(), trade.symbol(), trade.side(), trade.entryUtc(), FixedPoint.formatShort(trade.entryPriceE8(), 8, 4),
                trade.exitUtc(), FixedPoint.formatShort(trade.exitPriceE8(), 8, 4), trade.exitReason(),
                FixedPoint.formatShort(trade.qtyE9(), 9, 0), Money.text(trade.pnlCents()));
        }
        int hidden = trades.size() - TRADES_SHOWN_MAX;
        return table.text() + (hidden > 0 ? "and " + hidden + " more in " + result.folder().trades() + '\n' : "");
    }

    /** Figures and places, one a line. */
    String summaryText() {
        return "sessions    " + result.sessionCount() + ", " + result.symbolCount() + " symbols, " + result.rowCount() + " rows read\n"
            + "trades      " + result.trades().size() + ", win rate " + figure(Metric.WIN_RATE, " %") + ", average P&L "
            + figure(Metric.AVERAGE_PNL, " USD") + '\n'
            + "net P&L     " + Money.text(netPnlCents()) + " USD after " + Money.text(feesCents()) + " USD fees, "
            + (result.feesApartCents() == 0 ? "" : Money.text(netPnlCents() - result.feesApartCents()) + " USD with "
            + Money.text(result.feesApartCents()) + " USD fees booked apart, ") + "largest fall "
            + figure(Metric.MAX_DRAWDOWN, " USD") + '\n'
            + "journal     " + result.excerptCount() + " excerpts in " + result.folder().journal() + '\n'
            + "chain head  " + result.chainHead() + '\n'
            + "report      " + result.folder().report() + '\n'
            + "trades CSV  " + result.folder().trades() + '\n'
            + "ledger      " + result.ledger() + '\n';
    }

    private String figure(Metric metric, String unit) {
        Figure figure = result.metrics().figure(metric);
        return figure.value().map(value -> value.setScale(2, RoundingMode.HALF_UP).toPlainString() + unit).orElse("undefined");
    }

    private long netPnlCents() {
        return result.trades().stream().mapToLong(Trade::pnlCents).reduce(0, Math::addExact);
    }

    private long feesCents() {
        return result.trades().stream().mapToLong(Trade::feesCents).reduce(0, Math::addExact);
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", result.folder().path().toString());
        document.put("journal", result.folder().journal().toString());
        document.put("report", result.folder().report().toString());
        document.put("metrics", result.folder().metrics().toString());
        document.put("tradesCsv", result.folder().trades().toString());
        document.put("ledger", result.ledger().toString());
        document.put("symbolCount", result.symbolCount());
        document.put("rowCount", result.rowCount());
        document.put("sessionCount", result.sessionCount());
        document.put("excerptCount", result.excerptCount());
        document.put("chainHead", result.chainHead());
        document.put("netPnl", Money.usd(netPnlCents()));
        document.put("fees", Money.usd(feesCents()));
        document.put("feesBookedApart", Money.usd(result.feesApartCents()));
        document.put("ignored", result.ignored().stream().map(Object::toString).toList());
        List<Map<String, Object>> trades = new ArrayList<>();
        result.trades().forEach(trade -> trades.add(document(trade)));
        document.put("trades", trades);
        return document;
    }

    private static Map<String, Object> document(Trade trade) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("strategy", trade.strategy());
        document.put("symbol", trade.symbol());
        document.put("side", trade.side());
        document.put("entryTime", trade.entryUtc());
        document.put("entryPrice", Money.exact(trade.entryPriceE8(), 8, 4));
        document.put("exitTime", trade.exitUtc());
        document.put("exitPrice", Money.exact(trade.exitPriceE8(), 8, 4));
        document.put("exitReason", trade.exitReason());
        document.put("quantity", Money.exact(trade.qtyE9(), 9, 0));
        document.put("fees", Money.usd(trade.feesCents()));
        document.put("pnl", Money.usd(trade.pnlCents()));
        return document;
    }
}
