package io.tradebot.ops.cli;

import io.tradebot.replay.backtest.RunFolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a demo: {@code data} with the made-up market, {@code run} with what the backtest leaves, and a mark by which
 * the next demo knows that it may replace it.
 *
 * @param path the folder
 */
record DemoFolder(Path path) {

    private static final String MARK = "made-by-tradebot-demo";

    /** Where a demo goes that nobody named a place for. */
    static final Path STANDARD = Path.of("out", "demo");

    /** Makes the folder; an earlier demo in it is removed, anything else is left alone and refused. */
    static DemoFolder replacing(Path path) {
        DemoFolder folder = new DemoFolder(path);
        if (Files.isRegularFile(path.resolve(MARK))) {
            folder.remove();
        }
        ResultFolder.named(path);
        return folder.marked();
    }

    /** Makes the next free {@code out/demo-<n>}. */
    static DemoFolder next() {
        return new DemoFolder(ResultFolder.next("demo").path()).marked();
    }

    private DemoFolder marked() {
        try {
            Files.writeString(path.resolve(MARK), "The next tradebot demo in this folder replaces it; keep it with tradebot demo --keep.\n",
                StandardCharsets.UTF_8);
            return this;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, "the folder " + path + " cannot be written: " + e + ". Name another with --out", e);
        }
    }

    private void remove() {
        try (Stream<Path> below = Files.walk(path)) { // links are removed, not followed
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the earlier demo in " + path + " cannot be removed: " + e, e);
        }
    }

    /** The made-up market. */
    Path data() {
        return path.resolve("data");
    }

    /** What the backtest leaves. */
    RunFolder run() {
        return new RunFolder(path.resolve("run"));
    }
}
