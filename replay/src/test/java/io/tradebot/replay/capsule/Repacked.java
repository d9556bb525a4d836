package io.tradebot.replay.capsule;

import io.tradebot.journal.chain.SealKey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A capsule that somebody took apart, changed and packed again. */
final class Repacked {

    /** What somebody does to the parts in a folder. */
    interface Change {
        void to(Path folder) throws IOException;
    }

    private Repacked() {
    }

    /** {@code signer} makes manifest and signature anew; null leaves both. */
    static Path of(Path file, Path temp, SealKey signer, Change change) throws IOException {
        Path folder = Files.createTempDirectory(temp, "parts");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (String name : zip.stream().map(ZipEntry::getName).toList()) {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.write(folder.resolve(name), bytes(zip, name));
            }
        }
        change.to(folder);
        Path target = folder.resolve("changed.zip");
        if (signer == null) {
            List<String> names = new ArrayList<>(List.of(CapsuleFile.MANIFEST, CapsuleFile.SIGNATURE));
            Capsule.PARTS.stream().filter(name -> Files.exists(folder.resolve(name))).forEach(names::add);
            CapsuleFile.write(target, folder, names);
            return target;
        }
        try {
            Files.writeString(folder.resolve(Capsule.PUBLIC_KEY), SealKey.publicPem(signer.publicKey()));
            CapsuleManifest was = CapsuleManifest.parse(Files.readAllBytes(folder.resolve(CapsuleFile.MANIFEST)));
            Capsule.sign(new CapsuleManifest(was.identity(), was.slice(), was.journal(), was.previousChain(), was.headChain(), was.sealCount(),
                was.laterSealCount(), was.decidedBy(), CapsuleFile.digest(folder.resolve(Capsule.SETTINGS)).sha256(),
                CapsuleFile.digest(folder.resolve(Capsule.CODE)).sha256(), HexFormat.of().formatHex(signer.publicKey()), Capsule.parts(folder)),
                signer, folder, target);
            return target;
        } catch (CapsuleException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] bytes(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
