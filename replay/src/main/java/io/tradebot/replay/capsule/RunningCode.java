package io.tradebot.replay.capsule;

import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.chain.HashChain;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The code that is running, by name and SHA-256: every jar of the class path, those that their manifests name, and those of outside
 * strategies that the calling thread sees. A folder of classes counts as the list of its files.
 */
final class RunningCode {

    private static final int FOLDER_NAMES_SHOWN = 3;

    private RunningCode() {
    }

    /** Lines {@code version TAG} and {@code sha256 LENGTH NAME} for each jar, by name; the same for the same jars on every machine. */
    static String text() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path path : paths()) {
            lines.add(Files.isDirectory(path) ? folder(path) : line(path, path.getFileName().toString()));
        }
        lines.sort((left, right) -> nameOf(left).equals(nameOf(right)) ? left.compareTo(right) : nameOf(left).compareTo(nameOf(right)));
        return "version " + SettingsTable.PRODUCT_VERSION_TAG + '\n' + String.join("\n", lines) + '\n';
    }

    private static String nameOf(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static Set<Path> paths() throws IOException {
        Set<Path> paths = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                add(Path.of(entry).toAbsolutePath().normalize(), paths);
            }
        }
        for (ClassLoader loader = Thread.currentThread().getContextClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader plugins) {
                for (URL url : plugins.getURLs()) {
                    add(Path.of(URI.create(url.toString())), paths);
                }
            }
        }
        return paths;
    }

    private static void add(Path path, Set<Path> paths) throws IOException {
        if (!Files.exists(path) || !paths.add(path) || Files.isDirectory(path)) {
            return;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            String named = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named != null) {
                for (String entry : named.trim().split("\\s+")) {
                    add(Path.of(path.toUri().resolve(entry)), paths);
                }
            }
        }
    }

    private static String folder(Path folder) throws IOException {
        StringBuilder files = new StringBuilder();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
                files.append(line(file, folder.relativize(file).toString())).append('\n');
            }
        }
        byte[] list = files.toString().getBytes(StandardCharsets.UTF_8);
        int shown = Math.min(FOLDER_NAMES_SHOWN, folder.getNameCount());
        return HashChain.hex(HashChain.newSha256().digest(list)) + ' ' + list.length + ' '
            + folder.subpath(folder.getNameCount() - shown, folder.getNameCount()).toString().replace(' ', '_') + '/';
    }

    private static String line(Path file, String name) throws IOException {
        MessageDigest sha256 = HashChain.newSha256();
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int count = in.read(block); count > 0; count = in.read(block)) {
                sha256.update(block, 0, count);
                length += count;
            }
        }
        return String.format(Locale.ROOT, "%s %d %s", HashChain.hex(sha256.digest()), length, name.replace(' ', '_'));
    }
}
