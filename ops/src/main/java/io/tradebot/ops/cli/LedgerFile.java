package io.tradebot.ops.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ledger that an argument names: the file itself, or the one in the folder of a run or in the home of a bot. */
final class LedgerFile {

    private static final String FOLDER = "ledgers";
    /** Of a home: a folder for each identity, with its ledgers inside. */
    private static final String OUTPUT = "output";
    private static final String SUFFIX = "_BOT_ledger.db";

    private LedgerFile() {
    }

    static Path existing(Path named) {
        if (Files.isRegularFile(named)) {
            return named;
        }
        List<Path> ledgers = in(named);
        if (ledgers.size() != 1) {
            throw new CommandFailure(ExitCode.NO_INPUT, ledgers.isEmpty()
                ? "there is no ledger in " + named.resolve(FOLDER) + "; tradebot rebuild " + named + " makes it from the journal"
                : "there are " + ledgers.size() + " ledgers in " + named.resolve(FOLDER) + "; name one: " + ledgers);
        }
        return ledgers.get(0);
    }

    /** All ledgers of a run, by name. */
    private static List<Path> in(Path run) {
        if (!Files.isDirectory(run)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no folder " + run);
        }
        List<Path> found = new ArrayList<>(entries(run.resolve(FOLDER), SUFFIX));
        entries(run.resolve(OUTPUT), "").forEach(identity -> found.addAll(entries(identity.resolve(FOLDER), SUFFIX)));
        return found;
    }

    private static List<Path> entries(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
