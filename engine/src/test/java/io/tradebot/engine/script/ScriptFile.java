package io.tradebot.engine.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A script and what the engine is to decide, in one text file next to the test: inputs, a line of dashes, decisions. */
public record ScriptFile(Path path, List<String> inputs, List<String> decisions) {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "tradebot", "engine", "script");
    private static final String RULER = "-----";

    public static List<ScriptFile> all() {
        try (Stream<Path> paths = Files.list(FOLDER)) {
            return paths.filter(path -> path.toString().endsWith(".txt")).sorted().map(ScriptFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptFile read(Path path) {
        try {
            List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
            int ruler = lines.indexOf(RULER);
            return ruler < 0 ? new ScriptFile(path, lines, List.of())
                : new ScriptFile(path, lines.subList(0, ruler), lines.subList(ruler + 1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return path.getFileName().toString();
    }

    /** Writes what was decided as what is to be decided; to be read before it is committed. */
    void accept(List<String> decided) throws IOException {
        Files.writeString(path, String.join("\n", inputs) + "\n" + RULER + "\n" + String.join("\n", decided) + "\n", StandardCharsets.UTF_8);
    }
}
