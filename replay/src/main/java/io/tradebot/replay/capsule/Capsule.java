package io.tradebot.replay.capsule;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.SliceReader;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.tool.SealExport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the capsule of a session: one signed file that can be checked without the journal it comes from. The same journal, date, key
 * and program give the same bytes. Any thread.
 *
 * @param file         where it is
 * @param identity     ENTITY_JURISDICTION_BROKER_BOT
 * @param firstSequence first excerpt of the slice
 * @param lastSequence last excerpt of the slice
 * @param headChain    chain after it, hex
 * @param isDayClosed  whether the day had been closed
 * @param sealCount    seals in the slice
 * @param laterSealCount seals of the journal behind the slice
 * @param length       bytes of the file
 */
public record Capsule(Path file, String identity, long firstSequence, long lastSequence, String headChain, boolean isDayClosed, int sealCount,
                      int laterSealCount, long length) {

    static final String BOOKS_BEFORE = "journal/books-before.db";
    static final String EXCERPTS = "journal/excerpts.bin";
    static final String SEALS = "journal/seals.json";
    static final String SETTINGS = "settings.env";
    static final String CODE = "code.txt";
    static final String PUBLIC_KEY = "public-key.pem";
    /** All that is signed, by name: each of them, and no other, is in a capsule. */
    static final List<String> PARTS = Stream.concat(CapsuleExports.NAMES.stream(), Stream.of(BOOKS_BEFORE, EXCERPTS, SEALS, SETTINGS, CODE, PUBLIC_KEY))
        .sorted().toList();

    /** What came of it: a capsule, or a journal too damaged to make one of. */
    public record Outcome(Optional<Capsule> capsule, VerificationReport verification) {
    }

    /**
     * Verifies the journal, then writes the capsule.
     *
     * @param date   of the session at the exchange
     * @param target a new file; when null, {@code capsules/IDENTITY_BOT_DATE.capsule.zip} beside the journal
     * @throws IllegalArgumentException when the journal has no session on the date; it names those that it has
     */
    public static Outcome write(Path journal, LocalDate date, SealKey key, Path target, JournalVerifier.Progress progress) throws IOException {
        VerificationReport verification = JournalVerifier.verify(journal, progress);
        if (!verification.isSound()) {
            return new Outcome(Optional.empty(), verification);
        }
        SessionSlice slice = SessionSlice.find(journal, date);
        Path folder = Files.createTempDirectory("tradebot-capsule");
        try {
            return new Outcome(Optional.of(write(journal, slice, verification, key, target, folder)), verification);
        } finally {
            remove(folder);
        }
    }

    private static Capsule write(Path journal, SessionSlice slice, VerificationReport verification, SealKey key, Path target, Path folder)
        throws IOException {
        // 1. the excerpts as they are on disk, and the settings in force when the day opened
        SettingsInForce settings = new SettingsInForce();
        byte[] chain = new byte[HashChain.LENGTH];
        String previousChain = previousChain(journal, slice.firstSequence());
        Files.createDirectories(folder.resolve("journal"));
        try (JournalReader reader = JournalReader.open(journal, slice.firstSequence());
             OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(EXCERPTS)))) {
            while (reader.sequence() < slice.lastSequence() && reader.next()) {
                reader.writeFrame(out);
                if (reader.sequence() <= slice.openedSequence()) {
                    settings.learn(reader);
                }
            }
            reader.copyChain(chain);
        }
        Path file = target != null ? target : journal.toAbsolutePath().getParent().resolve("capsules")
            .resolve(settings.identity() + "_BOT_" + slice.date() + ".capsule.zip");
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.writeString(folder.resolve(SETTINGS), settings.text(), StandardCharsets.UTF_8);
        // 2. the seals that vouch for excerpts of the slice, key and code
        List<Seal> seals = verification.seals().stream().filter(seal -> seal.sealedSequence() >= slice.firstSequence()).toList();
        int sealCount = (int) seals.stream().filter(seal -> seal.sealedSequence() < slice.lastSequence()).count();
        Files.writeString(folder.resolve(SEALS), SealExport.json(verification.firstChain(), seals), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(PUBLIC_KEY), SealKey.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
        Files.writeString(folder.resolve(CODE), RunningCode.text(), StandardCharsets.UTF_8);
        // 3. what people read, from the parts alone
        CapsuleExports.writeBooksBefore(journal, slice, folder);
        CapsuleExports.write(() -> SliceReader.open(folder.resolve(EXCERPTS), 0, Files.size(folder.resolve(EXCERPTS)), slice.firstSequence(),
            previousChain, verification.firstChain()), slice, previousChain, folder);
        // 4. the manifest over all of it, signed
        CapsuleManifest manifest = new CapsuleManifest(settings.identity(), slice, verification.firstChain(), previousChain, HashChain.hex(chain),
            sealCount, seals.size() - sealCount, settings.versionTag(), sha256(folder.resolve(SETTINGS)), sha256(folder.resolve(CODE)),
            HashChain.hex(key.publicKey()), parts(folder));
        sign(manifest, key, folder, file);
        return new Capsule(file, settings.identity(), slice.firstSequence(), slice.lastSequence(), manifest.headChain(), slice.isDayClosed(),
            sealCount, seals.size() - sealCount, Files.size(file));
    }

    private static String previousChain(Path journal, long firstSequence) {
        byte[] chain = new byte[HashChain.LENGTH];
        if (firstSequence > 0) {
            try (JournalReader reader = JournalReader.open(journal, firstSequence - 1)) {
                reader.next();
                reader.copyChain(chain);
            }
        }
        return HashChain.hex(chain);
    }

    private static String sha256(Path file) throws IOException {
        return CapsuleFile.digest(file).sha256();
    }

    /** The parts that lie in the folder. */
    static List<CapsuleManifest.Part> parts(Path folder) throws IOException {
        List<CapsuleManifest.Part> parts = new ArrayList<>();
        for (String name : PARTS) {
            CapsuleFile.Digest digest = CapsuleFile.digest(folder.resolve(name));
            parts.add(new CapsuleManifest.Part(name, digest.length(), digest.sha256()));
        }
        return parts;
    }

    /** Signs the manifest and puts it and the parts in the folder into one file. */
    static void sign(CapsuleManifest manifest, SealKey key, Path folder, Path file) throws IOException {
        byte[] text = manifest.bytes();
        try {
            assert CapsuleManifest.parse(text).equals(manifest) : "the manifest does not read as it was written";
        } catch (CapsuleException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        Files.write(folder.resolve(CapsuleFile.MANIFEST), text);
        Files.write(folder.resolve(CapsuleFile.SIGNATURE), key.sign(text));
        CapsuleFile.write(file, folder, Stream.concat(Stream.of(CapsuleFile.MANIFEST, CapsuleFile.SIGNATURE), PARTS.stream()).toList());
    }

    /** Removes a scratch folder with all that is in it. */
    static void remove(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch folder " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
