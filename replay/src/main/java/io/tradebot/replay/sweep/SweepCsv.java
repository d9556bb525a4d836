package io.tradebot.replay.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.replay.report.Metric;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of a sweep as CSV: settings by their keys, figures by the names of metrics.json. Any thread. */
public final class SweepCsv {

    private SweepCsv() {
    }

    /** Writes the file; equal rows give equal bytes. */
    public static void write(Path target, SweepGrid grid, List<SweepRow> rows) {
        AtomicFile.write(target, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
            csv.writeRecord(header(grid));
            rows.forEach(row -> csv.writeRecord(cells(row)));
            csv.flush();
            text.flush();
        });
    }

    private static List<String> header(SweepGrid grid) {
        List<String> names = new ArrayList<>();
        grid.axes().forEach(axis -> names.add(axis.key()));
        SweepRow.METRICS.forEach(metric -> names.add(metric.key()));
        names.addAll(List.of("excerptCount", "chainHead", "problem"));
        return names;
    }

    private static List<String> cells(SweepRow row) {
        List<String> cells = new ArrayList<>();
        row.point().forEach(assignment -> cells.add(assignment.value()));
        for (Metric metric : SweepRow.METRICS) {
            cells.add(row.text(metric));
        }
        cells.addAll(List.of(Long.toString(row.excerptCount()), row.chainHead(), row.problem()));
        return cells;
    }
}
