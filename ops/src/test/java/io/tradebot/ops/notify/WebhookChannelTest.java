package io.tradebot.ops.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WebhookChannelTest {

    private static final String SECRET = "T0000canary8812";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stopServer() {
        done.countDown();
        server.stop(0);
    }

    private WebhookAddress answering(Answer answer) {
        server.createContext("/" + SECRET, exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                answer.to(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        return address(server.getAddress().getPort());
    }

    private WebhookAddress answering(int code) {
        return answering(exchange -> exchange.sendResponseHeaders(code, -1));
    }

    private static WebhookAddress address(int port) {
        return WebhookAddress.of("SLACK_WEBHOOK_URL", "http://127.0.0.1:" + port + "/" + SECRET);
    }

    private static DeliveryException failure(WebhookAddress address) {
        WebhookChannel channel = WebhookChannel.of(address, WebhookChannel.TEMPLATE, TIMEOUT);
        DeliveryException thrown = assertThrows(DeliveryException.class, () -> channel.send(Messages.of("open SPY", "killed")));
        assertFalse(thrown.getMessage().contains(SECRET) || thrown.getMessage().contains("127.0.0.1"), thrown.getMessage());
        return thrown;
    }

    @Test
    void shouldPostTheTemplateAsJson() throws Exception {
        WebhookChannel channel = WebhookChannel.of(answering(204), WebhookChannel.TEMPLATE);
        assertEquals("HTTP 204", channel.send(Messages.of("SPY", "say \"hi\" \\ {subject} $1 ü")));
        JsonNode document = new ObjectMapper().readTree(bodies.get(0));
        assertEquals("critical", document.get("severity").asText());
        assertEquals("[critical] ACME_US_PAPER_BOT: kill switch, SPY", document.get("subject").asText());
        assertTrue(document.get("text").asText().contains("say \"hi\" \\ {subject} $1 ü (alert 17"), document.toString());
    }

    @Test
    void shouldCallNobodyByName() throws Exception {
        Message message = Messages.of("SPY", "<!channel> @everyone & more");
        assertTrue(WebhookChannel.slack(answering(200)).document(message).contains("&lt;!channel&gt; @everyone &amp; more"));
        JsonNode discord = new ObjectMapper().readTree(WebhookChannel.discord(address(1)).document(message));
        assertEquals(0, discord.get("allowed_mentions").get("parse").size());
    }

    @Test
    void shouldCutWhatDiscordWouldRefuse() throws Exception {
        JsonNode document = new ObjectMapper().readTree(WebhookChannel.discord(address(1)).document(Messages.of("SPY", "x".repeat(5_000))));
        assertTrue(document.get("content").asText().length() < 2_000);
        assertTrue(document.get("content").asText().endsWith("(cut; see logs/alerts.log)"));
    }

    @Test
    void shouldTellNotNowFromRefused() {
        for (int code : new int[] {500, 503, 408}) {
            assertTrue(failureOf(code).isRetryable(), "HTTP " + code);
        }
        for (int code : new int[] {301, 400, 403, 404, 410}) {
            assertFalse(failureOf(code).isRetryable(), "HTTP " + code);
        }
    }

    private DeliveryException failureOf(int code) {
        DeliveryException thrown = failure(answering(code));
        server.removeContext("/" + SECRET);
        return thrown;
    }

    @Test
    void shouldWaitAsLongAsA429Asks() {
        DeliveryException thrown = failure(answering(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            exchange.sendResponseHeaders(429, -1);
        }));
        assertTrue(thrown.isRetryable());
        assertEquals(30_000_000_000L, thrown.pauseNanos());
    }

    @Test
    void shouldNotWaitForASlowAnswer() {
        long since = System.nanoTime();
        assertTrue(failure(answering(exchange -> done.await())).isRetryable());
        assertTrue(failure(answeringSlowBody()).isRetryable());
        assertTrue(System.nanoTime() - since < 20_000_000_000L);
    }

    private WebhookAddress answeringSlowBody() {
        server.removeContext("/" + SECRET);
        return answering(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            done.await();
        });
    }

    @Test
    void shouldTryAgainWhenTheConnectionIsReset() throws Exception {
        try (ServerSocket resetting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (Socket one = resetting.accept()) {
                    one.setSoLinger(true, 0);
                } catch (IOException e) {
                    bodies.add(e.toString()); // closed with the test
                }
            });
            thread.start();
            assertTrue(failure(address(resetting.getLocalPort())).isRetryable());
            thread.join();
        }
    }

    @Test
    void shouldTryAgainWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertTrue(failure(address(port)).isRetryable());
    }

    @Test
    void shouldShowNoAddress() {
        assertEquals("WebhookAddress[***]", address(1).toString());
        assertFalse(new AlertSecrets(Optional.of(SmtpAccount.of("h", 1, "u", SECRET, "a@b.c")), Optional.of(address(1)), Optional.empty(),
            Optional.empty()).toString().contains(SECRET));
        for (String text : List.of("http://example.org/" + SECRET, "https://u:p@example.org/" + SECRET, "ftp://127.0.0.1/" + SECRET, "https://exa mple/" + SECRET, SECRET)) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> WebhookAddress.of("SLACK_WEBHOOK_URL", text));
            assertTrue(thrown.getMessage().startsWith("SLACK_WEBHOOK_URL"), thrown.getMessage());
            assertFalse(thrown.getMessage().contains(SECRET));
            assertEquals(null, thrown.getCause());
        }
    }
}
