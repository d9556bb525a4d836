package io.tradebot.ops.metrics;

import io.tradebot.ops.tail.WrittenJournal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BotMetricsTest {

    private static final String TOKEN = "canary-token-77-1234";

    private final WrittenJournal journal = new WrittenJournal();
    private double feedAge = 1.5;
    private final BotMetrics metrics = metrics();

    private BotMetrics metrics() {
        return new BotMetrics("v0.1.0", new HostGauges(() -> feedAge, () -> 1000, Map.of("books", () -> 3), severity -> severity.value(), channel -> 0, () -> 0));
    }

    private String text() {
        return new String(metrics.text(true), StandardCharsets.UTF_8);
    }

    private void assertHas(String line) {
        assertTrue(text().lines().anyMatch(line::equals), () -> line + " is not in\n" + text());
    }

    private void day() {
        journal.session("PAPER").add("TradingDayOpened", "sessionEpochDay", 20028, "openNanos", WrittenJournal.OPEN_NANOS, "closeNanos", WrittenJournal.OPEN_NANOS + 1,
            "isHalfDay", false, "floatE8", 10_000_000_000_000L);
        journal.entry(1).trade(1, -250_000_000_000L).kill();
        journal.add("OrderDenied", "strategyId", 1, "slot", 1, "instrumentId", 1, "signalInstrumentId", 1, "direction", "BULLISH", "reason", "SPREAD", "unit", "PPM", "actualValue", 5,
            "limitValue", 4);
        journal.giveTo(metrics);
    }

    @Test
    void shouldCountWhatTheJournalSays() {
        day();
        assertHas("tb_build_info{version=\"v0.1.0\"} 1");
        assertHas("tb_mode{mode=\"paper\"} 1.0");
        assertHas("tb_kill_switch_active 1.0");
        assertHas("tb_orders_total{result=\"filled\",side=\"buy\"} 1.0");
        assertHas("tb_gate_rejections_total{gate=\"spread\"} 1.0");
        assertHas("tb_events_total{type=\"OrderFilled\"} 1.0");
        assertHas("tb_day_pnl_usd -2500.0");
        assertHas("tb_day_loss_used_ratio 0.5");
        assertHas("tb_alerts_total{severity=\"critical\"} 4.0");
        assertHas("tb_projection_lag_events{name=\"books\"} 3.0");
        assertHas("tb_journal_index " + (journal.size() - 1) + ".0");
        assertHas("tb_open_orders 0.0");
        journal.add("KillSwitchCleared", "cause", "OPERATOR", "isByOperator", true).giveTo(metrics, journal.size() - 1);
        assertHas("tb_kill_switch_active 0.0");
    }

    @Test
    void shouldNameWhatItShows() {
        day();
        Set<String> shown = text().lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2]).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(shown.size() > 25, shown.toString());
        shown.add("tb_order_roundtrip_seconds"); // of an acknowledged order
        assertEquals(new TreeSet<>(metrics.names()), shown);
    }

    @Test
    void shouldMeasureTheWayToTheBrokerAndBack() {
        journal.session("PAPER").entry(1); // requested now
        journal.add("OrderRequested", Map.ofEntries(Map.entry("orderId", 2), Map.entry("strategyId", 1), Map.entry("slot", 1), Map.entry("instrumentId", 1),
            Map.entry("signalInstrumentId", 1), Map.entry("side", "SELL"), Map.entry("role", "EXIT"), Map.entry("orderType", "MARKET"), Map.entry("timeInForce", "DAY"),
            Map.entry("exitReason", "STOP"), Map.entry("qtyE9", 1), Map.entry("referencePriceE8", 1), Map.entry("allocationE8", 0), Map.entry("clientOrderId", "b")));
        journal.after(75_000_000L).add("OrderAcknowledged", "orderId", 2, "brokerOrderId", "x").giveTo(metrics);
        assertHas("tb_order_roundtrip_seconds_sum{broker=\"paper\"} 0.075");
        assertHas("tb_order_roundtrip_seconds_bucket{broker=\"paper\",le=\"0.05\"} 0");
        assertHas("tb_order_roundtrip_seconds_bucket{broker=\"paper\",le=\"0.1\"} 1");
        assertHas("tb_open_orders 1.0");
    }

    @Test
    void shouldMakeNoSeriesOfNamesFromOutside() {
        journal.session("PAPER");
        for (int i = 2; i < 100; i++) {
            journal.add("StrategyLoaded", WrittenJournal.strategy(i, "mine" + i));
            journal.add("SignalRaised", "strategyId", i, "slot", 1, "instrumentId", 1, "direction", "BULLISH", "barStartNanos", 0, "closeE8", 1, "triggerE8", null);
        }
        journal.giveTo(metrics);
        assertHas("tb_signals_total{strategy=\"other\"} 98.0");
        assertFalse(text().contains("mine"));
    }

    @Test
    void shouldLeaveOutAnAgeThatNobodyKnows() {
        assertHas("tb_feed_age_seconds 1.5");
        feedAge = Double.NaN;
        assertFalse(text().contains("tb_feed_age_seconds"));
    }

    @Test
    void shouldWriteTheFileWhole(@TempDir Path folder) throws IOException {
        day();
        Path file = folder.resolve("metrics.prom");
        MetricsFile writer = new MetricsFile(metrics, file);
        writer.write();
        assertTrue(Files.readString(file).contains("tb_equity_usd"), "money is in the home's own file");
        assertTrue(Files.readString(file).endsWith("\n"));
        writer.close();
        Files.delete(file);
        Path noFolder = Files.writeString(folder.resolve("x"), "");
        MetricsFile failing = new MetricsFile(metrics, noFolder.resolve("metrics.prom"));
        failing.write();
        assertEquals(1, failing.failedCount());
    }

    @Test
    void shouldServeThisMachineOnlyAndMoneyWithTheTokenOnly() throws Exception {
        day();
        AtomicReference<String> why = new AtomicReference<>("");
        try (MetricsPage page = new MetricsPage(metrics, 0, Optional.of(TOKEN), () -> "", why::get)) {
            String open = get(page, "/metrics", null).body();
            assertTrue(open.contains("tb_open_positions") && !open.contains("_usd"), open);
            assertFalse(get(page, "/metrics", "Bearer wrong").body().contains("_usd"));
            assertTrue(get(page, "/metrics", "Bearer " + TOKEN).body().contains("tb_day_pnl_usd -2500.0"));
            assertEquals(200, get(page, "/healthz", null).statusCode());
            assertEquals(200, get(page, "/readyz", null).statusCode());
            why.set("not reconciled with the broker");
            assertEquals(503, get(page, "/readyz", null).statusCode());
            assertEquals("not reconciled with the broker\n", get(page, "/readyz", null).body());
            assertEquals(404, get(page, "/", null).statusCode());
            HttpRequest post = HttpRequest.newBuilder(uri(page, "/metrics")).POST(HttpRequest.BodyPublishers.noBody()).build();
            assertEquals(405, HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
            IOException taken = assertThrows(IOException.class, () -> new MetricsPage(metrics, page.port(), Optional.empty(), () -> "", () -> ""));
            assertTrue(taken.getMessage().startsWith("METRICS_PORT=" + page.port()), taken.getMessage());
        }
    }

    private static URI uri(MetricsPage page, String path) {
        return URI.create("http://127.0.0.1:" + page.port() + path);
    }

    private static HttpResponse<String> get(MetricsPage page, String path, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(page, path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldSatisfyPromtool(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Promtool.isThere(), "promtool (Debian package prometheus) is not installed");
        day();
        Path file = folder.resolve("metrics.prom");
        Files.write(file, metrics.text(true));
        assertEquals("", Promtool.run(file, "check", "metrics"));
    }
}
