package io.tradebot.ops.cli;

import io.tradebot.replay.backtest.RunFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the place for the results of a command; never one that holds anything. */
final class ResultFolder {

    private static final Path PARENT = Path.of("out");

    private ResultFolder() {
    }

    /** Creates the next free {@code out/<name>-<n>}. */
    static RunFolder next(String name) {
        try {
            Files.createDirectories(PARENT);
            for (int n = 1; ; n++) {
                Path folder = PARENT.resolve(name + '-' + n);
                try {
                    return new RunFolder(Files.createDirectory(folder)); // one command only gets it, whoever else looks now
                } catch (FileAlreadyExistsException taken) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, "no folder for the results can be made in " + PARENT.toAbsolutePath()
                + ": " + e + ". Name another place with --out", e);
        }
    }

    /** The folder that the user named. */
    static RunFolder named(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, folder + " is a file. Name a new folder with --out");
        }
        if (Files.isDirectory(folder) && !isEmpty(folder)) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, "the folder " + folder
                + " is not empty, and nothing is ever overwritten. Name a new one with --out, or remove it");
        }
        try {
            return new RunFolder(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, "the folder " + folder + " cannot be made: " + e
                + ". Name another with --out", e);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
