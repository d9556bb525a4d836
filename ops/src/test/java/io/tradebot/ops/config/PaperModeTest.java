package io.tradebot.ops.config;

import com.sun.management.HotSpotDiagnosticMXBean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import static io.tradebot.ops.config.StoreFixture.CLOCK;
import static io.tradebot.ops.config.StoreFixture.bytes;
import static io.tradebot.ops.config.StoreFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A process in paper mode holds nothing of a live account: by type, by what it opens, and by what is in its memory. */
class PaperModeTest {

    private static final String LIVE = "canary-of-the-live-account";
    private static final String PAPER = "canary-of-the-paper-account";

    @TempDir
    Path home;

    private void makeStore() throws IOException {
        WholeStore.create(home, CLOCK, new StoreChange<Category>("tester", "first").put(SharedCategory.SETTINGS, bytes("settings"))
            .put(PaperCategory.ALPACA, bytes(PAPER)).put(LiveCategory.ALPACA, bytes(LIVE)));
    }

    private static boolean compiles(String store, String category) {
        String source = "import io.tradebot.ops.config.*; class Asks { Object ask(" + store + " store) throws java.io.IOException { return store.read("
            + category + ".ALPACA); } }";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Assumptions.assumeTrue(compiler != null, "needs a JDK, this is a JRE");
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Asks.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return source;
            }
        };
        return compiler.getTask(new StringWriter(), null, diagnostic -> { }, List.of("-proc:none", "-d", "target", "-cp",
            System.getProperty("java.class.path")), null, List.of(file)).call();
    }

    @Test
    void shouldRefuseTheOtherModeByType() {
        assertTrue(compiles("PaperStore", "PaperCategory"));
        assertTrue(compiles("LiveStore", "LiveCategory"));
        assertFalse(compiles("PaperStore", "LiveCategory"));
        assertFalse(compiles("LiveStore", "PaperCategory"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void shouldRefuseTheOtherModeWhenTypesAreGoneRound() throws IOException {
        makeStore();
        PaperStore store = PaperStore.open(home, CLOCK);
        StoreChange change = new StoreChange("tester", "because").put(LiveCategory.ALPACA, bytes("x"));
        assertThrows(IllegalArgumentException.class, () -> store.change(change));
        assertThrows(IllegalArgumentException.class, () -> ((SecretStore) store).read(LiveCategory.ALPACA));
    }

    /** The live files are pipes: a process that opens one waits for ever. The child would never be ready. */
    @Test
    void shouldOpenNoLiveFile() throws Exception {
        makeStore();
        Path[] live;
        try (Stream<Path> all = Files.walk(home)) {
            live = all.filter(file -> Files.isRegularFile(file) && home.relativize(file).toString().matches("storage/live/.*|backup/secrets/live/.*")).toArray(Path[]::new);
        }
        assertEquals(4, live.length, "file and key, and their backups");
        for (Path file : live) {
            Files.delete(file);
            assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor(), "mkfifo");
        }
        Process child = ChildProcess.start(PaperProcess.class, home.toString(), home.resolve("heap.hprof").toString());
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("ready", out.readLine());
            for (Path link : links(child.pid())) {
                assertFalse(link.startsWith(home) && home.relativize(link).toString().contains("live"), "open: " + link);
            }
            String heap = Files.readString(home.resolve("heap.hprof"), StandardCharsets.ISO_8859_1);
            assertTrue(heap.contains(PAPER), "the memory was looked at");
            assertFalse(heap.contains(LIVE), "a secret of the live account is in its memory");
        } finally {
            child.toHandle().destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
    }

    private static List<Path> links(long pid) throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        Assumptions.assumeTrue(Files.isDirectory(descriptors), "needs /proc");
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(link -> {
                try {
                    return Files.readSymbolicLink(link);
                } catch (IOException closedMeanwhile) {
                    return Path.of("/");
                }
            }).toList();
        }
    }

    /** The child: reads, loads the settings and rotates as a paper process does, then writes its memory to a file and waits. */
    static final class PaperProcess {

        private PaperProcess() {
        }

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[0]);
            PaperStore store = PaperStore.open(home, CLOCK);
            String held = text(store.read(PaperCategory.ALPACA).orElseThrow());
            for (int i = 0; i < 3; i++) {
                store.change(new StoreChange<PaperReadable>("tester", "because").put(SharedCategory.SETTINGS,
                    StoredSettings.applied(new TreeMap<>(Map.of("MAX_PRICE", "8" + i)), i).write()));
            }
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], true);
            System.out.println(held.equals(PAPER) ? "ready" : "wrong");
            System.out.flush();
            System.in.read();
        }
    }
}
