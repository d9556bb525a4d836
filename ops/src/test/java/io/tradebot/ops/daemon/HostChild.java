package io.tradebot.ops.daemon;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A home, and the processes of {@link TestHost} that run in it one after the other. */
final class HostChild {

    /** Without the logging of the tests, which takes a while to begin. */
    private static final String CLASS_PATH = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .split(File.pathSeparator)).filter(entry -> !entry.contains("logback")).collect(Collectors.joining(File.pathSeparator));

    private static final int OUTPUT_MAX = 4000;

    final Path home;
    final long seed;
    private Process process;
    private long startedNanos;
    private long logBytesAtStart;

    HostChild(Path home, long seed) {
        this.home = home;
        this.seed = seed;
    }

    Path brokerLog() {
        return home.resolve("paper").resolve("broker.log");
    }

    Path control(String flag) {
        return home.resolve("control").resolve(flag);
    }

    private Path output() {
        return home.resolveSibling(home.getFileName() + ".out");
    }

    Process start(String speed) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--") || argument.startsWith("-Djava.io.tmpdir") || argument.startsWith("-Dchronicle"))
            .forEach(command::add);
        command.addAll(List.of("-ea", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", CLASS_PATH,
            TestHost.class.getName(), home.toString(), Long.toString(seed), speed));
        logBytesAtStart = logBytes();
        startedNanos = System.nanoTime();
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()).start();
        return process;
    }

    long logBytes() throws IOException {
        return Files.exists(brokerLog()) ? Files.size(brokerLog()) : 0;
    }

    /** Nanoseconds from the process's start to the broker's READY, which follows a whole snapshot; -1 when it ended before. */
    long awaitReconciled(long timeoutNanos) throws IOException, InterruptedException {
        while (System.nanoTime() - startedNanos < timeoutNanos) {
            boolean wasAlive = process.isAlive();
            if (said("connection to=READY")) {
                return System.nanoTime() - startedNanos;
            }
            if (!wasAlive) {
                return -1;
            }
            process.waitFor(2, TimeUnit.MILLISECONDS);
        }
        return -1;
    }

    /** Whether the broker's log has the text behind the start of the process that runs. */
    boolean said(String text) throws IOException {
        return Files.exists(brokerLog()) && tail(logBytesAtStart).contains(text);
    }

    private String tail(long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(brokerLog().toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The end of what the last process printed. */
    String printed() {
        try {
            String text = Files.exists(output()) ? Files.readString(output()) : "";
            return "\nthe process said: " + text.substring(Math.max(0, text.length() - OUTPUT_MAX));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
