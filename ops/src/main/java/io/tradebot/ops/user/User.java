package io.tradebot.ops.user;

import java.time.Instant;

/**
 * Somebody who may log in. Immutable.
 *
 * @param name      lower case letters, digits, '.', '_' and '-'
 * @param hash      of the password, or of a token that serves for the first login only
 * @param isOneTime the password must be replaced at the first login
 * @param created   by the clock that was given
 */
public record User(String name, Role role, PasswordHash hash, boolean isOneTime, Instant created) {

    private static final String NAME = "[a-z][a-z0-9._-]{1,31}";

    /** Whether a user can have this name. */
    public static boolean isName(String name) {
        return name.matches(NAME);
    }
}
