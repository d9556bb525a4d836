package io.tradebot.ops.user;

import java.security.SecureRandom;

/** A password for the first login: almost 149 random bits as letters and digits that are not mistaken for each other. Any thread. */
public final class OneTimeToken {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 6;

    private OneTimeToken() {
    }

    /** Five groups of letters with dashes between them. */
    public static String fresh(SecureRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            text.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
