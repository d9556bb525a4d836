package io.tradebot.adapters;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tradebot.engine.pipeline.InputGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of this module that a program can check. */
class PackageRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.tradebot.adapters");

    @Test
    void shouldNeitherReadNorWriteTheLog() {
        noClasses().should().dependOnClassesThat(resideInAnyPackage("io.tradebot.journal.log..", "io.tradebot.journal.chain..",
            "net.openhft..")).check(CLASSES);
    }

    @Test
    void shouldKnowOfTheRingOnlyTheWayIn() {
        noClasses().should().dependOnClassesThat(resideInAPackage("com.lmax..")
            .or(resideInAPackage("io.tradebot.engine.pipeline..").and(not(equivalentTo(InputGateway.class))))).check(CLASSES);
    }

    @Test
    void shouldStandBelowOpsAndBesideReplay() {
        noClasses().should().dependOnClassesThat(resideInAnyPackage("io.tradebot.replay..", "io.tradebot.ops..",
            "io.tradebot.projections..")).check(CLASSES);
    }

    @Test
    void shouldAskTheClockThatItWasGiven() {
        noClasses().should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(java.time.Instant.class, "now").check(CLASSES);
    }

    @Test
    void shouldNotUseBinaryFractions() {
        fields().should().notHaveRawType(double.class).andShould().notHaveRawType(float.class).check(CLASSES);
    }

    @Test
    void shouldExplainEveryPackage() throws IOException {
        try (Stream<Path> packages = Files.list(Path.of("src/main/java/io/tradebot/adapters"))) {
            List<Path> silent = packages.filter(folder -> !Files.exists(folder.resolve("package-info.java"))).toList();
            assertEquals(List.of(), silent);
        }
    }
}
