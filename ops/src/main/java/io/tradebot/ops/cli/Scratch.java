package io.tradebot.ops.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that live as long as a command. */
final class Scratch {

    private Scratch() {
    }

    /** Removes the folder with everything in it; null is nothing. What goes wrong is added to the failure, when there is one. */
    static void remove(Path folder, Throwable failure) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            UncheckedIOException left = new UncheckedIOException("the scratch folder " + folder + " cannot be removed: " + e.getMessage(), e);
            if (failure == null) {
                throw left;
            }
            failure.addSuppressed(left);
        }
    }
}
