package io.tradebot.engine.recovery;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.log.CrashPoint;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A folder with journal, file of the broker and key, and processes of CrashHost that work on it. */
record CrashChild(Path folder) {

    /** Without the logging of the tests, which takes a while to begin. */
    private static final String CLASS_PATH = Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .split(File.pathSeparator)).filter(entry -> !entry.contains("logback")).collect(Collectors.joining(File.pathSeparator));

    Path journal() {
        return folder.resolve("journal");
    }

    Path brokerLog() {
        return folder.resolve("broker.log");
    }

    Path key() {
        return folder.resolve("key.pem");
    }

    SealKey sealKey() throws IOException {
        return SealKey.openOrCreate(key());
    }

    /** What the last process said. */
    Path output() {
        return folder.resolve("output.txt");
    }

    /** Starts a process that trades so many days, or repairs; it dies at a point when one is named (as {@link CrashPoint#PROPERTY} says). */
    Process start(String work, String point) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--") || argument.startsWith("-Djava.io.tmpdir")).forEach(command::add);
        command.addAll(List.of("-ea", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        if (!point.isEmpty()) {
            command.add("-D" + CrashPoint.PROPERTY + '=' + point);
        }
        command.addAll(List.of("-cp", CLASS_PATH, CrashHost.class.getName(), journal().toString(), brokerLog().toString(), key().toString(), work));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()).start();
    }

    /** Runs such a process to its end and returns its exit code. */
    int run(String work, String point) throws IOException, InterruptedException {
        return start(work, point).waitFor();
    }

    String said() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "";
    }

    /** A copy of everything in another folder. */
    CrashChild copyTo(Path target) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(target.resolve(folder.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target.resolve(folder.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        return new CrashChild(target);
    }
}
