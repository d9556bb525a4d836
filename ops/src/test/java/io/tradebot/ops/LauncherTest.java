package io.tradebot.ops;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The launcher in a tree of its own, with a java and an mvn that only tell how they were called. */
class LauncherTest {

    private static final List<String> TOOLS =
        List.of("dirname", "readlink", "sed", "head", "find", "mkdir", "tail", "cat", "sh", "tr", "echo", "touch");
    private static final String JAVA = """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "%d.0.1" 2026-01-01' >&2; exit 0; fi
        for argument in "$@"; do echo "<$argument>"; done
        exit 42
        """;
    private static final String MAVEN = """
        #!/bin/sh
        if [ "$1" = -v ]; then echo 'Apache Maven %s'; exit 0; fi
        echo "$@" >>"$MAVEN_LOG"
        echo 'line of the build'
        mkdir -p ops/target
        touch ops/target/tradebot-ops.jar ops/target/build-stamp
        exit %d
        """;

    @TempDir
    Path folder;
    private Path tree;
    private Path tools;
    private Path jar;

    private record Ended(int code, String text) {
    }

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectories(folder.resolve("a tree"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jar = tree.resolve("ops/target/tradebot-ops.jar");
        Files.createDirectories(tree.resolve("ops/bin"));
        Files.createDirectories(tree.resolve("engine/src/main"));
        Files.copy(Path.of("bin/tradebot"), tree.resolve("ops/bin/tradebot"));
        for (String tool : TOOLS) {
            install(tool, "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
    }

    private static Path find(String tool) {
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new AssertionError("no " + tool + " on the PATH");
    }

    private void install(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(file, script, StandardCharsets.UTF_8);
    }

    private void makeJar() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        Files.createFile(jar.resolveSibling("build-stamp"));
    }

    private Ended run(String... arguments) throws Exception {
        return run(tree.resolve("ops/bin/tradebot"), Map.of(), arguments);
    }

    private Ended run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("MAVEN_LOG", folder.resolve("maven.log").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    @Test
    void shouldNameTheInstallLineWhenJavaIsMissing() throws Exception {
        makeJar();
        Ended ended = run("demo");
        assertEquals(69, ended.code());
        assertTrue(ended.text().contains("apt-get install -y openjdk-17-jdk-headless maven"), ended.text());
    }

    @Test
    void shouldSayWhatIsMissingAndNothingElseWhenThePathIsEmpty() throws Exception {
        makeJar();
        Ended ended = run(tree.resolve("ops/bin/tradebot"), Map.of("PATH", ""), "demo");
        assertEquals(69, ended.code());
        assertTrue(ended.text().matches("tradebot: Java 17 or newer is needed and there is no java on the PATH\\. .*\n"), ended.text());

        install("java", JAVA.formatted(17));
        Path home = Files.createDirectories(folder.resolve("home/bin"));
        Files.copy(tools.resolve("java"), home.resolve("java"), StandardCopyOption.COPY_ATTRIBUTES);
        Map<String, String> noPath = Map.of("PATH", "", "JAVA_HOME", home.getParent().toString());
        Ended noTools = run(tree.resolve("ops/bin/tradebot"), noPath, "demo");
        assertEquals(69, noTools.code());
        assertTrue(noTools.text().matches("tradebot: there is no readlink on the PATH\\. Set PATH .*\n"), noTools.text());

        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a tree/ops/bin/tradebot"));
        assertTrue(run(link, noPath, "demo").text().matches("tradebot: .*link is a link and there is no readlink .*\n"));
    }

    @Test
    void shouldNameTheInstallLineWhenJavaIsTooOld() throws Exception {
        makeJar();
        install("java", JAVA.formatted(11));
        Ended ended = run("demo");
        assertEquals(69, ended.code());
        assertTrue(ended.text().contains("is version 11. On Debian or Ubuntu, as root: apt-get install"), ended.text());
    }

    @Test
    void shouldNameTheInstallLineWhenMavenIsMissingAndNeeded() throws Exception {
        install("java", JAVA.formatted(17));
        Ended ended = run("demo");
        assertEquals(69, ended.code());
        assertTrue(ended.text().contains("apt-get install -y openjdk-17-jdk-headless maven"), ended.text());
    }

    @Test
    void shouldRefuseAnOldMaven() throws Exception {
        install("java", JAVA.formatted(17));
        install("mvn", MAVEN.formatted("3.5.4", 0));
        Ended ended = run("demo");
        assertEquals(69, ended.code());
        assertTrue(ended.text().contains("is 3.5. "), ended.text());
    }

    @Test
    void shouldNotNeedMavenOnceBuilt() throws Exception {
        makeJar();
        install("java", JAVA.formatted(17));
        assertEquals(42, run("demo").code());
    }

    @Test
    void shouldBuildAtFirstUseAndThenNoMore() throws Exception {
        install("java", JAVA.formatted(17));
        install("mvn", MAVEN.formatted("3.8.7", 0));
        Ended first = run("demo");
        assertEquals(42, first.code());
        assertTrue(first.text().contains("first build, about a minute"), first.text());
        Ended second = run("demo");
        assertFalse(second.text().contains("build"), second.text());
        assertEquals(List.of("-q -B -DskipTests -pl ops -am package"), Files.readAllLines(folder.resolve("maven.log")));
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewer() throws Exception {
        makeJar();
        install("java", JAVA.formatted(17));
        install("mvn", MAVEN.formatted("4.0.0", 0));
        Files.setLastModifiedTime(jar.resolveSibling("build-stamp"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.writeString(tree.resolve("engine/src/main/Changed.java"), "");
        Ended ended = run("demo");
        assertTrue(ended.text().contains("sources changed, building"), ended.text());
        assertEquals(42, ended.code());
    }

    @Test
    void shouldShowTheEndOfAFailedBuild() throws Exception {
        install("java", JAVA.formatted(17));
        install("mvn", MAVEN.formatted("3.8.7", 1));
        Ended ended = run("demo");
        assertEquals(70, ended.code());
        assertTrue(ended.text().contains("line of the build\ntradebot: the build failed; all of it is in"), ended.text());
    }

    @Test
    void shouldForwardArgumentsOptionsAndExitCodeThroughALink() throws Exception {
        makeJar();
        install("java", JAVA.formatted(17));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a tree/ops/bin/tradebot"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("tb"), link);
        Ended ended = run(linkToLink, Map.of("TRADEBOT_JAVA_OPTS", "-Xmx1g -Dx=y"), "backtest", "--data", "my data/*.csv", "");
        assertEquals(42, ended.code());
        assertTrue(ended.text().endsWith("<-jar>\n<" + jar.toRealPath() + ">\n<backtest>\n<--data>\n<my data/*.csv>\n<>\n"), ended.text());
        assertTrue(ended.text().contains("<-Xmx1g>\n<-Dx=y>\n"), ended.text());
        assertFalse(ended.text().contains("--sun-misc-unsafe-memory-access"), ended.text());
    }

    @Test
    void shouldSetTheNewerFlagsForANewerJava() throws Exception {
        makeJar();
        install("java", JAVA.formatted(25));
        assertTrue(run("demo").text().contains("<--sun-misc-unsafe-memory-access=allow>\n"));
    }
}
