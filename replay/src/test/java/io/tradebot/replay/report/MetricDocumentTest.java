package io.tradebot.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricDocumentTest {

    /** The table of {@code ops/docs/metrics.md}. */
    private static List<String> expectedRows() {
        return Arrays.stream(Metric.values()).map(metric -> "| " + metric.title() + " | `" + metric.key() + "` | "
            + metric.unit().text() + " | " + metric.formula() + " | " + metric.convention() + " |").toList();
    }

    @Test
    void shouldDescribeEveryMetricInDocumentInTheWordsOfTheProgram() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("../ops/docs/metrics.md"), StandardCharsets.UTF_8).stream()
            .filter(line -> line.startsWith("| ") && line.contains(" | `")).toList();
        assertEquals(String.join("\n", expectedRows()), String.join("\n", rows));
    }

    @Test
    void shouldNameEachMetricOnce() {
        List<String> keys = Arrays.stream(Metric.values()).map(Metric::key).toList();
        assertEquals(keys.size(), new HashSet<>(keys).size());
    }
}
