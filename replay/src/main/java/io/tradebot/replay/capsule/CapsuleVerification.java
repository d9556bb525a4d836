package io.tradebot.replay.capsule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.engine.recovery.Redecision;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SealCause;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.JournalDamagedException;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.SliceReader;
import io.tradebot.journal.tool.SealExport;
import io.tradebot.projections.db.ProjectionException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a capsule with nothing but the file, from the outside to the inside: container, manifest, signature, parts, excerpts with
 * their chain, seals, settings, then decides the slice again and makes its exports again. Stops at the first thing that does not fit.
 * Used once, by one thread.
 */
public final class CapsuleVerification {

    private static final int MANIFEST_LENGTH_MAX = 1 << 16;
    private static final int SEALS_LENGTH_MAX = 1 << 26;
    private static final int TEXT_LENGTH_MAX = 1 << 22;

    private final Path file;
    private final byte[] expectedKey;
    private final JournalVerifier.Progress progress;
    private final List<String> checks = new ArrayList<>();
    private final Map<String, CapsuleFile.Digest> digestByName = new HashMap<>();
    private CapsuleFile capsule;
    private CapsuleManifest manifest;
    private boolean isSigned;
    private boolean isDecidedAgain;
    private long bytesDone;

    private CapsuleVerification(Path file, byte[] expectedKey, JournalVerifier.Progress progress) {
        this.file = file;
        this.expectedKey = expectedKey;
        this.progress = progress;
    }

    /**
     * Checks a capsule.
     *
     * @param expectedKey raw public key that must have signed; null when any may have: then somebody else could have written all of it
     * @param progress    told in bytes of the file
     */
    public static CapsuleReport verify(Path file, byte[] expectedKey, JournalVerifier.Progress progress) throws IOException {
        CapsuleVerification verification = new CapsuleVerification(file, expectedKey, progress);
        Optional<String> difference = Optional.empty();
        try {
            verification.run();
        } catch (CapsuleException e) {
            difference = Optional.of(e.getMessage());
        } finally {
            if (verification.capsule != null) {
                verification.capsule.close();
            }
        }
        CapsuleManifest manifest = verification.isSigned ? verification.manifest : null;
        return new CapsuleReport(file, difference, List.copyOf(verification.checks), manifest == null ? "" : manifest.identity(),
            manifest == null ? "" : manifest.slice().date().toString(), manifest == null ? "" : manifest.headChain(),
            manifest == null ? "" : manifest.publicKey(), verification.isDecidedAgain);
    }

    private void run() throws IOException, CapsuleException {
        capsule = CapsuleFile.open(file);
        readManifest();
        checkSignature();
        checkParts();
        checkExcerpts();
        Path folder = Files.createTempDirectory("tradebot-capsule");
        try {
            decideAgain();
            exportAgain(folder);
        } finally {
            Capsule.remove(folder);
        }
    }

    private byte[] content(String name, int lengthMax) throws IOException, CapsuleException {
        CapsuleFile.Entry entry = capsule.entry(name);
        byte[] content = capsule.content(entry, lengthMax);
        digest(name);
        return content;
    }

    private CapsuleFile.Digest digest(String name) throws IOException, CapsuleException {
        CapsuleFile.Digest digest = digestByName.get(name);
        if (digest == null) {
            digest = capsule.digest(capsule.entry(name), count -> {
                bytesDone += count;
                progress.at(bytesDone, bytesTotal());
            });
            digestByName.put(name, digest);
        }
        return digest;
    }

    private long bytesTotal() {
        return capsule.entries().stream().mapToLong(CapsuleFile.Entry::length).sum();
    }

    // ----- 1 and 2: container, manifest, signature

    private void readManifest() throws IOException, CapsuleException {
        List<String> names = capsule.entries().stream().map(CapsuleFile.Entry::name).toList();
        List<String> expected = new ArrayList<>(List.of(CapsuleFile.MANIFEST, CapsuleFile.SIGNATURE));
        expected.addAll(Capsule.PARTS);
        if (!names.equals(expected)) {
            for (int i = 0; i < Math.max(names.size(), expected.size()); i++) {
                String found = i < names.size() ? names.get(i) : "the end";
                String wanted = i < expected.size() ? expected.get(i) : "the end";
                if (!found.equals(wanted)) {
                    throw new CapsuleException("entry " + (i + 1) + " of the file is " + found + ", expected " + wanted
                        + ": a part was dropped, added or moved");
                }
            }
        }
        manifest = CapsuleManifest.parse(content(CapsuleFile.MANIFEST, MANIFEST_LENGTH_MAX));
        checks.add("container: " + names.size() + " entries, every byte between them accounted for");
    }

    private void checkSignature() throws IOException, CapsuleException {
        byte[] text = content(CapsuleFile.MANIFEST, MANIFEST_LENGTH_MAX);
        byte[] signature = content(CapsuleFile.SIGNATURE, MANIFEST_LENGTH_MAX);
        String pem = new String(content(Capsule.PUBLIC_KEY, MANIFEST_LENGTH_MAX), StandardCharsets.ISO_8859_1);
        byte[] publicKey = HexFormat.of().parseHex(manifest.publicKey());
        if (!pem.equals(SealKey.publicPem(publicKey))) {
            throw new CapsuleException(Capsule.PUBLIC_KEY + " is not the key " + manifest.publicKey() + " that " + CapsuleFile.MANIFEST + " names");
        }
        if (!SealKey.isSignedBy(publicKey, text, signature)) {
            throw new CapsuleException(CapsuleFile.SIGNATURE + " is not the signature of the key " + manifest.publicKey() + " over "
                + CapsuleFile.MANIFEST + ": one of the two was changed");
        }
        if (expectedKey != null && !HashChain.hex(expectedKey).equals(manifest.publicKey())) {
            throw new CapsuleException("signed by the key " + manifest.publicKey() + ", not by the one given, " + HashChain.hex(expectedKey));
        }
        isSigned = true;
        checks.add("signature: by " + manifest.publicKey() + (expectedKey == null ? " (compare it with the key you were given, or use --public-key)"
            : ", the key given"));
    }

    // ----- 3: parts

    private void checkParts() throws IOException, CapsuleException {
        for (String name : Capsule.PARTS) {
            CapsuleManifest.Part part = manifest.part(name);
            CapsuleFile.Digest digest = digest(name);
            if (part == null) {
                throw new CapsuleException(CapsuleFile.MANIFEST + " does not name the part " + name);
            }
            if (part.length() != digest.length() || !part.sha256().equals(digest.sha256())) {
                throw new CapsuleException(name + " has " + digest.length() + " bytes with SHA-256 " + digest.sha256() + ", "
                    + CapsuleFile.MANIFEST + " says " + part.length() + " with " + part.sha256());
            }
        }
        if (manifest.parts().size() != Capsule.PARTS.size()) {
            throw new CapsuleException(CapsuleFile.MANIFEST + " names " + manifest.parts().size() + " parts, there are " + Capsule.PARTS.size());
        }
        require(digest(Capsule.SETTINGS).sha256().equals(manifest.settingsSha256()), "settings-sha256 of " + CapsuleFile.MANIFEST
            + " is not the SHA-256 of " + Capsule.SETTINGS);
        require(digest(Capsule.CODE).sha256().equals(manifest.codeSha256()), "code-sha256 of " + CapsuleFile.MANIFEST
            + " is not the SHA-256 of " + Capsule.CODE);
        checks.add("parts: " + Capsule.PARTS.size() + ", length and SHA-256 of each");
    }

    private static void require(boolean holds, String otherwise) throws CapsuleException {
        if (!holds) {
            throw new CapsuleException(otherwise);
        }
    }

    // ----- 4: excerpts, seals, settings

    private SliceReader slice() throws IOException, CapsuleException {
        CapsuleFile.Entry entry = capsule.entry(Capsule.EXCERPTS);
        return SliceReader.open(file, entry.offset(), entry.length(), manifest.slice().firstSequence(), manifest.previousChain(), manifest.journal());
    }

    private void checkExcerpts() throws IOException, CapsuleException {
        SessionSlice slice = manifest.slice();
        byte[] chain = new byte[HashChain.LENGTH];
        SettingsInForce settings = new SettingsInForce();
        List<Seal> seals;
        try (SliceReader reader = slice()) {
            while (reader.next()) {
                reader.copyChain(chain);
                require(reader.sequence() != 0 || HashChain.hex(chain).equals(manifest.journal()), place(0) + "its chain is not the one after "
                    + "which " + CapsuleFile.MANIFEST + " names the journal");
                if (reader.sequence() <= slice.openedSequence()) {
                    settings.learn(reader);
                }
                if (reader.sequence() == slice.openedSequence()) {
                    require(opens(reader), place(reader.sequence()) + "it does not open the trading day " + slice.date());
                }
            }
            require(reader.sequence() == slice.lastSequence(), Capsule.EXCERPTS + " ends with sequence " + reader.sequence() + ", "
                + CapsuleFile.MANIFEST + " says " + slice.lastSequence());
            seals = reader.seals();
        } catch (JournalDamagedException e) {
            throw new CapsuleException(Capsule.EXCERPTS + " offset " + e.offset() + " sequence " + e.sequence() + ": " + e.what());
        }
        require(slice.firstSequence() > 0 || HashChain.hex(new byte[HashChain.LENGTH]).equals(manifest.previousChain()),
            "previous-chain of " + CapsuleFile.MANIFEST + " is not zero, and nothing stands before sequence 0");
        require(HashChain.hex(chain).equals(manifest.headChain()), Capsule.EXCERPTS + " leads to chain " + HashChain.hex(chain) + ", "
            + CapsuleFile.MANIFEST + " says " + manifest.headChain());
        checks.add("excerpts: sequence " + slice.firstSequence() + " to " + slice.lastSequence() + ", CRC32C and chain of each, head " + manifest.headChain());
        checkSeals(seals);
        require(settings.identity().equals(manifest.identity()) && settings.versionTag().equals(manifest.decidedBy()), "identity or decided-by of "
            + CapsuleFile.MANIFEST + " are not those of the excerpts, " + settings.identity() + " and " + settings.versionTag());
        String text = new String(content(Capsule.SETTINGS, TEXT_LENGTH_MAX), StandardCharsets.UTF_8);
        require(text.equals(settings.text()), Capsule.SETTINGS + " differs from the settings of the excerpts: " + firstDifference(text, settings.text()));
        checks.add("settings: as in the excerpts when the day opened, SHA-256 " + manifest.settingsSha256());
    }

    private static String place(long sequence) {
        return Capsule.EXCERPTS + " sequence " + sequence + ": ";
    }

    private boolean opens(SliceReader reader) {
        RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        TradingDayOpenedDecoder opened = new TradingDayOpenedDecoder();
        while (cursor.next()) {
            if (cursor.templateId() == TradingDayOpenedDecoder.TEMPLATE_ID) {
                opened.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                return opened.sessionEpochDay() == manifest.slice().date().toEpochDay();
            }
        }
        return false;
    }

    /** The seals in the slice are those of the list; of those behind it only the signature can be checked here. */
    private void checkSeals(List<Seal> found) throws IOException, CapsuleException {
        List<Seal> listed = new ArrayList<>();
        String text = new String(content(Capsule.SEALS, SEALS_LENGTH_MAX), StandardCharsets.UTF_8);
        try {
            JsonNode document = new ObjectMapper().readTree(text);
            for (JsonNode seal : document.path("seals")) {
                listed.add(new Seal(SealCause.valueOf(seal.path("cause").asText()), manifest.journal(), seal.path("sealedSequence").asLong(-1),
                    seal.path("chain").asText(), seal.path("schema").asInt(-1), seal.path("publicKey").asText(), seal.path("signature").asText()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CapsuleException(Capsule.SEALS + " is no list of seals: " + e.getMessage());
        }
        require(text.equals(SealExport.json(manifest.journal(), listed)), Capsule.SEALS + " is not in the form '" + SealExport.FORMAT + "' of the journal "
            + manifest.journal());
        int inside = found.size();
        require(listed.size() >= inside && listed.subList(0, inside).equals(found), Capsule.SEALS + " does not list the " + inside
            + " seals that stand in " + Capsule.EXCERPTS);
        long last = manifest.slice().lastSequence();
        for (Seal seal : listed.subList(inside, listed.size())) {
            require(seal.sealedSequence() >= last, Capsule.SEALS + " has a seal over sequence " + seal.sealedSequence() + ", which is not in "
                + Capsule.EXCERPTS);
            require(seal.sealedSequence() > last || seal.chain().equals(manifest.headChain()), Capsule.SEALS + ": the seal over sequence " + last
                + " is over another chain");
            require(isGenuine(seal), Capsule.SEALS + ": the seal over sequence " + seal.sealedSequence() + " does not have the signature of its key");
        }
        require(inside == manifest.sealCount() && listed.size() - inside == manifest.laterSealCount(), CapsuleFile.MANIFEST + " counts "
            + manifest.sealCount() + " and " + manifest.laterSealCount() + " seals, there are " + inside + " and " + (listed.size() - inside));
        checks.add(listed.isEmpty() ? "seals: the journal had none over the slice" : "seals: " + inside + " in the slice hold; "
            + (listed.size() - inside) + " behind it are signed; by " + String.join(", ", listed.stream().map(Seal::publicKey).distinct().sorted().toList()));
    }

    private static boolean isGenuine(Seal seal) {
        try {
            return seal.isGenuine();
        } catch (IllegalArgumentException isNoHex) {
            return false;
        }
    }

    // ----- 5: decisions and exports

    private void decideAgain() throws IOException, CapsuleException {
        Redecision redecision = new Redecision(StrategyCatalog::load);
        boolean isToRestore = manifest.slice().isFromCheckpoint();
        try (SliceReader reader = slice()) {
            while (reader.next()) {
                if (isToRestore) {
                    restore(redecision, reader);
                    isToRestore = false;
                }
                Optional<String> difference = redecision.decide(reader);
                if (difference.isPresent()) {
                    throw new CapsuleException(Capsule.EXCERPTS + " decided again comes out differently" + otherCode() + ":\n" + difference.get());
                }
            }
        }
        isDecidedAgain = true;
        checks.add("decisions: " + redecision.decisionCount() + " taken again on " + manifest.slice().excerptCount() + " excerpts"
            + (manifest.slice().isFromCheckpoint() ? " from the state of the checkpoint in the first" : "") + ", all the same");
    }

    private void restore(Redecision redecision, SliceReader reader) throws IOException, CapsuleException {
        try {
            redecision.restore(reader);
        } catch (IllegalArgumentException e) {
            throw new CapsuleException(place(reader.sequence()) + e.getMessage() + otherCode());
        }
    }

    private void exportAgain(Path folder) throws IOException, CapsuleException {
        SessionSlice slice = manifest.slice();
        Path before = folder.resolve(Capsule.BOOKS_BEFORE);
        Files.createDirectories(before.getParent());
        capsule.copy(capsule.entry(Capsule.BOOKS_BEFORE), before);
        require(slice.isFromCheckpoint() || Files.size(before) == 0, Capsule.BOOKS_BEFORE + " is not empty, and nothing stands before sequence 0");
        try {
            if (slice.isFromCheckpoint()) {
                requireCheckpointed(before);
            }
            CapsuleExports.write(this::openSlice, slice, manifest.previousChain(), folder);
        } catch (ProjectionException e) {
            throw new CapsuleException(Capsule.BOOKS_BEFORE + ": the books cannot be kept on from it: " + e.getMessage());
        }
        for (String name : CapsuleExports.NAMES) {
            if (!CapsuleFile.digest(folder.resolve(name)).sha256().equals(digest(name).sha256())) {
                throw new CapsuleException(name + " is not what the excerpts give" + otherCode());
            }
        }
        checks.add("exports: " + CapsuleExports.NAMES.size() + " made again from the excerpts" + (slice.isFromCheckpoint()
            ? " and the books before them, whose cash and lots are those of the checkpoint" : "") + ", all the same");
    }

    private SliceReader openSlice() throws IOException {
        try {
            return slice();
        } catch (CapsuleException e) {
            throw new IllegalStateException("the excerpts were there a moment ago: " + e.getMessage(), e);
        }
    }

    /** The books before the slice rest on excerpts that are not here: what the engine remembers of those must be in them. */
    private void requireCheckpointed(Path before) throws IOException, CapsuleException {
        BooksBefore books = BooksBefore.read(before);
        try (SliceReader reader = slice()) {
            reader.next();
            Optional<String> difference = books.difference(reader);
            require(difference.isEmpty(), Capsule.BOOKS_BEFORE + " does not hold beside the checkpoint in sequence " + reader.sequence() + ": "
                + difference.orElse(""));
        }
    }

    private String otherCode() throws IOException, CapsuleException {
        return RunningCode.text().equals(new String(content(Capsule.CODE, TEXT_LENGTH_MAX), StandardCharsets.UTF_8)) ? ""
            : " (this program is not the one that wrote the capsule: compare " + Capsule.CODE + ")";
    }

    private static String firstDifference(String found, String expected) {
        List<String> foundLines = found.lines().toList();
        List<String> expectedLines = expected.lines().toList();
        for (int i = 0; i < Math.max(foundLines.size(), expectedLines.size()); i++) {
            String left = i < foundLines.size() ? foundLines.get(i) : "nothing";
            String right = i < expectedLines.size() ? expectedLines.get(i) : "nothing";
            if (!left.equals(right)) {
                return "line " + (i + 1) + " is " + left + ", expected " + right;
            }
        }
        return "the line ends differ";
    }
}
