package io.tradebot.projections;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The rules of this module that a program can check. */
class PackageRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.tradebot.projections");

    @Test
    void shouldKeepTheEdgesBetweenPackages() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("runner").definedBy("..projections.runner")
            .layer("export").definedBy("..projections.export")
            .layer("ledger").definedBy("..projections.ledger")
            .layer("trade").definedBy("..projections.trade")
            .layer("audit").definedBy("..projections.audit")
            .layer("tax").definedBy("..projections.tax")
            .layer("db").definedBy("..projections.db")
            .whereLayer("runner").mayNotBeAccessedByAnyLayer()
            .whereLayer("export").mayNotBeAccessedByAnyLayer()
            .whereLayer("ledger").mayOnlyBeAccessedByLayers("runner", "export")
            .whereLayer("audit").mayOnlyBeAccessedByLayers("runner", "export")
            .whereLayer("tax").mayOnlyBeAccessedByLayers("export")
            .whereLayer("trade").mayOnlyBeAccessedByLayers("runner", "export")
            .check(CLASSES);
    }

    @Test
    void shouldKnowTheJournalOnly() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("io.tradebot.engine..", "io.tradebot.adapters..",
            "io.tradebot.replay..", "io.tradebot.ops..", "net.openhft..", "com.lmax..").check(CLASSES);
    }

    @Test
    void shouldNotAskTheClockOrChance() {
        noClasses().should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(java.time.Instant.class, "now").orShould().callMethod(java.time.LocalDate.class, "now")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.UUID").check(CLASSES);
    }

    @Test
    void shouldNotUseBinaryFractions() {
        fields().should().notHaveRawType(double.class).andShould().notHaveRawType(float.class).check(CLASSES);
        methods().should().notHaveRawReturnType(double.class).andShould().notHaveRawReturnType(float.class).check(CLASSES);
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/tradebot/projections"))) {
            List<Path> silent = packages.filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
            assertEquals(List.of(), silent);
        }
    }
}
