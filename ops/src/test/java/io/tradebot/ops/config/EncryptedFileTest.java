package io.tradebot.ops.config;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EncryptedFileTest {

    private static final Path PATH = Path.of("secrets", "users.json.enc");
    private static final String NAME = "users.json.enc";
    private static final byte[] CONTENTS = "canary-7f3b {\"users\":[]}".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final DataKey key = DataKey.fresh(KeyId.fresh(7, random), random);
    private final byte[] file = EncryptedFile.seal(NAME, key, CONTENTS, random);

    private StoreException refused(String name, DataKey with, byte[] bytes) {
        StoreException e = assertThrows(StoreException.class, () -> EncryptedFile.open(PATH, name, with, bytes));
        assertEquals(StoreException.Reason.DAMAGED, e.reason());
        assertTrue(e.getMessage().startsWith(PATH + " does not open with key " + with.id()), e.getMessage());
        assertFalse(e.getMessage().contains("canary"), e.getMessage());
        return e;
    }

    @Test
    void shouldGiveBackWhatWasSealed() {
        assertArrayEquals(CONTENTS, EncryptedFile.open(PATH, NAME, key, file));
        DataKey other = DataKey.fresh(KeyId.fresh(8, random), random);
        assertArrayEquals(new byte[0], EncryptedFile.open(PATH, NAME, other, EncryptedFile.seal(NAME, other, new byte[0], random)));
    }

    /** As settings-store.md describes the form, read by hand. */
    @Test
    void shouldHaveTheFormThatIsDocumented() throws Exception {
        ByteBuffer in = ByteBuffer.wrap(file);
        byte[] magic = new byte[8];
        in.get(magic);
        assertEquals("TBOTENC\n", new String(magic, StandardCharsets.US_ASCII));
        assertEquals(1, in.getShort());
        byte[] id = new byte[16];
        in.get(id);
        assertEquals(key.id().hex(), HexFormat.of().formatHex(id));
        assertTrue(key.id().hex().startsWith("00000007"));
        byte[] nonce = new byte[12];
        in.get(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(magic);
        cipher.updateAAD(new byte[] {0, 1});
        cipher.updateAAD(id);
        cipher.updateAAD(NAME.getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(CONTENTS, cipher.doFinal(file, in.position(), in.remaining()));
    }

    @Test
    void shouldRefuseEveryChangedBitOfEveryByte() {
        for (int i = 0; i < file.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) (1 << bit);
                refused(NAME, key, changed);
            }
        }
    }

    @Test
    void shouldRefuseEveryCutAndEveryAddition() {
        for (int length = 0; length < file.length; length++) {
            refused(NAME, key, Arrays.copyOf(file, length));
        }
        refused(NAME, key, Arrays.copyOf(file, file.length + 1));
    }

    @Test
    void shouldRefuseAnotherNameAnotherKeyAndAnotherIdOfTheSameKey() {
        assertTrue(refused(".env_bot.enc", key, file).getMessage().contains("put under another name"));
        assertTrue(refused(NAME, DataKey.fresh(KeyId.fresh(8, random), random), file).getMessage().contains("it names key " + key.id()));
        DataKey sameId = DataKey.fresh(key.id(), random);
        assertTrue(refused(NAME, sameId, file).getMessage().contains("the key is a wrong one"));
    }

    @Test
    void shouldEncryptOnceWithAKeyAndNeverTakeANonceTwice() {
        assertThrows(IllegalStateException.class, () -> EncryptedFile.seal(NAME, key, CONTENTS, random));
        Set<String> nonces = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 2_000; i++) {
            DataKey next = DataKey.fresh(KeyId.fresh(1, random), random);
            byte[] sealed = EncryptedFile.seal(NAME, next, CONTENTS, random);
            assertTrue(nonces.add(HexFormat.of().formatHex(sealed, 26, 38)));
            assertTrue(ids.add(next.id().hex()));
        }
    }

    @Test
    void shouldNotEncryptWithAKeyFromDisk() {
        byte[] text = DataKey.fresh(key.id(), random).fileText(SharedCategory.USERS, StoreFixture.CLOCK.instant());
        DataKey read = DataKey.parse(Path.of("users.key"), text, key.id());
        assertThrows(IllegalStateException.class, () -> EncryptedFile.seal(NAME, read, CONTENTS, random));
    }

    @Test
    void shouldNameAKeyFileThatIsNone() {
        byte[] text = DataKey.fresh(key.id(), random).fileText(SharedCategory.USERS, StoreFixture.CLOCK.instant());
        for (int length = 0; length < text.length; length++) {
            byte[] cut = Arrays.copyOf(text, length);
            StoreException e = assertThrows(StoreException.class, () -> DataKey.parse(Path.of("users.key"), cut, key.id()));
            assertTrue(e.getMessage().startsWith("users.key is no") && e.getMessage().contains(key.id().hex()), e.getMessage());
        }
        KeyId other = KeyId.fresh(9, random);
        StoreException e = assertThrows(StoreException.class, () -> DataKey.parse(Path.of("users.key"), text, other));
        assertTrue(e.getMessage().contains("is not the key " + other), e.getMessage());
    }

    @Test
    void shouldRefuseContentsBeyondTheLimit() {
        DataKey fresh = DataKey.fresh(KeyId.fresh(1, random), random);
        assertThrows(StoreException.class, () -> EncryptedFile.seal(NAME, fresh, new byte[EncryptedFile.CONTENTS_LENGTH_MAX + 1], random));
    }
}
