package io.tradebot.ops.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * {@code /metrics}, {@code /healthz} (the process lives) and {@code /readyz} (it can trade) on this machine, without login; amounts of money only with the token.
 * Two threads and a short queue of its own: who reads slowly waits, and so do other readers, nobody else.
 */
public final class MetricsPage implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int QUEUE = 32;
    private static final String BEARER = "Bearer ";

    static { // seconds for a request and an answer; read once by the JDK's server
        for (String limit : new String[] {"sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime"}) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "10");
            }
        }
    }

    private final BotMetrics metrics;
    private final Optional<String> token;
    private final Supplier<String> trouble;
    private final Supplier<String> notReady;
    private final HttpServer server;
    private final ThreadPoolExecutor executor;

    /**
     * Serves at once.
     *
     * @param port     0 for any that is free
     * @param token    METRICS_TOKEN, a secret
     * @param trouble  why the process does not move, empty when it does; in words of the program
     * @param notReady why it cannot trade now, empty when it can
     * @throws IOException naming the port that cannot be had
     */
    public MetricsPage(BotMetrics metrics, int port, Optional<String> token, Supplier<String> trouble, Supplier<String> notReady) throws IOException {
        this.metrics = metrics;
        this.token = token;
        this.trouble = trouble;
        this.notReady = notReady;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = HttpServer.create(address, QUEUE);
        } catch (IOException e) {
            throw new IOException("METRICS_PORT=" + port + " cannot be served: " + e.getMessage() + "; set another one, or 0 for none", e);
        }
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE), task -> {
            Thread thread = new Thread(task, "metrics-page-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it serves. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!isForThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
                send(exchange, 421, "text/plain", "asked for under a name that is not this machine's\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                send(exchange, 405, "text/plain", "only GET\n");
            } else {
                switch (exchange.getRequestURI().getPath()) {
                    case "/metrics" -> send(exchange, 200, PrometheusTextFormatWriter.CONTENT_TYPE, metrics.text(hasToken(exchange)));
                    case "/healthz" -> state(exchange, trouble.get());
                    case "/readyz" -> state(exchange, notReady.get());
                    default -> send(exchange, 404, "text/plain", "there are /metrics, /healthz and /readyz\n");
                }
            }
        }
    }

    /** A page elsewhere may give its name this machine's address; a browser then says that name. */
    private static boolean isForThisMachine(String host) {
        return host != null && host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    }

    private boolean hasToken(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return token.isPresent() && given != null && given.startsWith(BEARER)
            && MessageDigest.isEqual(given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token.get().getBytes(StandardCharsets.UTF_8));
    }

    private static void state(HttpExchange exchange, String why) throws IOException {
        send(exchange, why.isEmpty() ? 200 : 503, "text/plain", why.isEmpty() ? "ok\n" : why + "\n");
    }

    private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        send(exchange, code, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
