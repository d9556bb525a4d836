package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack, Discord or any web hook that takes a JSON document by POST. The document is a template in which words in braces stand for parts of the
 * message: {@code {subject} {text} {severity}}, each put in as the inside of a JSON string. Redirects are not followed. Owned by its courier.
 */
public final class WebhookChannel implements Channel {

    /** What a web hook is sent when nothing else is set. */
    public static final String TEMPLATE = "{\"severity\":\"{severity}\",\"subject\":\"{subject}\",\"text\":\"{text}\"}";
    private static final String SLACK_TEMPLATE = "{\"text\":\"*{subject}*\\n{text}\"}";
    private static final String DISCORD_TEMPLATE = "{\"content\":\"**{subject}**\\n{text}\",\"allowed_mentions\":{\"parse\":[]}}";
    private static final int DISCORD_TEXT_MAX = 1_700; // with the subject below its limit of 2000
    private static final int DISCORD_LINES_MAX = 6;
    private static final int SLACK_TEXT_MAX = 30_000;
    private static final int WEBHOOK_TEXT_MAX = 30_000;
    private static final Pattern PLACE = Pattern.compile("\\{(subject|text|severity)}");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int RETRY_AFTER_SECONDS_MAX = 900;

    private final AlertChannel name;
    private final WebhookAddress address;
    private final String template;
    private final int textMax;
    private final Duration timeout;
    private final HttpClient client;

    private WebhookChannel(AlertChannel name, WebhookAddress address, String template, int textMax, Duration timeout) {
        this.name = name;
        this.address = address;
        this.template = template;
        this.textMax = textMax;
        this.timeout = timeout;
        client = HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
    }

    /** A channel of Slack. */
    public static WebhookChannel slack(WebhookAddress address) {
        return new WebhookChannel(AlertChannel.SLACK, address, SLACK_TEMPLATE, SLACK_TEXT_MAX, TIMEOUT);
    }

    /** A channel of Discord. */
    public static WebhookChannel discord(WebhookAddress address) {
        return new WebhookChannel(AlertChannel.DISCORD, address, DISCORD_TEMPLATE, DISCORD_TEXT_MAX, TIMEOUT);
    }

    /** Any other one. */
    public static WebhookChannel of(WebhookAddress address, String template) {
        return of(address, template, TIMEOUT);
    }

    static WebhookChannel of(WebhookAddress address, String template, Duration timeout) {
        return new WebhookChannel(AlertChannel.WEBHOOK, address, template, WEBHOOK_TEXT_MAX, timeout);
    }

    @Override
    public AlertChannel name() {
        return name;
    }

    @Override
    public int linesMax() {
        return name == AlertChannel.DISCORD ? DISCORD_LINES_MAX : Message.LINES_MAX;
    }

    @Override
    public String send(Message message) throws DeliveryException {
        URI uri = address.uri();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(document(message), StandardCharsets.UTF_8)).build();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return accepted(answer.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS)); // the client's own limit ends with the head of the answer
        } catch (ExecutionException e) {
            throw DeliveryException.retryable("the web hook cannot be reached (" + e.getCause().getClass().getSimpleName() + ')');
        } catch (TimeoutException e) {
            throw DeliveryException.retryable("the web hook does not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retryable("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static String accepted(HttpResponse<?> answer) throws DeliveryException {
        int code = answer.statusCode();
        if (code >= 200 && code < 300) {
            return "HTTP " + code;
        }
        if (code == 408 || code == 425 || code == 429 || code >= 500) {
            throw DeliveryException.retryable("the web hook does not take it now, HTTP " + code, retryAfterNanos(answer));
        }
        throw DeliveryException.refused("the web hook refuses, HTTP " + code + "; make a new address at the service and set it");
    }

    private static long retryAfterNanos(HttpResponse<?> answer) {
        Optional<String> asked = answer.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,9}"));
        return asked.map(text -> Math.min(RETRY_AFTER_SECONDS_MAX, Integer.parseInt(text)) * SECOND_NANOS).orElse(0L);
    }

    String document(Message message) {
        String text = message.body();
        if (text.length() > textMax) {
            text = text.substring(0, Character.isHighSurrogate(text.charAt(textMax - 1)) ? textMax - 1 : textMax) + "\n(cut; see logs/alerts.log)";
        }
        StringBuilder document = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String value = switch (place.group(1)) {
                case "subject" -> message.subject();
                case "severity" -> Message.severity(message.severity());
                default -> text;
            };
            place.appendReplacement(document, Matcher.quoteReplacement(quoted(value)));
        }
        return place.appendTail(document).toString();
    }

    /** The inside of a JSON string; for Slack also without its own marks, by which a text could call everybody. */
    private String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            if (at == '"' || at == '\\') {
                quoted.append('\\').append(at);
            } else if (at == '\n') {
                quoted.append("\\n");
            } else if (at < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) at));
            } else if (name == AlertChannel.SLACK && (at == '&' || at == '<' || at == '>')) {
                quoted.append(at == '&' ? "&amp;" : at == '<' ? "&lt;" : "&gt;");
            } else {
                quoted.append(at);
            }
        }
        return quoted.toString();
    }
}
