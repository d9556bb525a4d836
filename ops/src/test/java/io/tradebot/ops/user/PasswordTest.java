package io.tradebot.ops.user;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PasswordTest {

    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(strings = {"password1234", "Password1234!", "P@ssw0rd2026!", "correcthorsebatterystaple", "Correct-Horse-Battery-Staple", "qwertyuiop123",
        "letmeinletmein", "1234567890123", "trustno1trustno1", "Tr4d3b0tTr4d3b0t", "iloveyou12345", "changemechangeme", "abcdefghijkl", "aaaaaaaaaaaaaa",
        "ababababababab", "summer2026!!!", "AdminAdmin1234", "qazwsxedcrfv", "0987654321098", "short", "", "twelve\u0000chars"})
    void shouldRefuseWhatEverybodyTries(String password) {
        assertNotEquals(List.of(), PasswordRules.problems("anna", password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"violet teapots argue quietly", "mn7-kkq2-vhd9-x4", "Dampfschifffahrt am Sonntag", "gruene Heringe \u00fcber Tal", "kestrel$19plume",
        "\u0432\u0435\u0447\u0435\u0440\u043d\u0438\u0439 \u0447\u0430\u0439"})
    void shouldTakeWhatIsLongAndOnesOwn(String password) {
        assertEquals(List.of(), PasswordRules.problems("anna", password));
    }

    @Test
    void shouldNameEveryProblemAndNotRepeatThePassword() {
        List<String> problems = PasswordRules.problems("anna", "anna1");
        assertTrue(problems.size() >= 3, problems.toString());
        assertFalse(problems.toString().contains("anna1"));
        assertEquals(1, PasswordRules.problems("anna", "xq!3k ".repeat(30)).size(), "too long");
        assertEquals(1, PasswordRules.problems("bernadette", "Zebra-Bernadette-Quilt").size(), "the user's name");
    }

    @Test
    void shouldKnowThePasswordOfAHashAndNoOther() {
        PasswordHash hash = PasswordHash.of("violet teapots argue quietly", random);
        assertTrue(hash.text().startsWith("$argon2id$v=19$m=65536,t=3,p=4$"), hash.text());
        assertTrue(new PasswordHash(hash.text()).isOf("violet teapots argue quietly"));
        assertFalse(hash.isOf("violet teapots argue quietly "));
        assertNotEquals(hash.text(), PasswordHash.of("violet teapots argue quietly", random).text(), "salted");
        assertFalse(hash.toString().contains("argon"));
    }

    @Test
    void shouldRefuseWhatIsNoHashOrWouldExhaustTheMachine() {
        for (String text : List.of("", "x", "$argon2i$v=19$m=65536,t=3,p=4$" + "A".repeat(22) + "$" + "A".repeat(43),
            "$argon2id$v=19$m=9999999,t=3,p=4$" + "A".repeat(22) + "$" + "A".repeat(43),
            "$argon2id$v=19$m=65536,t=99,p=4$" + "A".repeat(22) + "$" + "A".repeat(43))) {
            assertThrows(IllegalArgumentException.class, () -> new PasswordHash(text));
        }
    }

    @Test
    void shouldMakeTokensThatAreGoodPasswordsAndNeverTheSame() {
        Set<String> tokens = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            String token = OneTimeToken.fresh(random);
            assertTrue(token.matches("([a-z2-9]{6}-){4}[a-z2-9]{6}"), token);
            assertTrue(tokens.add(token));
            assertEquals(List.of(), PasswordRules.problems("admin", token));
        }
    }

    @Test
    void shouldKeepUsersAsTheyAre() {
        List<User> users = List.of(new User("anna", Role.ADMIN, PasswordHash.of("x", random), false, Instant.parse("2026-11-20T14:30:00Z")),
            new User("ben", Role.VIEWER, PasswordHash.of("y", random), true, Instant.parse("2026-11-20T14:31:00Z")));
        assertEquals(users, UserFile.read(UserFile.write(users)));
        assertThrows(IllegalArgumentException.class, () -> UserFile.read("{\"version\":2}".getBytes(StandardCharsets.UTF_8)));
        assertThrows(IllegalArgumentException.class, () -> UserFile.read("secret".getBytes(StandardCharsets.UTF_8)));
    }
}
