package io.tradebot.replay.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tradebot.journal.value.FixedPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes metrics.json: every figure with its unit, formula and convention beside the value, so that a reader of the file needs
 * no other document. UTF-8, LF, fixed order: equal input gives equal bytes. Any thread.
 *
 * <p>Money is written as a decimal number of USD, a metric that is undefined for the run as {@code null} with the reason in
 * {@code note}.
 */
public final class MetricsJson {

    /** Raised when a field changes its meaning or goes away. */
    public static final int FORMAT_VERSION = 1;

    private MetricsJson() {
    }

    /** Writes the file, replacing what is there. */
    public static void write(Path file, RunSummary run, Metrics metrics) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, run, metrics);
        }
    }

    /** Writes to a stream and leaves it open. */
    public static void write(OutputStream out, RunSummary run, Metrics metrics) throws IOException {
        JsonFactory factory = JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
        try (JsonGenerator json = factory.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("format", "tradebot-metrics");
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            writeRun(json, run);
            writeFigures(json, metrics.figures());
            writeGroups(json, "byStrategy", metrics.byStrategy());
            writeGroups(json, "bySymbol", metrics.bySymbol());
            writeGroups(json, "byExitReason", metrics.byExitReason());
            writeMonths(json, metrics.byMonth());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void writeRun(JsonGenerator json, RunSummary run) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("identity", run.identity());
        json.writeStringField("version", run.version());
        json.writeStringField("mode", run.mode());
        json.writeStringField("data", run.dataDescription());
        json.writeStringField("firstDate", LocalDate.ofEpochDay(run.firstEpochDay()).toString());
        json.writeStringField("lastDate", LocalDate.ofEpochDay(run.lastEpochDay()).toString());
        json.writeNumberField("journalFirstSequence", run.firstSequence());
        json.writeNumberField("journalLastSequence", run.lastSequence());
        json.writeStringField("chainHead", run.chainHead());
        json.writeObjectFieldStart("settings");
        for (RunSummary.Setting setting : run.settings()) {
            json.writeStringField(setting.key(), setting.value());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeFigures(JsonGenerator json, List<Figure> figures) throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Figure figure : figures) {
            Metric metric = figure.metric();
            json.writeObjectFieldStart(metric.key());
            json.writeStringField("title", metric.title());
            writeDecimal(json, "value", figure.value());
            json.writeStringField("unit", metric.unit().text());
            if (!figure.note().isEmpty()) {
                json.writeStringField("note", figure.note());
            }
            json.writeStringField("formula", metric.formula());
            json.writeStringField("convention", metric.convention());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeGroups(JsonGenerator json, String field, List<Metrics.Group> groups) throws IOException {
        json.writeArrayFieldStart(field);
        for (Metrics.Group group : groups) {
            json.writeStartObject();
            json.writeStringField("name", group.name());
            writeStatistics(json, group.statistics());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMonths(JsonGenerator json, List<Metrics.Month> months) throws IOException {
        json.writeArrayFieldStart("byMonth");
        for (Metrics.Month month : months) {
            json.writeStartObject();
            json.writeStringField("name", month.month().toString());
            json.writeNumberField("sessions", month.sessionCount());
            writeDecimal(json, "returnPercent", month.returnPercent());
            writeStatistics(json, month.statistics());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeStatistics(JsonGenerator json, TradeStatistics statistics) throws IOException {
        json.writeNumberField("trades", statistics.count());
        json.writeNumberField("wins", statistics.wins());
        json.writeNumberField("losses", statistics.losses());
        writeDecimal(json, "winRatePercent", statistics.winRatePercent());
        writeMoney(json, "netPnl", OptionalLong.of(statistics.netPnlE8()));
        writeMoney(json, "averagePnl", statistics.averagePnlE8());
        writeMoney(json, "fees", OptionalLong.of(statistics.feesE8()));
        writeDecimal(json, "profitFactor", statistics.profitFactor());
    }

    private static void writeMoney(JsonGenerator json, String field, OptionalLong valueE8) throws IOException {
        writeDecimal(json, field, valueE8.isEmpty() ? Optional.empty()
            : Optional.of(new BigDecimal(FixedPoint.formatShort(valueE8.getAsLong(), 8, 2))));
    }

    private static void writeDecimal(JsonGenerator json, String field, Optional<BigDecimal> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(field, value.get());
        } else {
            json.writeNullField(field);
        }
    }
}
