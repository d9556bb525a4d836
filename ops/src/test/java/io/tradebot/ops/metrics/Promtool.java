package io.tradebot.ops.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checker of Debian's package prometheus, from the path or the system property {@code promtool}. */
final class Promtool {

    private static final String COMMAND = System.getProperty("promtool", "promtool");

    private Promtool() {
    }

    static boolean isThere() {
        try {
            Process process = new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Empty when it found nothing, else what it said. */
    static String run(Path input, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(COMMAND), List.of(arguments).stream()).toList()).redirectErrorStream(true);
        Process process = (input == null ? builder : builder.redirectInput(input.toFile())).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "exit " + process.exitValue() + ": " + said;
    }
}
