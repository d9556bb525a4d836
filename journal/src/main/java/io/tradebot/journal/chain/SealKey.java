package io.tradebot.journal.chain;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The Ed25519 key pair that seals journals. It lives in one file (PKCS#8 in PEM form, as {@code openssl genpkey -algorithm
 * ED25519} writes it) that only its owner may read, and never enters a journal, a log or a message. Immutable, any thread.
 */
public final class SealKey {

    /** Bytes of a raw public key, and of the private seed. */
    public static final int KEY_LENGTH = 32;
    /** Bytes of a signature. */
    public static final int SIGNATURE_LENGTH = 64;

    private static final String PRIVATE_LABEL = "PRIVATE KEY";
    private static final String PUBLIC_LABEL = "PUBLIC KEY";
    /** What stands before the 32 bytes in PKCS#8 and in SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final long MAX_FILE_LENGTH = 4096;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final Ed25519PrivateKeyParameters privateKey;
    private static final String NEW_SUFFIX = ".new";

    private final byte[] publicKey;

    private SealKey(byte[] seed) {
        privateKey = new Ed25519PrivateKeyParameters(seed, 0);
        publicKey = privateKey.generatePublicKey().getEncoded();
    }

    /** Reads the key pair, or makes one and writes it with mode 0600, on disk before this returns. */
    public static SealKey openOrCreate(Path file) throws IOException {
        return Files.exists(file) ? read(file) : create(file);
    }

    /**
     * Reads the key pair of a file.
     *
     * @throws SealKeyException when the file is no Ed25519 private key, or somebody else than its owner may read it
     */
    public static SealKey read(Path file) throws IOException {
        requirePrivate(file);
        if (Files.size(file) > MAX_FILE_LENGTH) {
            throw new SealKeyException(file + " has " + Files.size(file) + " bytes, a key file has less than " + MAX_FILE_LENGTH
                + "; name the file that 'tradebot journal key' made");
        }
        byte[] bytes = fromPem(Files.readString(file, StandardCharsets.ISO_8859_1), PRIVATE_LABEL, PRIVATE_PREFIX, file);
        try {
            return new SealKey(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static SealKey create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        byte[] seed = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(seed);
        boolean isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = isPosix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        // Under another name first: half a key would keep out the next process. What a dead one left there was never used.
        Path temporary = file.resolveSibling(file.getFileName() + NEW_SUFFIX);
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer text = ByteBuffer.wrap(toPem(PRIVATE_LABEL, PRIVATE_PREFIX, seed).getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(temporary, file);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        return new SealKey(seed);
    }

    private static void requirePrivate(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new SealKeyException("the key file " + file + " has mode " + PosixFilePermissions.toString(permissions)
                + ", allowed is rw------- at most; run chmod 600 " + file + ", and make a new key if others may have read it");
        }
    }

    /** Signs a message: {@link #SIGNATURE_LENGTH} bytes, the same each time. */
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** The raw public key, {@link #KEY_LENGTH} bytes; a copy. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the owner of a raw public key signed this message; false as well for what is no key or no signature. */
    public static boolean isSignedBy(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != KEY_LENGTH || signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        try {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        } catch (IllegalArgumentException isNoPointOfTheCurve) {
            return false;
        }
    }

    /** A raw public key as openssl reads it. */
    public static String publicPem(byte[] publicKey) {
        return toPem(PUBLIC_LABEL, PUBLIC_PREFIX, publicKey);
    }

    /** Reads the raw public key from a file that {@link #publicPem} or openssl wrote. */
    public static byte[] readPublic(Path file) throws IOException {
        return fromPem(Files.readString(file, StandardCharsets.ISO_8859_1), PUBLIC_LABEL, PUBLIC_PREFIX, file);
    }

    private static String toPem(String label, byte[] prefix, byte[] key) {
        byte[] der = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, der, prefix.length, key.length);
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] fromPem(String pem, String label, byte[] prefix, Path file) {
        String text = pem.strip();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        if (text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length() + end.length()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
                if (der.length == prefix.length + KEY_LENGTH && Arrays.equals(der, 0, prefix.length, prefix, 0, prefix.length)) {
                    return Arrays.copyOfRange(der, prefix.length, der.length);
                }
            } catch (IllegalArgumentException isNoBase64) {
                // said below, without any part of the contents
                throw notAKey(label, file);
            }
        }
        throw notAKey(label, file);
    }

    private static SealKeyException notAKey(String label, Path file) {
        return new SealKeyException(file + " holds no Ed25519 key in PEM form (BEGIN " + label + ")"
            + "; 'tradebot journal key' makes a key pair, with --export it prints the public key");
    }

    /** Names the public key, nothing else. */
    @Override
    public String toString() {
        return "SealKey " + HexFormat.of().formatHex(publicKey);
    }
}
