package io.tradebot.replay.sweep;

import io.tradebot.replay.report.Markup;
import io.tradebot.replay.report.Metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric over the grid: the last setting across, the one before it downwards, and one map for each combination of the
 * others. The sign of a value is in its text too, never in its colour alone. Not thread safe.
 */
final class HeatMap {

    private static final int STEPS = 10;

    private final SweepGrid grid;
    private final Metric metric;
    private final BigDecimal largest;
    private final Map<List<Assignment>, SweepRow> rowByPoint = new LinkedHashMap<>();

    HeatMap(SweepGrid grid, List<SweepRow> rows, Metric metric) {
        this.grid = grid;
        this.metric = metric;
        rows.forEach(row -> rowByPoint.put(row.point(), row));
        largest = rows.stream().flatMap(row -> row.value(metric).stream()).map(BigDecimal::abs).max(BigDecimal::compareTo)
            .orElse(BigDecimal.ZERO);
    }

    String html() {
        int axisCount = grid.axes().size();
        SweepAxis across = grid.axes().get(axisCount - 1);
        SweepAxis down = axisCount > 1 ? grid.axes().get(axisCount - 2) : null;
        List<List<Assignment>> outer = axisCount > 2 ? new SweepGrid(grid.axes().subList(0, axisCount - 2)).points() : List.of(List.of());
        StringBuilder html = new StringBuilder();
        for (List<Assignment> fixed : outer) {
            html.append("<table class=\"map\">\n<caption>").append(Markup.escape(caption(fixed))).append("</caption>\n<tr><th>")
                .append(down == null ? "" : Markup.escape(down.key())).append(" \\ ").append(Markup.escape(across.key())).append("</th>");
            across.values().forEach(value -> html.append("<th>").append(Markup.escape(value)).append("</th>"));
            html.append("</tr>\n");
            for (String value : down == null ? List.of("") : down.values()) {
                html.append("<tr><th>").append(Markup.escape(value)).append("</th>");
                for (String column : across.values()) {
                    html.append(cell(rowByPoint.get(point(fixed, down, value, across, column))));
                }
                html.append("</tr>\n");
            }
            html.append("</table>\n");
        }
        return html.toString();
    }

    private String caption(List<Assignment> fixed) {
        StringBuilder text = new StringBuilder(metric.title());
        fixed.forEach(assignment -> text.append(", ").append(assignment));
        return text.toString();
    }

    private static List<Assignment> point(List<Assignment> fixed, SweepAxis down, String value, SweepAxis across, String column) {
        List<Assignment> point = new ArrayList<>(fixed);
        if (down != null) {
            point.add(new Assignment(down.key(), value));
        }
        point.add(new Assignment(across.key(), column));
        return point;
    }

    private String cell(SweepRow row) {
        String title = Markup.escape(row.point().toString() + (row.problem().isEmpty() ? "" : ": " + row.problem()));
        if (row.value(metric).isEmpty()) {
            return "<td class=\"none\" title=\"" + title + "\">" + (row.problem().isEmpty() ? "n/a" : "failed") + "</td>";
        }
        BigDecimal value = row.value(metric).get();
        int step = largest.signum() == 0 ? 0
            : value.abs().multiply(BigDecimal.valueOf(STEPS)).divide(largest, 0, RoundingMode.HALF_UP).intValueExact();
        return "<td class=\"" + (value.signum() < 0 ? "l" : "g") + step + "\" title=\"" + title + "\">"
            + Markup.escape(value.toPlainString()) + "</td>";
    }
}
