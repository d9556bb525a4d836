package io.tradebot.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/** Where things lie in a journal directory: segment folders by number and the one Chronicle file in each. Any thread. */
public final class Folders {

    static final String SUFFIX = ".cq4";
    /** Appended to the name of a file whose tail is damaged: kept as it is, read up to its verified end, never written. */
    static final String DAMAGED_SUFFIX = SUFFIX + ".damaged";
    /** Behind the name of a folder, manifest or anchor that a repair set aside; a number may follow. */
    static final String ASIDE_SUFFIX = ".damaged";
    /** Chronicle's scaffolding; holds locks and process ids, gone after a clean close. */
    static final String METADATA = "metadata.cq4t";

    private Folders() {
    }

    static Path segment(Path journal, int number) {
        return journal.resolve(String.format(Locale.ROOT, "%08d", number));
    }

    /** Number of a segment folder, or 0 when the name is not one. */
    static int number(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9]{8}") ? Integer.parseInt(name) : 0;
    }

    /** The highest segment number present, 0 for none. */
    static int lastSegment(Path journal) throws IOException {
        try (Stream<Path> entries = Files.list(journal)) {
            return entries.filter(Files::isDirectory).mapToInt(Folders::number).max().orElse(0);
        }
    }

    /** The Chronicle file of a segment, damaged or not; null when there is none (yet). */
    static Path file(Path segment) throws IOException {
        if (!Files.isDirectory(segment)) {
            return null;
        }
        try (Stream<Path> entries = Files.list(segment)) {
            return entries.filter(Folders::isChronicleFile).sorted().findFirst().orElse(null);
        }
    }

    /** Whether a repair gave this name. */
    static boolean isSetAside(Path path) {
        return path.getFileName().toString().matches("([0-9]{8}|manifest|anchor)\\.damaged(-[0-9]+)?");
    }

    static boolean isChronicleFile(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(SUFFIX) || name.endsWith(DAMAGED_SUFFIX);
    }

    /** Puts the entries of a directory on disk: a file is not durable before its name is. */
    public static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
