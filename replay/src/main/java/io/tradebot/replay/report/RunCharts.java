package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The charts over the whole run: equity, drawdown and P&amp;L per trade, each with its table twin. Pure functions, any thread. */
final class RunCharts {

    /** Most points drawn in a curve; a longer run shows the lowest and highest close of each stretch. */
    static final int MAX_CURVE_POINTS = 500;
    /** Most bars of P&amp;L; with more trades a bar is the sum of several consecutive ones. */
    static final int MAX_PNL_BARS = 300;

    private static final int X_LABELS = 6;

    private RunCharts() {
    }

    /** Equity at each close, the deepest fall shaded. */
    static String equity(Metrics metrics) {
        List<ReportDay> days = metrics.days();
        EquityCurve curve = metrics.closes();
        List<Integer> indexes = indexes(curve);
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int index : indexes) {
            low = Math.min(low, curve.equityE8(index));
            high = Math.max(high, curve.equityE8(index));
        }
        long pad = high == low ? Math.max(FixedPoint.E8, Math.abs(high) / 200)
            : Math.max((high - low) / 12, FixedPoint.E8_PER_CENT);
        Plot plot = new Plot(260, 0, days.size(), low - pad, high + pad);
        long[] shade = new long[2];
        metrics.closeDrawdown().ifPresent(fall -> {
            shade[0] = indexAt(days, fall.peakNanos());
            shade[1] = fall.recoveryNanos().isPresent() ? indexAt(days, fall.recoveryNanos().getAsLong()) : days.size();
            plot.path("fall", "M" + plot.x(shade[0]) + " 0H" + plot.x(shade[1]) + "V260H" + plot.x(shade[0]) + "Z");
        });
        StringBuilder line = new StringBuilder();
        List<Long> xs = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int index : indexes) {
            line.append(line.length() == 0 ? "M" : "L").append(plot.x(index)).append(' ').append(plot.y(curve.equityE8(index)));
            xs.add((long) index);
            texts.add(pointName(days, index) + ": equity " + Markup.money(curve.equityE8(index))
                + (index == 0 ? "" : ", session " + Markup.signedMoney(days.get(index - 1).netPnlE8())));
        }
        plot.path("area", line + "V260H" + plot.x(indexes.get(0)) + "Z").path("line", line);
        int decimals = axisDecimals(high - low);
        plot.yAxis(4, value -> shortMoney(value, decimals)).readout(xs, texts);
        dateLabels(plot, days);
        return plot.svg("equity-chart", "Equity at session closes, from " + Markup.money(curve.equityE8(0)) + " to "
            + Markup.money(curve.equityE8(curve.count() - 1)) + ". Lowest " + Markup.money(low) + ", highest " + Markup.money(high)
            + ".");
    }

    /** Percent below the running peak at each close. */
    static String drawdown(Metrics metrics) {
        List<ReportDay> days = metrics.days();
        List<Integer> indexes = indexes(metrics.closes());
        long[] ppm = fallsPpm(metrics.closes());
        long deepest = 0;
        for (int index : indexes) {
            deepest = Math.max(deepest, ppm[index]);
        }
        Plot plot = new Plot(130, 0, days.size(), deepest == 0 ? -FixedPoint.PPM / 100 : -Math.max(deepest + deepest / 12, 100), 0);
        StringBuilder line = new StringBuilder();
        List<Long> xs = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int index : indexes) {
            line.append(line.length() == 0 ? "M" : "L").append(plot.x(index)).append(' ').append(plot.y(-ppm[index]));
            xs.add((long) index);
            texts.add(pointName(days, index) + ": " + percent(ppm[index]) + " below the peak");
        }
        plot.path("under", line + "V0H" + plot.x(indexes.get(0)) + "Z").path("underline", line);
        plot.yAxis(3, value -> FixedPoint.formatShort(value, 4, 1) + "%").readout(xs, texts);
        dateLabels(plot, days);
        return plot.svg("drawdown-chart", "Percent below the running peak at session closes, deepest " + percent(deepest) + ".");
    }

    /** The points of both curves as a table. */
    static String curveTable(Metrics metrics) {
        List<ReportDay> days = metrics.days();
        EquityCurve curve = metrics.closes();
        List<Integer> indexes = indexes(curve);
        long[] ppm = fallsPpm(curve);
        StringBuilder out = new StringBuilder("<details class=\"twin\"><summary>Table of ").append(indexes.size())
            .append(indexes.size() < curve.count() ? " drawn points of " + curve.count() + " (lowest and highest of each stretch)"
                : " points").append("</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Equity table\">")
            .append("<table><thead><tr><th scope=\"col\">Session</th><th scope=\"col\" class=\"n\">Trades</th>")
            .append("<th scope=\"col\" class=\"n\">P&amp;L</th><th scope=\"col\" class=\"n\">Equity</th>")
            .append("<th scope=\"col\" class=\"n\">Below peak</th></tr></thead><tbody>");
        for (int index : indexes) {
            out.append("<tr><th scope=\"row\">").append(pointName(days, index)).append("</th><td class=\"n\">");
            if (index > 0) {
                ReportDay day = days.get(index - 1);
                out.append(day.tradeCount()).append("</td><td class=\"n ").append(Markup.tone(day.netPnlE8())).append("\">")
                    .append(Markup.signedMoney(day.netPnlE8()));
            } else {
                out.append("</td><td>");
            }
            out.append("</td><td class=\"n\">").append(Markup.money(curve.equityE8(index))).append("</td><td class=\"n\">")
                .append(percent(ppm[index])).append("</td></tr>\n");
        }
        return out.append("</tbody></table></div></details>").toString();
    }

    /** P&amp;L of each trade in exit order. */
    static String pnlPerTrade(Metrics metrics) {
        List<ReportTrade> trades = metrics.trades().stream().sorted(ReportTrade.EXIT_ORDER).toList();
        int perBar = tradesPerBar(metrics);
        List<Long> sums = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int from = 0; from < trades.size(); from += perBar) {
            List<ReportTrade> part = trades.subList(from, Math.min(from + perBar, trades.size()));
            long sum = part.stream().mapToLong(ReportTrade::pnlE8).reduce(0, Math::addExact);
            ReportTrade last = part.get(part.size() - 1);
            sums.add(sum);
            texts.add((part.size() == 1 ? "Trade " + (from + 1) + ", " + last.side().text() + " " + last.symbol().replace('|', ' ')
                : "Trades " + (from + 1) + " to " + (from + part.size())) + ": " + Markup.signedMoney(sum));
        }
        long low = Math.min(0, sums.stream().mapToLong(Long::longValue).min().orElse(0));
        long high = Math.max(0, sums.stream().mapToLong(Long::longValue).max().orElse(0));
        long pad = Math.max((high - low) / 16, FixedPoint.E8_PER_CENT);
        Plot plot = new Plot(200, 0, sums.size() * 100L, low - pad, high + pad);
        StringBuilder wins = new StringBuilder();
        StringBuilder losses = new StringBuilder();
        List<Long> xs = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            long sum = sums.get(i);
            (sum >= 0 ? wins : losses).append('M').append(plot.x(i * 100L + 14)).append(' ').append(plot.y(0)).append('V')
                .append(plot.y(sum)).append('H').append(plot.x(i * 100L + 86)).append('V').append(plot.y(0)).append('Z');
            xs.add(i * 100L + 50);
        }
        int decimals = axisDecimals(high - low);
        plot.yAxis(4, value -> shortMoney(value, decimals)).path("win", wins).path("lose", losses).readout(xs, texts);
        int step = Math.max(1, (sums.size() + X_LABELS - 1) / X_LABELS);
        for (int i = 0; i < sums.size(); i += step) {
            plot.xLabel(i / step % 2 != 0, i * 100L + 50, "#" + (i * perBar + 1));
        }
        return plot.svg("pnl-chart", "Profit or loss of each trade in order of exit: " + metrics.overall().wins() + " wins, "
            + metrics.overall().losses() + " losses. Every trade is in the trades table.");
    }

    /** How many trades one bar of the P&amp;L chart adds up. */
    static int tradesPerBar(Metrics metrics) {
        return (metrics.trades().size() + MAX_PNL_BARS - 1) / MAX_PNL_BARS;
    }

    /** Points to draw: all, or the lowest and the highest of each stretch, with the first and the last. */
    private static List<Integer> indexes(EquityCurve curve) {
        int count = curve.count();
        List<Integer> indexes = new ArrayList<>();
        int stretch = count <= MAX_CURVE_POINTS ? 1 : (2 * count + MAX_CURVE_POINTS - 3) / (MAX_CURVE_POINTS - 2);
        for (int from = 0; from < count; from += stretch) {
            int low = from;
            int high = from;
            for (int i = from; i < Math.min(count, from + stretch); i++) {
                low = curve.equityE8(i) < curve.equityE8(low) ? i : low;
                high = curve.equityE8(i) > curve.equityE8(high) ? i : high;
            }
            addRising(indexes, from == 0 ? 0 : Math.min(low, high));
            addRising(indexes, Math.min(low, high));
            addRising(indexes, Math.max(low, high));
        }
        addRising(indexes, count - 1);
        return indexes;
    }

    private static void addRising(List<Integer> indexes, int index) {
        if (indexes.isEmpty() || index > indexes.get(indexes.size() - 1)) {
            indexes.add(index);
        }
    }

    /** Millionths below the running peak; a peak that is not positive has no percentage and shows as none. */
    private static long[] fallsPpm(EquityCurve curve) {
        long[] ppm = new long[curve.count()];
        long peak = Long.MIN_VALUE;
        for (int i = 0; i < ppm.length; i++) {
            peak = Math.max(peak, curve.equityE8(i));
            ppm[i] = peak <= 0 ? 0
                : FixedPoint.multiplyDivideHalfUp(Math.subtractExact(peak, curve.equityE8(i)), FixedPoint.PPM, peak);
        }
        return ppm;
    }

    private static long indexAt(List<ReportDay> days, long nanos) {
        for (int i = 0; i < days.size(); i++) {
            if (nanos <= days.get(i).openNanos()) {
                return i;
            }
            if (nanos <= days.get(i).closeNanos()) {
                return i + 1;
            }
        }
        return days.size();
    }

    private static String pointName(List<ReportDay> days, int index) {
        return index == 0 ? "Start" : Markup.date(days.get(index - 1).epochDay());
    }

    private static void dateLabels(Plot plot, List<ReportDay> days) {
        int step = Math.max(1, (days.size() + X_LABELS - 1) / X_LABELS);
        for (int i = 0; i < days.size(); i += step) {
            plot.xLabel(i / step % 3 != 0, i + 1, Markup.date(days.get(i).epochDay()));
        }
    }

    private static String percent(long ppm) {
        return BigDecimal.valueOf(ppm, 4).setScale(2, RoundingMode.HALF_UP).toPlainString() + "%";
    }

    private static int axisDecimals(long rangeE8) {
        return rangeE8 >= 20 * FixedPoint.E8 ? 0 : 2;
    }

    private static String shortMoney(long valueE8, int minDecimals) {
        String text = Markup.money(valueE8);
        return minDecimals == 0 && text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
