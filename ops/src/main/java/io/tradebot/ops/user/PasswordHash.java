package io.tradebot.ops.user;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a password: Argon2id with 64 MiB, three passes and four lanes (RFC 9106, second recommended choice), in the usual
 * text form, so that later versions may raise the cost. Immutable, any thread.
 *
 * @param text {@code $argon2id$v=19$m=..,t=..,p=..$salt$hash}
 */
public record PasswordHash(String text) {

    private static final int MEMORY_KIB = 1 << 16;
    private static final int PASSES = 3;
    private static final int LANES = 4;
    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;
    /** Bounds of what is computed for a stored text: a changed one must not exhaust the machine. */
    private static final int MEMORY_KIB_MAX = 1 << 20;
    private static final int PASSES_MAX = 20;
    private static final Pattern FORM =
        Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    /** @throws IllegalArgumentException when the text is of another form; it is not repeated */
    public PasswordHash {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MEMORY_KIB_MAX || Integer.parseInt(form.group(2)) > PASSES_MAX) {
            throw new IllegalArgumentException("no Argon2id hash of a password");
        }
    }

    /** Hashes a password under a new salt; takes tenths of a second on purpose. */
    public static PasswordHash of(String password, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash(String.format(Locale.ROOT, "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", MEMORY_KIB, PASSES, LANES,
            base64.encodeToString(salt), base64.encodeToString(hash(password, salt, MEMORY_KIB, PASSES, LANES))));
    }

    /** Whether this is the hash of that password; takes as long for any. */
    public boolean isOf(String password) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("checked when it was made");
        }
        byte[] hash = hash(password, Base64.getDecoder().decode(form.group(4)), Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)));
        return MessageDigest.isEqual(hash, Base64.getDecoder().decode(form.group(5)));
    }

    private static byte[] hash(String password, byte[] salt, int memoryKib, int passes, int lanes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib).withIterations(passes).withParallelism(lanes).withSalt(salt).build());
        byte[] hash = new byte[HASH_LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    /** Shows nothing that could be guessed against. */
    @Override
    public String toString() {
        return "PasswordHash";
    }
}
