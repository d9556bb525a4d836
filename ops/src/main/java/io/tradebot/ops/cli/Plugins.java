package io.tradebot.ops.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The strategies of outside jars: lets the running thread, and every thread it starts, see them. Main thread only.
 *
 * <p>Their code runs with all rights of this program; add only jars that you trust.
 */
final class Plugins implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final List<URLClassLoader> opened = new ArrayList<>();

    /** Adds a jar, or all jars of a folder in the order of their names. */
    void add(Path named) {
        if (!Files.exists(named)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no folder of plug-ins " + named);
        }
        List<Path> jars = jars(named);
        if (jars.isEmpty()) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no .jar in " + named
                + "; ops/docs/write-a-strategy.md shows how to make one");
        }
        try {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
            ClassLoader parent = opened.isEmpty() ? Plugins.class.getClassLoader() : opened.get(opened.size() - 1);
            URLClassLoader loader = new URLClassLoader("plugins", urls.toArray(URL[]::new), parent);
            opened.add(loader);
            Thread.currentThread().setContextClassLoader(loader);
        } catch (IOException e) {
            throw new UncheckedIOException("the plug-ins in " + named + " cannot be named: " + e.getMessage(), e);
        }
    }

    private static List<Path> jars(Path named) {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        try (Stream<Path> files = Files.list(named)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of plug-ins " + named + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Takes them away again. */
    @Override
    public void close() {
        Thread.currentThread().setContextClassLoader(before);
        try {
            for (URLClassLoader loader : opened) {
                loader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a jar of plug-ins cannot be closed: " + e.getMessage(), e);
        }
    }
}
