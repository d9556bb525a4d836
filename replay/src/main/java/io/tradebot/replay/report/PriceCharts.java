package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entries and exits drawn on price: one chart per symbol and session, bounded in number and in size. Owned by one thread.
 */
final class PriceCharts {

    /** Most sessions drawn for a symbol. */
    static final int MAX_SESSIONS_PER_SYMBOL = 6;
    /** Most charts drawn in a report. */
    static final int MAX_CHARTS = 40;
    /** Most candles in a chart; more are joined into longer ones. */
    static final int MAX_CANDLES = 120;
    /** How much is shown before the first entry and after the last exit. */
    static final long MARGIN_NANOS = 30L * 60 * FixedPoint.E9;

    private static final long MINUTE_NANOS = 60 * FixedPoint.E9;
    private static final int HEIGHT = 220;
    private static final String UP = "M0 -8L7 5H-7Z";
    private static final String DOWN = "M0 8L7 -5H-7Z";
    private static final String CROSS = "M-5.5 -5.5L5.5 5.5M5.5 -5.5L-5.5 5.5";

    private static final String LEGEND = "<ul class=\"legend\">"
        + "<li><svg width=\"12\" height=\"16\" aria-hidden=\"true\"><path class=\"up\" d=\"M6 1V15M2 4H10V12H2Z\"/></svg>rising bar, hollow</li>"
        + "<li><svg width=\"12\" height=\"16\" aria-hidden=\"true\"><path class=\"down\" d=\"M6 1V15M2 4H10V12H2Z\"/></svg>falling bar, filled</li>"
        + "<li><svg width=\"16\" height=\"16\" aria-hidden=\"true\"><path class=\"entry\" transform=\"translate(8 9)\" d=\"" + UP
        + "\"/></svg>long entry</li><li><svg width=\"16\" height=\"16\" aria-hidden=\"true\"><path class=\"entry\" "
        + "transform=\"translate(8 7)\" d=\"" + DOWN + "\"/></svg>short entry</li>"
        + "<li><svg width=\"16\" height=\"16\" aria-hidden=\"true\"><path class=\"exit\" transform=\"translate(8 8)\" d=\"" + CROSS
        + "\"/></svg>exit</li><li><svg width=\"26\" height=\"16\" aria-hidden=\"true\"><path class=\"hold gain\" d=\"M1 8H25\"/></svg>"
        + "held with a gain</li><li><svg width=\"26\" height=\"16\" aria-hidden=\"true\"><path class=\"hold loss\" d=\"M1 8H25\"/></svg>"
        + "held with a loss</li></ul>";

    private final Metrics metrics;
    private final ZoneId zone;
    private final Map<String, PriceSeries> seriesBySymbol = new TreeMap<>();

    /** A symbol and a session with trades. */
    private record Place(String symbol, ReportDay day, List<ReportTrade> trades) {
        long weight() {
            return trades.stream().mapToLong(trade -> Math.abs(trade.pnlE8())).reduce(0, Math::addExact);
        }
    }

    private record Candle(long startNanos, long endNanos, long openE8, long highE8, long lowE8, long closeE8) {
    }

    PriceCharts(Metrics metrics, ZoneId zone, List<PriceSeries> prices) {
        this.metrics = metrics;
        this.zone = zone;
        for (PriceSeries series : prices) {
            if (seriesBySymbol.put(series.symbol(), series) != null) {
                throw new IllegalArgumentException("two price series for " + series.symbol() + "; give one with all its sessions");
            }
        }
    }

    /** All charts, by symbol; says what was left out. */
    String html() {
        List<Place> places = places();
        Map<String, List<Place>> drawn = new TreeMap<>();
        List<Place> chosen = places.stream().filter(place -> seriesBySymbol.containsKey(place.symbol()))
            .sorted(Comparator.comparingLong(Place::weight).reversed()).toList();
        int count = 0;
        for (Place place : chosen) {
            List<Place> ofSymbol = drawn.computeIfAbsent(place.symbol(), key -> new ArrayList<>());
            if (ofSymbol.size() < MAX_SESSIONS_PER_SYMBOL && count < MAX_CHARTS) {
                ofSymbol.add(place);
                count++;
            }
        }
        StringBuilder out = new StringBuilder("<p class=\"hint\">").append(count).append(" of ").append(places.size())
            .append(" symbol sessions with trades are drawn: those with the largest profit or loss, at most ")
            .append(MAX_SESSIONS_PER_SYMBOL).append(" per symbol and ").append(MAX_CHARTS)
            .append(" in all, from 30 minutes before the first entry to 30 minutes after the last exit. Times are ")
            .append(Markup.escape(zone.getId())).append(".</p>").append(LEGEND);
        for (Map.Entry<String, List<Place>> entry : drawn.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                out.append("<h3>").append(Markup.escape(entry.getKey())).append("</h3><div class=\"prices\">");
                entry.getValue().stream().sorted(Comparator.comparingLong(place -> place.day().openNanos()))
                    .forEach(place -> out.append(chart(place)));
                out.append("</div>");
            }
        }
        return out.toString();
    }

    /** Every symbol and session in which a trade was closed, sessions in order. */
    private List<Place> places() {
        Map<String, Map<Long, Place>> bySymbol = new TreeMap<>();
        for (int i = 0; i < metrics.trades().size(); i++) {
            ReportTrade trade = metrics.trades().get(i);
            ReportDay day = metrics.sessionOf(i);
            bySymbol.computeIfAbsent(trade.symbol(), key -> new TreeMap<>())
                .computeIfAbsent(day.epochDay(), key -> new Place(trade.symbol(), day, new ArrayList<>())).trades().add(trade);
        }
        List<Place> places = new ArrayList<>();
        bySymbol.values().forEach(byDay -> places.addAll(byDay.values()));
        return places;
    }

    private String chart(Place place) {
        ReportDay day = place.day();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (ReportTrade trade : place.trades()) {
            from = Math.min(from, trade.entryNanos());
            to = Math.max(to, trade.exitNanos());
        }
        from = Math.max(day.openNanos(), from - MARGIN_NANOS);
        to = Math.min(day.closeNanos(), to + MARGIN_NANOS);
        int[] joined = new int[1];
        List<Candle> candles = candles(seriesBySymbol.get(place.symbol()), from, to, joined);
        StringBuilder out = new StringBuilder("<figure class=\"price\"><figcaption><b>")
            .append(Markup.weekdayAndDate(day.epochDay())).append("</b>");
        long pnlE8 = place.trades().stream().mapToLong(ReportTrade::pnlE8).reduce(0, Math::addExact);
        out.append("<span class=\"").append(Markup.tone(pnlE8)).append("\">").append(Markup.signedMoney(pnlE8))
            .append("</span></figcaption>");
        if (candles.isEmpty()) {
            out.append("<p class=\"hint\">No prices for this session were given to the report.</p>");
        } else {
            out.append(draw(place, candles, from, to));
        }
        out.append("<ul class=\"said\">");
        place.trades().forEach(trade -> out.append("<li>").append(Markup.escape(sentence(trade))).append("</li>"));
        out.append("</ul>");
        if (joined[0] > 1) {
            out.append("<p class=\"hint\">Each candle joins ").append(joined[0]).append(" bars.</p>");
        }
        return out.append("</figure>\n").toString();
    }

    private String sentence(ReportTrade trade) {
        return trade.strategy() + ": " + trade.side().text() + " " + Markup.quantity(trade.qtyE9()) + ", "
            + Markup.clock(trade.entryNanos(), zone) + " at " + Markup.price(trade.entryPriceE8()) + " to "
            + Markup.clock(trade.exitNanos(), zone) + " at " + Markup.price(trade.exitPriceE8()) + ", " + trade.exitReason() + ", "
            + Markup.signedMoney(trade.pnlE8());
    }

    private String draw(Place place, List<Candle> candles, long from, long to) {
        long low = candles.stream().mapToLong(Candle::lowE8).min().orElseThrow();
        long high = candles.stream().mapToLong(Candle::highE8).max().orElseThrow();
        for (ReportTrade trade : place.trades()) {
            low = Math.min(low, Math.min(trade.entryPriceE8(), trade.exitPriceE8()));
            high = Math.max(high, Math.max(trade.entryPriceE8(), trade.exitPriceE8()));
        }
        long pad = Math.max((high - low) / 10, FixedPoint.E8_PER_PX);
        Plot plot = new Plot(HEIGHT, from, to, low - pad, high + pad);
        plot.yAxis(4, Markup::axisPrice);
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        for (Candle candle : candles) {
            boolean isUp = candle.closeE8() >= candle.openE8();
            append(isUp ? up : down, plot, candle, isUp);
        }
        plot.path("up", up).path("down", down);
        timeLabels(plot, from, to);
        for (ReportTrade trade : place.trades()) {
            plot.path("hold " + Markup.tone(trade.pnlE8()), "M" + plot.x(Math.max(from, trade.entryNanos())) + " "
                + plot.y(trade.entryPriceE8()) + "L" + plot.x(Math.min(to, trade.exitNanos())) + " " + plot.y(trade.exitPriceE8()));
            if (trade.entryNanos() >= from) {
                plot.marker("entry", trade.entryNanos(), trade.entryPriceE8(),
                    trade.side() == ReportTrade.Side.LONG ? UP : DOWN, sentence(trade));
            }
            if (trade.exitNanos() <= to) {
                plot.marker("halo", trade.exitNanos(), trade.exitPriceE8(), CROSS, sentence(trade));
                plot.marker("exit", trade.exitNanos(), trade.exitPriceE8(), CROSS, sentence(trade));
            }
        }
        return plot.svg("price-" + place.day().epochDay() + "-" + seriesIndex(place.symbol()),
            place.symbol() + " on " + Markup.date(place.day().epochDay()) + ", prices " + Markup.price(low) + " to "
                + Markup.price(high) + ", with the trades listed below the chart.");
    }

    private int seriesIndex(String symbol) {
        return new ArrayList<>(seriesBySymbol.keySet()).indexOf(symbol);
    }

    /** Wick and body as one path; a hollow body leaves the wick out between its two ends. */
    private static void append(StringBuilder out, Plot plot, Candle candle, boolean isUp) {
        long start = plot.xTenths(candle.startNanos());
        long width = plot.xTenths(candle.endNanos()) - start;
        long inset = width / 6;
        String left = Plot.tenths(start + inset);
        String right = Plot.tenths(start + width - inset);
        String middle = Plot.tenths(start + width / 2);
        String top = plot.y(Math.max(candle.openE8(), candle.closeE8()));
        String bottom = plot.y(Math.min(candle.openE8(), candle.closeE8()));
        out.append('M').append(middle).append(' ').append(plot.y(candle.highE8()));
        if (isUp) {
            out.append('V').append(top).append('M').append(middle).append(' ').append(bottom);
        }
        out.append('V').append(plot.y(candle.lowE8())).append('M').append(left).append(' ').append(top).append('H').append(right)
            .append('V').append(bottom).append('H').append(left).append('Z');
    }

    private void timeLabels(Plot plot, long from, long to) {
        long minutes = Math.max(1, (to - from) / MINUTE_NANOS);
        long stepMinutes = minutes > 240 ? 60 : minutes > 100 ? 30 : minutes > 40 ? 15 : 5;
        long step = stepMinutes * MINUTE_NANOS;
        int index = 0;
        for (long at = Math.floorDiv(from + step - 1, step) * step; at <= to; at += step) {
            plot.xLabel(index++ % 2 != 0, at, Markup.clock(at, zone));
        }
    }

    /** The bars that start in {@code from..to}, joined so that at most {@link #MAX_CANDLES} remain. */
    private static List<Candle> candles(PriceSeries series, long from, long to, int[] joined) {
        int first = 0;
        while (first < series.count() && series.startNanos()[first] < from) {
            first++;
        }
        int end = first;
        while (end < series.count() && series.startNanos()[end] < to) {
            end++;
        }
        int perCandle = Math.max(1, (end - first + MAX_CANDLES - 1) / MAX_CANDLES);
        joined[0] = perCandle;
        long barNanos = shortestStep(series, first, end);
        List<Candle> candles = new ArrayList<>();
        for (int at = first; at < end; at += perCandle) {
            int last = Math.min(end, at + perCandle) - 1;
            long high = series.highE8()[at];
            long low = series.lowE8()[at];
            for (int i = at; i <= last; i++) {
                high = Math.max(high, series.highE8()[i]);
                low = Math.min(low, series.lowE8()[i]);
            }
            candles.add(new Candle(series.startNanos()[at], Math.min(to, series.startNanos()[last] + barNanos),
                series.openE8()[at], high, low, series.closeE8()[last]));
        }
        return candles;
    }

    /** Bars may be missing, so the length of one is the shortest distance between two; a lone bar counts as a minute. */
    private static long shortestStep(PriceSeries series, int first, int end) {
        long shortest = Long.MAX_VALUE;
        for (int i = first + 1; i < end; i++) {
            shortest = Math.min(shortest, series.startNanos()[i] - series.startNanos()[i - 1]);
        }
        return shortest == Long.MAX_VALUE ? MINUTE_NANOS : shortest;
    }
}
