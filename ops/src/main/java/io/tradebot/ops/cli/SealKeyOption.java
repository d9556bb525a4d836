package io.tradebot.ops.cli;

import io.tradebot.journal.chain.SealKey;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the key pair is that seals journals. */
final class SealKeyOption {

    @Option(names = "--key", paramLabel = "FILE",
        description = "Key pair that seals journals; default: .tradebot/seal-key.pem in your home. Made with mode 0600 when it is not there.")
    private Path file;

    Path file() {
        return file != null ? file : standardFile();
    }

    /** Where it is unless somebody says otherwise. */
    static Path standardFile() {
        return Path.of(System.getProperty("user.home"), ".tradebot", "seal-key.pem");
    }

    /** The key pair, made at first use. */
    SealKey openOrCreate(Screen screen) throws IOException {
        boolean isNew = !Files.exists(file());
        SealKey key = SealKey.openOrCreate(file());
        if (isNew) {
            screen.note("made the key pair " + file() + "; keep a copy of it where the journal is not");
        }
        return key;
    }
}
