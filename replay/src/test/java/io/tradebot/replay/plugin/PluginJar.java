package io.tradebot.replay.plugin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Builds the jar of a strategy as its author would, with javac and jar, and runs code that sees it. */
public final class PluginJar {

    private PluginJar() {
    }

    /** Compiles the Java files below {@code sources} against the tests' class path and packs them with META-INF. */
    public static Path build(Path sources, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-path", "-Werror", "--release", "17", "-cp",
            System.getProperty("java.class.path"), "-d", classes.toString(), "-proc:none"));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).sorted().map(Path::toString).forEach(arguments::add);
        }
        run("javac", arguments);
        Path jar = Files.createDirectories(folder.resolve("plugins")).resolve(sources.getFileName() + ".jar");
        run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), ".", "-C", sources.toString(), "META-INF"));
        return jar;
    }

    /** Runs it on a thread whose class loader sees the jar. */
    public static <T> T with(Path jar, Supplier<T> code) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginJar.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void run(String tool, List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, code, () -> tool + " said: " + said);
    }
}
