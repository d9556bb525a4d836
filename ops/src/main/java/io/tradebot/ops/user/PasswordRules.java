package io.tradebot.ops.user;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a password must be: long, and not one that everybody tries. No composition rules: length is what helps. Any thread. */
public final class PasswordRules {

    /** Fewest characters. */
    public static final int LENGTH_MIN = 12;
    /** Most characters. */
    public static final int LENGTH_MAX = 128;

    private static final int DISTINCT_MIN = 6;
    private static final String RESOURCE = "common-passwords.txt";
    /** Letters that stand in for others, and what they stand for. */
    private static final String DISGUISED = "0134578@$!+|";
    private static final String PLAIN = "oleastbasitl";
    private static final Set<String> COMMON = common();

    private PasswordRules() {
    }

    private static Set<String> common() {
        try (InputStream in = PasswordRules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            Set<String> words = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(words::add);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Everything that is wrong with the password of a user, empty when it may be used; never repeats any of it. */
    public static List<String> problems(String user, String password) {
        List<String> problems = new ArrayList<>();
        int length = password.codePointCount(0, password.length());
        if (length < LENGTH_MIN) {
            problems.add("has " + length + " characters, fewer than " + LENGTH_MIN + "; use several words");
        }
        if (length > LENGTH_MAX) {
            problems.add("has " + length + " characters, more than " + LENGTH_MAX + "; shorten it");
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            problems.add("has a control character; type it again without one");
        }
        if (length > 0 && password.chars().distinct().count() < DISTINCT_MIN) {
            problems.add("has fewer than " + DISTINCT_MIN + " different characters; use several words");
        }
        if (user.length() > 2 && password.toLowerCase(Locale.ROOT).contains(user.toLowerCase(Locale.ROOT))) {
            problems.add("contains the name of the user; choose another");
        }
        if (isCommon(password)) {
            problems.add("is made of words and rows of keys that everybody tries first; use several words of your own");
        }
        return problems;
    }

    /**
     * Whether nothing but common words is left when digits and signs at both ends go, as they stand or with those that stand for
     * letters read as such; for a password without letters, nothing but common rows of digits.
     */
    private static boolean isCommon(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        String core = lower.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        if (core.isEmpty()) {
            return isChain(lower.replaceAll("[^0-9]", ""));
        }
        StringBuilder undisguised = new StringBuilder();
        core.chars().forEach(c -> undisguised.append(DISGUISED.indexOf(c) < 0 ? (char) c : PLAIN.charAt(DISGUISED.indexOf(c))));
        return COMMON.contains(lower) || isChain(core.replaceAll("[^\\p{L}]", "")) || isChain(undisguised.toString().replaceAll("[^\\p{L}]", ""));
    }

    /** Whether a text is a chain of common words. */
    private static boolean isChain(String text) {
        boolean[] isReached = new boolean[text.length() + 1];
        isReached[0] = true;
        for (int from = 0; from < text.length(); from++) {
            for (int to = from + 2; isReached[from] && to <= text.length(); to++) {
                isReached[to] |= COMMON.contains(text.substring(from, to));
            }
        }
        return !text.isEmpty() && isReached[text.length()];
    }
}
