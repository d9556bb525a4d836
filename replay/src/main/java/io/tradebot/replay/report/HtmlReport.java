package io.tradebot.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the report of a run as one HTML file that needs nothing else: style, script and charts are inside, nothing is loaded
 * from anywhere, and a content security policy with the hashes of its own style and script forbids everything else. The page
 * is readable without script; script adds the chart cursor, sorting and filtering. Equal input gives equal bytes. Any thread.
 */
public final class HtmlReport {

    /** Most rows in the trades table; the rest is in trades.csv. */
    static final int MAX_TABLE_TRADES = 1000;

    private static final List<Metric> TILES = List.of(Metric.NET_PNL, Metric.TRADES, Metric.WIN_RATE, Metric.PROFIT_FACTOR,
        Metric.MAX_DRAWDOWN, Metric.SHARPE, Metric.SORTINO, Metric.EXPECTANCY, Metric.AVERAGE_PNL, Metric.AVERAGE_DURATION,
        Metric.EXPOSURE, Metric.LONGEST_LOSING_STREAK);

    private final RunSummary run;
    private final Metrics metrics;
    private final List<PriceSeries> prices;

    private HtmlReport(RunSummary run, Metrics metrics, List<PriceSeries> prices) {
        this.run = run;
        this.metrics = metrics;
        this.prices = prices;
    }

    /** Writes the page as UTF-8, replacing what is there. Arguments as for {@link #render}. */
    public static void write(Path file, RunSummary run, Metrics metrics, List<PriceSeries> prices) throws IOException {
        Files.writeString(file, render(run, metrics, prices), StandardCharsets.UTF_8);
    }

    /**
     * The page as text.
     *
     * @param prices bars for the price charts, at most one series per symbol; symbols without one are not drawn
     * @throws IllegalArgumentException when there are two series for one symbol
     */
    public static String render(RunSummary run, Metrics metrics, List<PriceSeries> prices) {
        return new HtmlReport(run, metrics, prices).page();
    }

    private String page() {
        String style = resource("report.css");
        String script = resource("report.js");
        Map<String, String> parts = new TreeMap<>();
        parts.put("policy", "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + hash(style)
            + "'; script-src '" + hash(script) + "'");
        parts.put("style", style);
        parts.put("script", script);
        parts.put("title", Markup.escape(run.identity() + " " + run.mode() + " " + Markup.date(run.firstEpochDay()) + " to "
            + Markup.date(run.lastEpochDay())));
        parts.put("identity", Markup.escape(run.identity()));
        parts.put("mode", Markup.escape(run.mode()));
        parts.put("period", Markup.date(run.firstEpochDay()) + " to " + Markup.date(run.lastEpochDay()));
        parts.put("version", Markup.escape(run.version()));
        parts.put("data", Markup.escape(run.dataDescription()));
        parts.put("head", Markup.escape(run.chainHead()));
        parts.put("headShort", Markup.escape(run.chainHead().substring(0, Math.min(16, run.chainHead().length()))));
        parts.put("sections", sections());
        parts.put("notice", notice());
        parts.put("tiles", tiles());
        parts.put("curves", metrics.days().isEmpty() ? "" : curves());
        parts.put("tradeBars", metrics.trades().isEmpty() ? "" : tradeBars());
        parts.put("months", metrics.days().isEmpty() ? "" : months());
        parts.put("groups", metrics.trades().isEmpty() ? "" : groups());
        parts.put("prices", metrics.trades().isEmpty() ? ""
            : card("prices", "Entries and exits on price", new PriceCharts(metrics, run.zone(), prices).html()));
        parts.put("trades", metrics.trades().isEmpty() ? "" : trades());
        parts.put("metrics", figures());
        parts.put("settings", settings());
        parts.put("facts", facts());
        return fill(resource("report.html"), parts);
    }

    private String sections() {
        StringBuilder out = new StringBuilder("<a href=\"#main\">Overview</a>");
        if (!metrics.days().isEmpty()) {
            out.append("<a href=\"#equity\">Equity</a><a href=\"#months\">Months</a>");
        }
        if (!metrics.trades().isEmpty()) {
            out.append("<a href=\"#groups\">Breakdown</a><a href=\"#prices\">Prices</a><a href=\"#trades\">Trades</a>");
        }
        return out.append("<a href=\"#definitions\">Definitions</a><a href=\"#run\">Run</a>").toString();
    }

    private String notice() {
        if (metrics.days().isEmpty()) {
            return "<p class=\"notice\" role=\"status\"><b>No session was run.</b> There is no session with data between "
                + Markup.date(run.firstEpochDay()) + " and " + Markup.date(run.lastEpochDay())
                + ". Check the dates and the data path.</p>";
        }
        if (metrics.trades().isEmpty()) {
            return "<p class=\"notice\" role=\"status\"><b>No trades.</b> " + Markup.counted(metrics.days().size(), "session")
                + " run, " + Markup.counted(metrics.days().stream().mapToLong(ReportDay::signalCount).sum(), "signal")
                + " raised, but no trade was closed. The reasons are in decisions.csv; the settings in force are listed "
                + "below.</p>";
        }
        return "";
    }

    private String tiles() {
        StringBuilder out = new StringBuilder();
        for (Metric metric : TILES) {
            Figure figure = metrics.figure(metric);
            out.append("<li class=\"tile").append(metric == Metric.NET_PNL ? " first" : "").append("\" tabindex=\"0\">")
                .append("<span class=\"name\">").append(Markup.escape(metric.title())).append("</span><b class=\"value ")
                .append(toneOf(figure)).append("\">").append(Markup.escape(signed(figure))).append("</b><span class=\"side\">")
                .append(Markup.escape(beside(metric, figure))).append("</span><span class=\"tip\"><b>")
                .append(Markup.escape(metric.formula())).append("</b> ").append(Markup.escape(metric.convention()))
                .append("</span></li>");
        }
        return out.toString();
    }

    private static String toneOf(Figure figure) {
        boolean isSigned = switch (figure.metric()) {
            case NET_PNL, AVERAGE_PNL, EXPECTANCY, SHARPE, SORTINO -> true;
            default -> false;
        };
        return isSigned ? figure.value().map(value -> Markup.tone(value.signum())).orElse("even") : "even";
    }

    private static String signed(Figure figure) {
        boolean isGain = figure.metric() == Metric.NET_PNL && figure.value().isPresent() && figure.value().get().signum() > 0;
        return (isGain ? "+" : "") + Markup.value(figure);
    }

    /** The second line of a tile: what puts the figure into proportion, or why there is none. */
    private String beside(Metric metric, Figure figure) {
        if (figure.value().isEmpty()) {
            return figure.note();
        }
        TradeStatistics all = metrics.overall();
        return switch (metric) {
            case NET_PNL -> metrics.figure(Metric.TOTAL_RETURN).value().map(Markup::signedPercent).orElse("n/a") + " on "
                + Markup.value(metrics.figure(Metric.START_EQUITY)) + ", fees " + Markup.money(all.feesE8());
            case TRADES -> "in " + Markup.value(metrics.figure(Metric.SESSIONS_TRADED)) + " of "
                + Markup.counted(metrics.days().size(), "session");
            case WIN_RATE -> all.wins() + " won, " + all.losses() + " lost, " + all.scratches() + " even";
            case PROFIT_FACTOR -> Markup.money(all.grossProfitE8()) + " won, " + Markup.money(-all.grossLossE8()) + " lost";
            case MAX_DRAWDOWN -> Markup.value(metrics.figure(Metric.MAX_DRAWDOWN_PERCENT)) + ", after each trade";
            case SHARPE, SORTINO -> metrics.days().size() + " daily returns x sqrt(252)";
            case EXPECTANCY -> "per dollar of an average loss";
            case AVERAGE_PNL -> "median " + Markup.value(metrics.figure(Metric.MEDIAN_PNL));
            case AVERAGE_DURATION -> "median " + Markup.value(metrics.figure(Metric.MEDIAN_DURATION));
            case EXPOSURE -> "of session time in a position";
            case LONGEST_LOSING_STREAK -> "losses in a row";
            default -> figure.note();
        };
    }

    private String curves() {
        StringBuilder falls = new StringBuilder("<p class=\"hint\">");
        metrics.closeDrawdown().ifPresentOrElse(fall -> falls.append("Shaded: the deepest fall at closes, ")
            .append(Markup.money(fall.depthE8())).append(fall.percent().map(value -> " or " + Markup.percent(value)).orElse(""))
            .append(", peak ")
            .append(Markup.time(fall.peakNanos(), run.zone()))
            .append(", trough ").append(Markup.time(fall.troughNanos(), run.zone()))
            .append(fall.recoveryNanos().isPresent() ? ", recovered " + Markup.time(fall.recoveryNanos().getAsLong(), run.zone())
                : ", not recovered in the run").append("."), () -> falls.append("Equity never closed below its peak."));
        falls.append(" One step per session.</p>");
        return card("equity", "Equity", "<figure>" + RunCharts.equity(metrics) + "</figure><h3>Drawdown</h3><figure>"
            + RunCharts.drawdown(metrics) + "</figure>" + falls + RunCharts.curveTable(metrics));
    }

    private String tradeBars() {
        int perBar = RunCharts.tradesPerBar(metrics);
        return card("per-trade", "Profit and loss per trade", "<figure>" + RunCharts.pnlPerTrade(metrics) + "</figure>"
            + "<p class=\"hint\">"
            + (perBar == 1 ? "One bar per trade" : "One bar per " + perBar + " consecutive trades")
            + ", in order of exit. The figures are in the trades table.</p>");
    }

    private String months() {
        Map<Integer, Metrics.Month[]> byYear = new TreeMap<>();
        long largest = 1;
        for (Metrics.Month month : metrics.byMonth()) {
            byYear.computeIfAbsent(month.month().getYear(), year -> new Metrics.Month[13])[month.month().getMonthValue()] = month;
            largest = Math.max(largest, Math.abs(month.netPnlE8()));
        }
        StringBuilder out = new StringBuilder(region("scroll", "Months"))
            .append("<table class=\"heat\"><thead><tr><th scope=\"col\">Year</th>");
        for (String name : List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Total")) {
            out.append("<th scope=\"col\" class=\"n\">").append(name).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (Map.Entry<Integer, Metrics.Month[]> year : byYear.entrySet()) {
            out.append("<tr><th scope=\"row\">").append(year.getKey()).append("</th>");
            long total = 0;
            for (int i = 1; i <= 12; i++) {
                Metrics.Month month = year.getValue()[i];
                total = month == null ? total : Math.addExact(total, month.netPnlE8());
                out.append(month == null ? "<td class=\"n none\">&#183;</td>" : monthCell(month, largest));
            }
            out.append("<td class=\"n ").append(Markup.tone(total)).append("\"><b>").append(Markup.signedMoney(total))
                .append("</b></td></tr>");
        }
        return card("months", "Months", out.append("</tbody></table></div><p class=\"hint\">Net P&amp;L and, below it, the ")
            .append("return on the float at the month's first session. A dot: no session was run.</p>").toString());
    }

    private static String monthCell(Metrics.Month month, long largest) {
        // five depths of colour by share of the largest month, sign and number say the same without colour
        long depth = month.netPnlE8() == 0 ? 0 : 1 + Math.abs(month.netPnlE8()) / (largest / 4 + 1);
        return "<td class=\"n " + Markup.tone(month.netPnlE8()) + " d" + depth + "\" title=\"" + month.month() + ": "
            + Markup.counted(month.statistics().count(), "trade") + " in " + Markup.counted(month.sessionCount(), "session")
            + "\">" + Markup.signedMoney(month.netPnlE8())
            + "<small>" + month.returnPercent().map(Markup::signedPercent).orElse("n/a") + "</small></td>";
    }

    private String groups() {
        return card("groups", "By strategy, exit reason and symbol", "<div class=\"pair\"><div>"
            + groupTable("Strategy", metrics.byStrategy()) + groupTable("Exit reason", metrics.byExitReason()) + "</div><div>"
            + groupTable("Symbol", metrics.bySymbol()) + "</div></div>");
    }

    private static String groupTable(String head, List<Metrics.Group> groups) {
        StringBuilder out = new StringBuilder(region("scroll", "By " + head))
            .append("<table class=\"sortable\"><thead><tr><th scope=\"col\">").append(head).append("</th>");
        for (String name : List.of("Trades", "Win rate", "Net P&amp;L", "Average", "Profit factor")) {
            out.append("<th scope=\"col\" class=\"n\">").append(name).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (Metrics.Group group : groups) {
            TradeStatistics of = group.statistics();
            long average = of.averagePnlE8().orElseThrow();
            out.append("<tr><th scope=\"row\">").append(Markup.escape(group.name())).append("</th>")
                .append(cell(of.count(), "", String.valueOf(of.count())))
                .append(cell(of.winRatePercent(), of.winRatePercent().map(Markup::percent)))
                .append(cell(of.netPnlE8(), Markup.tone(of.netPnlE8()), Markup.signedMoney(of.netPnlE8())))
                .append(cell(average, Markup.tone(average), Markup.signedMoney(average)))
                .append(cell(of.profitFactor(), of.profitFactor().map(Markup::ratio))).append("</tr>\n");
        }
        return out.append("</tbody></table></div>").toString();
    }

    /** What is undefined sorts below everything. */
    private static String cell(Optional<BigDecimal> value, Optional<String> text) {
        return cell(value.map(exact -> exact.movePointRight(TradeStatistics.RATIO_DECIMALS).longValueExact()).orElse(-1L), "",
            text.orElse("n/a"));
    }

    private static String cell(long sortValue, String tone, String text) {
        return "<td class=\"n" + (tone.isEmpty() ? "" : " " + tone) + "\" data-v=\"" + sortValue + "\">" + text + "</td>";
    }

    private static String timeCell(long nanos, String text) {
        return "<td data-v=\"" + nanos + "\" title=\"" + Markup.instant(nanos) + "\">" + text + "</td>";
    }

    private String trades() {
        List<ReportTrade> all = metrics.trades();
        int first = Math.max(0, all.size() - MAX_TABLE_TRADES);
        StringBuilder out = new StringBuilder("<div class=\"tools\"><label class=\"needs-script\">Filter <input type=\"search\" "
            + "id=\"trade-filter\" placeholder=\"symbol, strategy, reason, date\" autocomplete=\"off\"/></label>"
            + "<output id=\"trade-count\" aria-live=\"polite\">").append(Markup.counted(all.size() - first, "trade"))
            .append("</output></div>");
        if (first > 0) {
            out.append("<p class=\"hint\">The last ").append(MAX_TABLE_TRADES).append(" of ").append(all.size())
                .append(" trades. All of them are in trades.csv.</p>");
        }
        out.append(region("scroll tall", "Trades")).append("<table class=\"sortable\" id=\"trade-table\"><thead><tr>");
        for (String name : List.of("#|n", "Symbol|", "Side|", "Strategy|", "Entry|", "Price|n", "Exit|", "Price|n", "Reason|",
            "Quantity|n", "Fees|n", "P&amp;L|n", "Held|n", "Signal|", "Slot|n")) {
            String[] part = name.split("\\|", 2);
            out.append("<th scope=\"col\"").append(part[1].isEmpty() ? "" : " class=\"n\"").append('>').append(part[0]).append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (int i = first; i < all.size(); i++) {
            ReportTrade trade = all.get(i);
            out.append("<tr>").append(cell(i + 1L, "", String.valueOf(i + 1)))
                .append("<th scope=\"row\">").append(Markup.escape(trade.symbol())).append("</th>")
                .append("<td>").append(trade.side().text()).append("</td>")
                .append("<td>").append(Markup.escape(trade.strategy())).append("</td>")
                .append(timeCell(trade.entryNanos(), Markup.dateTime(trade.entryNanos(), run.zone())))
                .append(cell(trade.entryPriceE8(), "", Markup.price(trade.entryPriceE8())))
                .append(timeCell(trade.exitNanos(), Markup.isSameDate(trade.entryNanos(), trade.exitNanos(), run.zone())
                    ? Markup.timeOfDay(trade.exitNanos(), run.zone()) : Markup.dateTime(trade.exitNanos(), run.zone())))
                .append(cell(trade.exitPriceE8(), "", Markup.price(trade.exitPriceE8())))
                .append("<td>").append(Markup.escape(trade.exitReason())).append("</td>")
                .append(cell(trade.qtyE9(), "", Markup.quantity(trade.qtyE9())))
                .append(cell(trade.feesE8(), "", Markup.money(trade.feesE8())))
                .append(cell(trade.pnlE8(), Markup.tone(trade.pnlE8()), Markup.signedMoney(trade.pnlE8())))
                .append(cell(trade.durationNanos(), "", Markup.duration(trade.durationNanos() / 1_000_000_000L)))
                .append("<td>").append(Markup.escape(trade.signalSymbol())).append("</td>")
                .append(cell(trade.slot(), "", trade.slot() + (trade.fallbackLevel() == 0 ? "" : " +" + trade.fallbackLevel())))
                .append("</tr>\n");
        }
        return card("trades", "Trades", out.append("</tbody></table></div><p class=\"hint\">Times are ")
            .append(Markup.escape(run.zone().getId())).append("; each carries its UTC time. Slot \"2 +1\": slot 2 after one fallback.</p>")
            .toString());
    }

    private String figures() {
        StringBuilder out = new StringBuilder(region("scroll", "All figures")).append("<table class=\"defs\"><thead><tr>"
            + "<th scope=\"col\">Figure</th><th scope=\"col\" class=\"n\">Value</th>"
            + "<th scope=\"col\">Formula</th><th scope=\"col\">Convention</th></tr></thead><tbody>");
        for (Figure figure : metrics.figures()) {
            out.append("<tr><th scope=\"row\">").append(Markup.escape(figure.metric().title())).append("</th><td class=\"n\">")
                .append(Markup.escape(Markup.value(figure))).append("</td><td>").append(Markup.escape(figure.metric().formula()))
                .append("</td><td>").append(Markup.escape(figure.metric().convention()));
            if (!figure.note().isEmpty()) {
                out.append("<small>").append(Markup.escape(figure.note())).append("</small>");
            }
            out.append("</td></tr>\n");
        }
        return out.append("</tbody></table></div><p class=\"hint\">P&amp;L is after fees. A win has P&amp;L above zero, a loss "
            + "below. Trades count in the session in which they were closed. n/a: undefined for this run, for the reason "
            + "given.</p>").toString();
    }

    private String settings() {
        if (run.settings().isEmpty()) {
            return "<p class=\"hint\">No settings were recorded.</p>";
        }
        StringBuilder out = new StringBuilder("<div class=\"settings\"><dl>");
        for (RunSummary.Setting setting : run.settings()) {
            out.append("<div><dt>").append(Markup.escape(setting.key())).append("</dt><dd>")
                .append(setting.value().isEmpty() ? "(empty)" : Markup.escape(setting.value())).append("</dd></div>");
        }
        return out.append("</dl></div>").toString();
    }

    private String facts() {
        return "<dl class=\"facts\">" + fact("Identity", run.identity()) + fact("Mode", run.mode()) + fact("Version", run.version())
            + fact("Data", run.dataDescription()) + fact("Dates", Markup.date(run.firstEpochDay()) + " to "
            + Markup.date(run.lastEpochDay())) + fact("Journal", "sequence " + run.firstSequence() + " to " + run.lastSequence())
            + fact("Chain head", run.chainHead()) + fact("Times shown in", run.zone().getId())
            + "</dl><p class=\"hint\">The same program, settings and data give the same chain head. "
            + "<code>tradebot audit</code> decides every record again and compares.</p>";
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Markup.escape(value) + "</dd></div>";
    }

    /** Opens a box that scrolls on its own and can be reached and moved by keyboard. */
    private static String region(String cssClass, String label) {
        return "<div class=\"" + cssClass + "\" tabindex=\"0\" role=\"region\" aria-label=\"" + label + "\">";
    }

    private static String card(String id, String title, String body) {
        return "<section class=\"card\" id=\"" + id + "\" aria-labelledby=\"" + id + "-title\"><h2 id=\"" + id + "-title\">" + title
            + "</h2>" + body + "</section>";
    }

    /** Replaces each {@code {{name}}} once, from the template only: a value that looks like a place holder stays as it is. */
    private static String fill(String template, Map<String, String> parts) {
        StringBuilder out = new StringBuilder(1 << 17);
        int at = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            out.append(template, at, open).append(Optional.ofNullable(parts.get(name))
                .orElseThrow(() -> new IllegalStateException("report.html asks for {{" + name + "}}, which nothing fills")));
            at = close + 2;
        }
        return out.append(template, at, template.length()).toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing beside " + HtmlReport.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }

    private static String hash(String text) {
        try {
            return "sha256-" + Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
