package io.tradebot.ops.cli;

import io.tradebot.journal.tool.JournalDump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A bot in test mode has a home of its own: seen from outside, by the files that its process holds. */
class TestModeTest {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldHoldNothingOfTheRealHome() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc to look at open files");
        Path home = folder.toRealPath().resolve("home");
        assertEquals(0, run(home, "2026-03-10T13:27:00Z").start().waitFor());
        Set<String> before = contents(home.resolve("journal"));
        Files.createFile(home.resolve("control/test_mode.flag"));

        Process process = run(home, "2026-03-10T23:00:00Z").start();
        Set<String> held = new TreeSet<>();
        try {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (held.stream().noneMatch(path -> path.contains("/test/journal/")) && process.isAlive() && System.nanoTime() < deadline) {
                held.addAll(held(process, home));
                Thread.onSpinWait();
            }
            held.addAll(held(process, home));
        } finally {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        assertTrue(held.stream().anyMatch(path -> path.contains("/test/journal/")), held.toString());
        assertEquals(List.of(), held.stream().filter(path -> !path.startsWith(home.resolve("test") + "/")).toList());
        assertEquals(before, contents(home.resolve("journal")));

        assertEquals(0, run(home, "2026-03-10T13:27:00Z").start().waitFor()); // ends at once: the killed one was further
        StringBuilder dump = new StringBuilder();
        JournalDump.dump(home.resolve("test/journal"), 0, Long.MAX_VALUE, true, dump);
        assertTrue(dump.indexOf("PAPER_US_PAPER_BOT1-TEST") > 0 && dump.indexOf("\"TestModeChanged\"") > 0);
        assertEquals(before, contents(home.resolve("journal")));
    }

    private static ProcessBuilder run(Path home, String until) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dchronicle"))
            .forEach(command::add);
        command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", "--quiet",
            "--home", home.toString(), "--feed", "synthetic:3", "--speed", "20", "--from", "2026-03-10T13:26:00Z", "--until", until,
            "--set", "BROKER_NAME=PAPER", "--set", "ALPACA_ENABLED=false"));
        return new ProcessBuilder(command).inheritIO();
    }

    /** Files below the home that a process has open or mapped. */
    private static Set<String> held(Process process, Path home) throws IOException {
        Set<String> paths = new TreeSet<>();
        Path of = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> links = Files.list(of.resolve("fd"))) {
            for (Path link : links.toList()) {
                try {
                    paths.add(Files.readSymbolicLink(link).toString());
                } catch (IOException closedMeanwhile) {
                    continue;
                }
            }
            Files.readString(of.resolve("maps")).lines().filter(line -> line.indexOf('/') > 0).map(line -> line.substring(line.indexOf('/'))).forEach(paths::add);
        } catch (IOException ended) {
            return paths;
        }
        paths.removeIf(path -> !path.startsWith(home + "/"));
        return paths;
    }

    private static Set<String> contents(Path folder) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path file : below.filter(Files::isRegularFile).toList()) {
                files.add(folder.relativize(file) + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
