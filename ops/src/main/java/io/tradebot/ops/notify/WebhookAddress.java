package io.tradebot.ops.notify;

import java.net.URI;
import java.util.Set;

/**
 * The address of a web hook, which is its secret: who has it can write. Never shown. Only https, or http to this machine.
 */
public final class WebhookAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI uri;

    private WebhookAddress(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads one.
     *
     * @param key the setting it comes from, for the message
     * @throws IllegalArgumentException naming the key and the rule, never the address
     */
    public static WebhookAddress of(String key, String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) { // its text repeats the address
            uri = URI.create("");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean isHere = uri.getHost() != null && THIS_MACHINE.contains(uri.getHost());
        if (uri.getHost() == null || uri.getUserInfo() != null || !scheme.equals("https") && !(scheme.equals("http") && isHere)) {
            throw new IllegalArgumentException(key + " is no address of a web hook; give https://host/path, or http to this machine");
        }
        return new WebhookAddress(uri);
    }

    URI uri() {
        return uri;
    }

    @Override
    public String toString() {
        return "WebhookAddress[***]";
    }
}
