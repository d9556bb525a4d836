package io.tradebot.replay.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsJsonTest {

    private static byte[] json(Metrics metrics) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MetricsJson.write(out, SampleRun.summary(), metrics);
        return out.toByteArray();
    }

    private static Metrics sample() {
        SampleRun sample = SampleRun.create();
        return Metrics.of(sample.days, sample.trades);
    }

    @Test
    void shouldCarryUnitFormulaAndConventionBesideEachValue() throws Exception {
        JsonNode metrics = new ObjectMapper().readTree(json(sample())).get("metrics");
        assertEquals(Metric.values().length, metrics.size());
        for (Metric metric : Metric.values()) {
            JsonNode node = metrics.get(metric.key());
            assertTrue(node.has("value"), metric.key());
            assertEquals(metric.unit().text(), node.get("unit").asText());
            assertEquals(metric.formula(), node.get("formula").asText());
            assertEquals(metric.convention(), node.get("convention").asText());
        }
    }

    @Test
    void shouldWriteExactDecimals() throws Exception {
        Metrics metrics = sample();
        String text = new String(json(metrics), StandardCharsets.UTF_8);
        String netPnl = metrics.figure(Metric.NET_PNL).value().orElseThrow().toPlainString();
        assertTrue(text.contains("\"netPnl\" : {\n      \"title\" : \"Net P&L\",\n      \"value\" : " + netPnl + ",\n"), text);
        assertTrue(text.contains("\"startEquity\" : {\n      \"title\" : \"Start equity\",\n      \"value\" : 100000.00,"), text);
    }

    @Test
    void shouldWriteNullAndReasonForUndefinedMetric() throws Exception {
        JsonNode metrics = new ObjectMapper().readTree(json(Metrics.of(List.of(), List.of()))).get("metrics");
        assertTrue(metrics.get("winRatePercent").get("value").isNull());
        assertEquals("no trades", metrics.get("winRatePercent").get("note").asText());
    }

    @Test
    void shouldListGroupsThatAddUpToTheWhole() throws Exception {
        JsonNode root = new ObjectMapper().readTree(json(sample()));
        for (String group : List.of("byStrategy", "bySymbol", "byExitReason", "byMonth")) {
            int trades = 0;
            for (JsonNode node : root.get(group)) {
                trades += node.get("trades").asInt();
            }
            assertEquals(root.get("metrics").get("trades").get("value").asInt(), trades, group);
        }
        assertEquals("2023-11", root.get("byMonth").get(0).get("name").asText());
        assertEquals("backtest", root.get("run").get("settings").get("MODE").asText());
    }

    @Test
    void shouldWriteSameBytesForSameRun() throws Exception {
        assertArrayEquals(json(sample()), json(sample()));
    }
}
