package io.tradebot.ops.cli;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Recognises {@code --data DIR/*.csv} without quotes: the shell puts the names of the files where the pattern was. Any thread. */
final class ExpandedGlob {

    private static final String OPTION = "--data";

    private ExpandedGlob() {
    }

    /** Cause and remedy when that is what happened to the arguments; else empty. */
    static Optional<String> message(ParameterException exception) {
        boolean takesData = exception.getCommandLine().getCommandSpec().optionsMap().containsKey(OPTION);
        if (!takesData || !(exception instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        List<String> files = unmatched.getUnmatched().stream().filter(ExpandedGlob::isThere).toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        String first = files.get(0);
        return Optional.of(OPTION + " takes one path, and more files stand behind it: '" + first + "'"
            + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more") + ". The shell has put them where a pattern was. Quote the pattern ("
            + OPTION + " '" + pattern(first) + "'), or name the folder.");
    }

    private static boolean isThere(String argument) {
        try {
            return !argument.isEmpty() && Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false; // then it is no file that a shell found
        }
    }

    /** A pattern that may have been meant: all files of the folder that end alike. */
    private static String pattern(String file) {
        int name = file.lastIndexOf('/') + 1;
        int dot = file.endsWith(".csv.gz") ? file.length() - ".csv.gz".length() : file.lastIndexOf('.');
        return file.substring(0, name) + "*" + (dot > name ? file.substring(dot) : "");
    }
}
