package io.tradebot.ops.cli;

import io.tradebot.engine.settings.SettingsFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads settings files that an argument names. */
final class SettingsSource {

    /** Far above any settings file; what is larger is some other file named by mistake. */
    private static final long LENGTH_MAX = 1 << 20;

    private SettingsSource() {
    }

    static SettingsFile read(Path file) {
        if (!Files.exists(file)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no settings file " + file
                + "; tradebot settings template prints one");
        }
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "the settings file " + file + " is not a file");
        }
        try {
            long length = Files.size(file);
            if (length > LENGTH_MAX) {
                throw new CommandFailure(ExitCode.CONFIGURATION, "the settings file " + file + " has " + length
                    + " bytes, more than " + LENGTH_MAX + "; it is some other file");
            }
            return SettingsFile.parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the settings file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
