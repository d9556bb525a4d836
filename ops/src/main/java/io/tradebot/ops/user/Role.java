package io.tradebot.ops.user;

import java.util.Arrays;
import java.util.Optional;

/** What a user may do. */
public enum Role {

    /** Everything, users and credentials among it. */
    ADMIN("admin"),
    /** Runs the bot: start, stop, kill, approve; no users and no credentials. */
    OPERATOR("operator"),
    /** Looks. */
    VIEWER("viewer");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** As files and forms write it. */
    public String word() {
        return word;
    }

    /** The role of that word. */
    public static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}
