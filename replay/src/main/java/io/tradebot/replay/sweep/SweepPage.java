package io.tradebot.replay.sweep;

import io.tradebot.projections.db.AtomicFile;
import io.tradebot.replay.report.Markup;
import io.tradebot.replay.report.Metric;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The page of a sweep: heat maps and the table of all rows, in one file that needs nothing else. Any thread. */
public final class SweepPage {

    private static final int STEPS = 10;

    private SweepPage() {
    }

    /**
     * Writes the file; equal rows give equal bytes.
     *
     * @param dataDescription where the prices came from
     */
    public static void write(Path target, String dataDescription, SweepGrid grid, List<SweepRow> rows) {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>TradeBot sweep</title>\n<style>\n");
        html.append(style()).append("</style>\n</head>\n<body>\n<h1>Sweep of ").append(rows.size()).append(" runs</h1>\n<p>Data: ")
            .append(Markup.escape(dataDescription)).append(". The best of many tries looks better than it is: test it on days that the sweep has not seen.</p>\n");
        html.append(new HeatMap(grid, rows, Metric.NET_PNL).html());
        html.append(table(grid, rows)).append("</body>\n</html>\n");
        AtomicFile.write(target, out -> out.write(html.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String style() {
        StringBuilder css = new StringBuilder("""
            body { font: 15px/1.5 system-ui, sans-serif; margin: 1.5rem; color: #1a1a1a; background: #fff; }
            table { border-collapse: collapse; margin: 0 0 1.5rem; }
            th, td { padding: .3rem .6rem; border: 1px solid #c8c8c8; text-align: right; font-variant-numeric: tabular-nums; }
            caption { text-align: left; font-weight: 600; padding: .3rem 0; }
            td.head { font-family: monospace; text-align: left; }
            .none { color: #666; font-style: italic; }
            """);
        for (int step = 0; step <= STEPS; step++) {
            css.append(".g").append(step).append(" { background: rgb(").append(255 - 16 * step).append(',').append(255 - 8 * step)
                .append(",255); }\n.l").append(step).append(" { background: rgb(255,").append(255 - 11 * step).append(',')
                .append(255 - 20 * step).append("); }\n");
        }
        return css.toString();
    }

    private static String table(SweepGrid grid, List<SweepRow> rows) {
        StringBuilder html = new StringBuilder("<table>\n<caption>All runs</caption>\n<tr>");
        grid.axes().forEach(axis -> html.append("<th>").append(Markup.escape(axis.key())).append("</th>"));
        for (Metric metric : SweepRow.METRICS) {
            html.append("<th title=\"").append(Markup.escape(metric.formula())).append("\">").append(Markup.escape(metric.title()))
                .append(metric.unit().text().isEmpty() ? "" : " (" + Markup.escape(metric.unit().text()) + ")").append("</th>");
        }
        html.append("<th>Chain head</th></tr>\n");
        for (SweepRow row : rows) {
            html.append("<tr>");
            row.point().forEach(assignment -> html.append("<td>").append(Markup.escape(assignment.value())).append("</td>"));
            SweepRow.METRICS.forEach(metric -> html.append("<td>").append(Markup.escape(row.text(metric))).append("</td>"));
            html.append("<td class=\"head\">").append(row.problem().isEmpty() ? row.chainHead().substring(0, 16)
                : Markup.escape(row.problem())).append("</td></tr>\n");
        }
        return html.append("</table>\n").toString();
    }
}
