package io.tradebot.ops.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The form of an encrypted file: magic, version, key id, nonce, AES-256-GCM ciphertext with its tag. File name, version and key id
 * are authenticated with it, so a file under another name or of another store does not open. Any thread.
 */
final class EncryptedFile {

    static final int VERSION = 1;
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;
    static final int HEADER_LENGTH = 8 + 2 + KeyId.LENGTH + NONCE_LENGTH;
    /** Most bytes of contents. */
    static final int CONTENTS_LENGTH_MAX = 4 << 20;
    static final int FILE_LENGTH_MAX = HEADER_LENGTH + CONTENTS_LENGTH_MAX + TAG_LENGTH;

    private static final byte[] MAGIC = "TBOTENC\n".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_ID_OFFSET = MAGIC.length + 2;
    private static final int NONCE_OFFSET = KEY_ID_OFFSET + KeyId.LENGTH;

    private EncryptedFile() {
    }

    /** Encrypts contents with a key that has encrypted nothing yet. */
    static byte[] seal(String fileName, DataKey key, byte[] contents, SecureRandom random) {
        if (contents.length > CONTENTS_LENGTH_MAX) {
            throw new StoreException(StoreException.Reason.REFUSED, fileName + " would hold " + contents.length + " bytes, more than "
                + CONTENTS_LENGTH_MAX + ". Shorten it.");
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key.spend(), nonce, fileName, key.id());
            return ByteBuffer.allocate(HEADER_LENGTH + contents.length + TAG_LENGTH).put(MAGIC).putShort((short) VERSION)
                .put(key.id().bytes()).put(nonce).put(cipher.doFinal(contents)).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt with AES-256-GCM", e);
        }
    }

    /**
     * The contents, all of them and authenticated, or none.
     *
     * @param path for messages
     * @throws StoreException naming file and key id
     */
    static byte[] open(Path path, String fileName, DataKey key, byte[] file) {
        if (file.length < HEADER_LENGTH + TAG_LENGTH || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw damaged(path, key.id(), "it is cut, or no encrypted file");
        }
        int version = ByteBuffer.wrap(file).getShort(MAGIC.length);
        if (version != VERSION) {
            throw damaged(path, key.id(), "it has format version " + version + ", and this program knows " + VERSION + " only");
        }
        KeyId named = KeyId.of(Arrays.copyOfRange(file, KEY_ID_OFFSET, NONCE_OFFSET));
        if (!named.equals(key.id())) {
            throw damaged(path, key.id(), "it names key " + named + ", so it is of another set or another store");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.bytes(), Arrays.copyOfRange(file, NONCE_OFFSET, HEADER_LENGTH), fileName, key.id());
            return cipher.doFinal(file, HEADER_LENGTH, file.length - HEADER_LENGTH);
        } catch (AEADBadTagException e) {
            throw damaged(path, key.id(), "it was changed, cut or put under another name, or the key is a wrong one");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot decrypt AES-256-GCM", e);
        }
    }

    private static StoreException damaged(Path path, KeyId id, String why) {
        return new StoreException(StoreException.Reason.DAMAGED, path + " does not open with key " + id + ": " + why
            + ". Nothing of it was used. " + StoreFolders.REMEDY);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String fileName, KeyId id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
        byte[] name = fileName.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(MAGIC.length + 2 + KeyId.LENGTH + name.length).put(MAGIC).putShort((short) VERSION)
            .put(id.bytes()).put(name).flip());
        return cipher;
    }
}
