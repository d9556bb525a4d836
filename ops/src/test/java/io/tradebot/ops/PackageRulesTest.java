package io.tradebot.ops;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.RecordCatalogue;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The rules over all modules that a program can check; each module has its own for its inside. */
class PackageRulesTest {

    /** Allowed edges: from a module to those it may use. */
    private static final Map<String, Set<String>> EDGES = new TreeMap<>(Map.of(
        "journal", Set.of(),
        "engine", Set.of("journal"),
        "projections", Set.of("journal"),
        "adapters", Set.of("engine", "journal"),
        "replay", Set.of("engine", "projections", "journal"),
        "ops", Set.of("adapters", "replay", "projections", "engine", "journal")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.tradebot");

    @Test
    void shouldSeeTheClassesOfAllModules() { // or the rules below would hold over nothing
        for (String module : EDGES.keySet()) {
            assertEquals(Files.isDirectory(sources(module)), CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("io.tradebot." + module)),
                module);
        }
    }

    @Test
    void shouldKeepTheEdgesBetweenModules() {
        EDGES.forEach((module, allowed) -> {
            String[] forbidden = EDGES.keySet().stream().filter(other -> !other.equals(module) && !allowed.contains(other))
                .map(other -> "io.tradebot." + other + "..").toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses().that().resideInAPackage("io.tradebot." + module + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(forbidden).allowEmptyShould(true).check(CLASSES);
            }
        });
    }

    @Test
    void shouldUseEachLibraryInOnePlaceOnly() {
        only("net.openhft..", "io.tradebot.journal.log");
        only("com.lmax..", "io.tradebot.engine.pipeline");
        only("org.sqlite..", "io.tradebot.projections.db");
        only("org.bouncycastle..", "io.tradebot.journal.chain", "io.tradebot.ops.user"); // seals; password hashes
        only("picocli..", "io.tradebot.ops.cli");
        only("me.tongfei..", "io.tradebot.ops.cli");
        only("jakarta.mail..", "io.tradebot.ops.notify");
        only("org.eclipse.angus..", "io.tradebot.ops.notify");
        only("io.prometheus..", "io.tradebot.ops.metrics");
    }

    private static void only(String library, String... places) {
        noClasses().that().resideOutsideOfPackages(places).should().dependOnClassesThat().resideInAPackage(library).check(CLASSES);
    }

    @Test
    void shouldKeepTheOrderOfOpsPackages() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true)
            .layer("settings").definedBy("..ops.config", "..ops.user")
            .layer("watch").definedBy("..ops.notify", "..ops.log", "..ops.metrics", "..ops.check")
            .layer("web").definedBy("..ops.web")
            .layer("daemon").definedBy("..ops.daemon")
            .layer("cli").definedBy("..ops.cli")
            .whereLayer("cli").mayNotBeAccessedByAnyLayer()
            .whereLayer("daemon").mayOnlyBeAccessedByLayers("cli")
            .whereLayer("web").mayOnlyBeAccessedByLayers("daemon", "cli")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("web", "daemon", "cli")
            .check(CLASSES);
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        List<Path> silent = new ArrayList<>();
        for (String module : EDGES.keySet()) {
            Path root = sources(module);
            if (Files.isDirectory(root)) {
                try (Stream<Path> packages = Files.list(root)) {
                    packages.filter(folder -> !Files.exists(folder.resolve("package-info.java"))).forEach(silent::add);
                }
            }
        }
        assertEquals(List.of(), silent, "packages without package-info.java, or classes outside of a package of a topic");
    }

    @Test
    void shouldKeepPackagesFlat() throws IOException {
        for (String module : EDGES.keySet()) {
            if (Files.isDirectory(sources(module))) {
                try (Stream<Path> below = Files.walk(sources(module))) {
                    assertFalse(below.anyMatch(path -> Files.isDirectory(path) && sources(module).relativize(path).getNameCount() > 1), module);
                }
            }
        }
    }

    /** What the schema calls reserved stands in no record, so nobody may write or expect it; by class files and, for names in texts, by sources. */
    @Test
    void shouldLeaveReservedValuesAlone() throws IOException {
        ArchRule rule = noClasses().that().resideOutsideOfPackage("io.tradebot.journal.event").should().accessFieldWhere(
            DescribedPredicate.describe("a reserved value", access -> reserved().contains(access.getTarget().getFullName())));
        assertFalse(reserved().isEmpty());
        assertThrows(AssertionError.class, () -> rule.check(new ClassFileImporter().importClasses(Reserved.class)), "the rule can fail");
        rule.check(CLASSES);
        Set<String> names = new TreeSet<>();
        RecordCatalogue.ofSchema().enums().forEach(type -> type.reserved().forEach(value -> names.add(value.name())));
        RecordCatalogue.ofSchema().enums().forEach(type -> type.inUse().forEach(value -> names.remove(value.name()))); // of another enum
        assertTrue(names.contains("SESSION_CLOSE"), names.toString());
        Pattern text = Pattern.compile("\"(" + String.join("|", names) + ")\"");
        for (String module : EDGES.keySet()) {
            if (Files.isDirectory(sources(module))) {
                try (Stream<Path> below = Files.walk(sources(module))) {
                    for (Path file : below.filter(path -> path.toString().endsWith(".java")).toList()) {
                        assertFalse(text.matcher(Files.readString(file, StandardCharsets.UTF_8)).find(), file + " names a reserved value");
                    }
                }
            }
        }
    }

    private static Set<String> reserved() {
        Set<String> fields = new TreeSet<>();
        RecordCatalogue.ofSchema().enums().forEach(type -> type.reserved().forEach(value ->
            fields.add("io.tradebot.journal.event." + type.name() + "." + value.name())));
        return fields;
    }

    /** What the rule is to find. */
    private static final class Reserved {
        static boolean isOne(ExitReason reason) {
            return reason == ExitReason.SESSION_CLOSE;
        }
    }

    private static Path sources(String module) {
        return Path.of("..", module, "src/main/java/io/tradebot", module);
    }
}
