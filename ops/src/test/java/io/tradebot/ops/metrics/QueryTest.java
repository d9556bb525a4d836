package io.tradebot.ops.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Board, rules and document speak of metrics that exist, and of all of them. */
class QueryTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:tb|jvm|process)_[a-z_]+");
    private static final Path BOARD = Path.of("grafana/tradebot.json");
    private static final Path RULES = Path.of("prometheus/rules.yml");
    private static final Path DOCUMENT = Path.of("docs/monitoring.md");

    private final Set<String> known = new TreeSet<>(new BotMetrics("v", new HostGauges(() -> 0, () -> 0, Map.of(), severity -> 0, channel -> 0, () -> 0)).names());

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group().replaceFirst("(tb_order_roundtrip_seconds)_(bucket|sum|count)$", "$1"));
        }
        return names;
    }

    private Set<String> unknown(Path file) throws IOException {
        Set<String> names = named(Files.readString(file, StandardCharsets.UTF_8));
        assertTrue(names.size() > 8, file + " names " + names);
        names.removeAll(known);
        return names;
    }

    @Test
    void shouldOnlyAskForMetricsThatExist() throws IOException {
        assertEquals(Set.of(), unknown(BOARD));
        assertEquals(Set.of(), unknown(RULES));
        assertEquals(Set.of("tb_nothing"), without(named("rate(tb_nothing[1m])"), known), "the rule can fail");
    }

    @Test
    void shouldShowEveryMetricOfTheBotOnTheBoard() throws IOException {
        Set<String> shown = named(Files.readString(BOARD, StandardCharsets.UTF_8));
        assertEquals(Set.of("tb_journal_time_seconds", "process_start_time_seconds"), without(known, shown));
    }

    @Test
    void shouldDescribeEveryMetricAndNoOther() throws IOException {
        String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        Set<String> rows = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `((?:tb|jvm|process)_[a-z_]+)").matcher(text);
        while (row.find()) {
            rows.add(row.group(1));
        }
        assertEquals(known, rows);
    }

    private static Set<String> without(Set<String> names, Set<String> taken) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(taken);
        return rest;
    }

    @Test
    void shouldPlaceThePanelsOfTheBoardSideBySide() throws IOException {
        JsonNode board = new ObjectMapper().readTree(BOARD.toFile());
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : board.get("panels")) {
            assertTrue(ids.add(panel.get("id").asInt()), panel.get("title").asText());
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertTrue(place.get("x").asInt() + x < 24 && cells.add((place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y)),
                        panel.get("title").asText() + " lies on another panel");
                }
            }
            if (!panel.get("type").asText().equals("row")) {
                assertTrue(panel.get("targets").size() > 0, panel.get("title").asText());
                panel.get("targets").forEach(target -> assertTrue(!named(target.get("expr").asText()).isEmpty(), target.toString()));
            }
        }
    }

    @Test
    void shouldSatisfyPromtool() throws Exception {
        Assumptions.assumeTrue(Promtool.isThere(), "promtool (Debian package prometheus) is not installed");
        assertEquals("", Promtool.run(null, "check", "rules", RULES.toString()));
    }
}
