package io.tradebot.journal.chain;

import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.SealCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealKeyTest {

    /** RFC 8032, section 7.1, TEST 3. */
    private static final String SEED = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7";
    private static final String PUBLIC = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    private static final String SIGNATURE = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

    @TempDir
    Path folder;

    @Test
    void shouldMakeTheKeyOnceForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("a/b/key.pem");
        SealKey made = SealKey.openOrCreate(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(made.publicKey(), SealKey.openOrCreate(file).publicKey());
        assertFalse(HexFormat.of().formatHex(made.publicKey()).equals(
            HexFormat.of().formatHex(SealKey.openOrCreate(folder.resolve("other.pem")).publicKey())));
    }

    @Test
    void shouldSignAsTheRfcDoes() throws IOException {
        SealKey key = SealKey.read(keyFile(SEED));
        byte[] message = HexFormat.of().parseHex("af82");
        assertEquals(PUBLIC, HexFormat.of().formatHex(key.publicKey()));
        assertEquals(SIGNATURE, HexFormat.of().formatHex(key.sign(message)));
        assertTrue(SealKey.isSignedBy(key.publicKey(), message, HexFormat.of().parseHex(SIGNATURE)));
    }

    @Test
    void shouldRefuseEveryOtherBitOfTheSignature() throws IOException {
        SealKey key = SealKey.read(keyFile(SEED));
        byte[] message = HexFormat.of().parseHex("af82");
        for (int bit = 0; bit < 512; bit++) {
            byte[] signature = HexFormat.of().parseHex(SIGNATURE);
            signature[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(SealKey.isSignedBy(key.publicKey(), message, signature), "bit " + bit);
        }
        byte[] noKey = new byte[32];
        java.util.Arrays.fill(noKey, (byte) 0xff);
        assertFalse(SealKey.isSignedBy(noKey, message, HexFormat.of().parseHex(SIGNATURE)));
        assertFalse(SealKey.isSignedBy(key.publicKey(), message, new byte[3]));
    }

    @Test
    void shouldRefuseAKeyThatOthersMayRead() throws IOException {
        Path file = keyFile(SEED);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String message = assertThrows(SealKeyException.class, () -> SealKey.read(file)).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("rw-r--r--") && message.contains("chmod 600"), message);
    }

    @Test
    void shouldRefuseAFileThatIsNoKeyWithoutShowingIt() throws IOException {
        for (String text : new String[] {"", "hunter2", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----"}) {
            Path file = folder.resolve("bad.pem");
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            String message = assertThrows(SealKeyException.class, () -> SealKey.read(file)).getMessage();
            assertTrue(message.contains("bad.pem") && !message.contains("hunter2"), message);
        }
    }

    @Test
    void shouldExportThePublicKeyAsPem() throws IOException {
        SealKey key = SealKey.read(keyFile(SEED));
        Path pem = folder.resolve("public.pem");
        Files.writeString(pem, SealKey.publicPem(key.publicKey()));
        assertArrayEquals(key.publicKey(), SealKey.readPublic(pem));
        assertThrows(SealKeyException.class, () -> SealKey.readPublic(folder.resolve("key.pem")), "a private key is no public one");
        assertFalse(key.toString().contains(SEED));
    }

    @Test
    void shouldMakeAKeyWhereAProcessDiedMakingOne(@TempDir Path place) throws IOException {
        Path file = place.resolve("key.pem");
        Files.createFile(place.resolve("key.pem.new"));
        byte[] message = {1, 2, 3};
        assertArrayEquals(SealKey.openOrCreate(file).sign(message), SealKey.read(file).sign(message));
        assertFalse(Files.exists(place.resolve("key.pem.new")));
    }

    @Test
    void shouldSignEveryPartOfASeal() throws IOException {
        SealKey key = SealKey.read(keyFile(SEED));
        byte[] first = new byte[32];
        byte[] head = new byte[32];
        head[31] = 7;
        Seal seal = Seal.sign(key, SealCause.INTERVAL, first, 41, head);
        assertEquals("tradebot-journal-seal 1\njournal " + "00".repeat(32) + "\nsequence 41\nchain " + "00".repeat(31) + "07\ncause INTERVAL\nschema "
            + MessageHeaderDecoder.SCHEMA_VERSION + "\n",
            new String(seal.signedText(), StandardCharsets.US_ASCII));
        assertTrue(seal.isGenuine());
        String other = "11".repeat(32);
        assertFalse(new Seal(SealCause.OPERATOR, seal.journal(), 41, seal.chain(), seal.schemaVersion(), seal.publicKey(), seal.signature()).isGenuine());
        assertFalse(new Seal(seal.cause(), other, 41, seal.chain(), seal.schemaVersion(), seal.publicKey(), seal.signature()).isGenuine());
        assertFalse(new Seal(seal.cause(), seal.journal(), 42, seal.chain(), seal.schemaVersion(), seal.publicKey(), seal.signature()).isGenuine());
        assertFalse(new Seal(seal.cause(), seal.journal(), 41, other, seal.schemaVersion(), seal.publicKey(), seal.signature()).isGenuine());
        assertFalse(new Seal(seal.cause(), seal.journal(), 41, seal.chain(), 99, seal.publicKey(), seal.signature()).isGenuine());
        assertFalse(new Seal(seal.cause(), seal.journal(), 41, seal.chain(), seal.schemaVersion(), other, seal.signature()).isGenuine());
    }

    private Path keyFile(String seed) throws IOException {
        Path file = folder.resolve("key.pem");
        byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + seed);
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + java.util.Base64.getEncoder().encodeToString(der) + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
