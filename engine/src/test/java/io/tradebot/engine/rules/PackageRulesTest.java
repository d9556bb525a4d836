package io.tradebot.engine.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tradebot.engine.rules.planted.Planted;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What makes the engine's decisions a function of its inputs, checked on its classes: no clock, no randomness, no threads, no
 * I/O, no order by hash, nothing that follows the machine's locale, zone or charset, no binary fractions, and the edges between
 * its packages. Every rule is shown to fail on code that breaks it.
 */
class PackageRulesTest {

    private static final String ENGINE = "io.tradebot.engine";
    private static final String PIPELINE = ENGINE + ".pipeline..";
    private static final JavaClasses CLASSES =
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ENGINE);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackagesOf(Planted.class);

    private final Map<String, ArchRule> rules = new LinkedHashMap<>();
    private final Map<String, List<String>> plantedByRule = new LinkedHashMap<>();

    PackageRulesTest() {
        rule("no clock", access(target -> isClock(owner(target), target.getTarget().getName())),
            "MillisClock", "NanosClock", "InstantNow", "DateNow", "TimeNow", "SystemClock", "OldDate");
        rule("no randomness", access(target -> isRandom(owner(target), target.getTarget().getName())),
            "OldRandom", "MathRandom", "LocalRandom", "RandomId", "AddressAsNumber");
        rule("no threads outside pipeline", noClasses().that().resideOutsideOfPackage(PIPELINE).should().dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..").or(type(Thread.class)).or(type(ThreadLocal.class)).as("know threads")),
            "OwnThread", "Executor", "Atomic", "LocalRandom", "SharedHashMap");
        rule("nothing synchronized outside pipeline", classes().that().resideOutsideOfPackage(PIPELINE).should(haveNoSharedState()),
            "SynchronizedMethod", "VolatileField");
        rule("no waiting and no parallel streams", access(target -> target.getTarget().getName().equals("parallelStream")
            || owner(target).equals("java.lang.Object") && Set.of("wait", "notify", "notifyAll").contains(target.getTarget().getName())),
            "Waiting", "ParallelStream");
        // The tables of fees lie in the program's own jar and are as constant as its classes; recovery names a journal by its path.
        rule("no I/O", noClasses().that().doNotHaveFullyQualifiedName(ENGINE + ".fee.PackagedTable")
            .and().doNotHaveFullyQualifiedName(ENGINE + ".recovery.Recovery").and().doNotHaveFullyQualifiedName(ENGINE + ".recovery.JournalBackwards").should().dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..",
            "java.sql..").and(DescribedPredicate.not(type(Serializable.class))).and(DescribedPredicate.not(type(URI.class)))
            .and(DescribedPredicate.not(type(URISyntaxException.class))).as("do I/O")),
            "OldFile", "NewFile", "Network", "Database", "Console");
        rule("no environment", access(target -> owner(target).equals("java.lang.System")
            && Set.of("getenv", "getProperty", "getProperties", "out", "err", "in").contains(target.getTarget().getName())),
            "Console", "Environment", "Property");
        rule("no order by hash", access(target -> isHashOrder(owner(target), target.getTarget().getName())),
            "HashOrderMap", "HashOrderSet", "AddressOrder", "SharedHashMap", "CollectedSet");
        // The calendar's sets are asked, never iterated.
        rule("no order that changes from run to run", noClasses().that().resideOutsideOfPackage(ENGINE + ".session..").should()
            .accessTargetWhere(predicate(target -> Set.of("java.util.Set", "java.util.Map").contains(owner(target))
                && Set.of("of", "ofEntries", "copyOf").contains(target.getTarget().getName()) && !parameters(target).isEmpty())),
            "RandomOrderSet", "RandomOrderMap");
        rule("Agrona's maps and sets are asked, never iterated", access(target -> owner(target).startsWith("org.agrona.collections.")
            && (Set.of("iterator", "keySet", "values", "entrySet", "toArray", "stream").contains(target.getTarget().getName())
                || target.getTarget().getName().toLowerCase(Locale.ROOT).contains("foreach"))),
            "AgronaIterator", "AgronaForEach", "AgronaIntForEach");
        rule("no default locale, zone or charset", access(PackageRulesTest::isDefault),
            "FormatWithoutLocale", "FormattedWithoutLocale", "LowerWithoutLocale", "UpperWithoutLocale", "BytesWithoutCharset", "TextWithoutCharset",
            "DefaultCharset", "DefaultLocale", "DefaultZone", "OldZone", "PatternWithoutLocale");
        rule("time zones in session only", noClasses().that().resideOutsideOfPackage(ENGINE + ".session..").should().dependOnClassesThat(
            type(ZoneId.class).or(type(ZonedDateTime.class)).or(type(OffsetDateTime.class))
                .or(resideInAnyPackage("java.time.zone..")).as("know time zones")),
            "ZoneOutsideSession", "DefaultZone");
        rule("no binary fractions outside indicator", classes().that().resideOutsideOfPackage(ENGINE + ".indicator..").should(haveNoBinaryFractions()),
            "DoubleField", "FloatParameter", "DoubleResult", "DoubleArray");
        rule("only pipeline and recovery know the log and the ring", noClasses().that().resideOutsideOfPackages(PIPELINE, ENGINE + ".recovery..")
            .should().dependOnClassesThat().resideInAnyPackage("io.tradebot.journal.log..", "com.lmax..", "net.openhft.."), "Journals", "Ring");
    }

    private void rule(String name, ArchRule rule, String... planted) {
        rules.put(name, rule.as(name));
        plantedByRule.put(name, List.of(planted));
    }

    @TestFactory
    Stream<DynamicTest> shouldHold() {
        assertTrue(CLASSES.size() > 60, "the engine's classes were found");
        return rules.entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @TestFactory
    Stream<DynamicTest> shouldFailOnCodeThatBreaksIt() {
        return plantedByRule.entrySet().stream().flatMap(rule -> rule.getValue().stream().map(planted ->
            DynamicTest.dynamicTest(rule.getKey() + ": " + planted, () -> {
                JavaClasses one = PLANTED.that(DescribedPredicate.describe(planted, candidate -> candidate.getSimpleName().equals(planted)));
                assertEquals(1, one.size());
                assertTrue(rules.get(rule.getKey()).evaluate(one).hasViolation());
            })));
    }

    @Test
    void shouldUseEveryPlantedClass() {
        Set<String> used = new TreeSet<>();
        plantedByRule.values().forEach(used::addAll);
        Set<String> planted = new TreeSet<>();
        Arrays.stream(Planted.class.getDeclaredClasses()).forEach(one -> planted.add(one.getSimpleName()));
        assertEquals(planted, used);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        assertTrue(slices().matching("io.tradebot.engine.rules.planted.(*)..").should().beFreeOfCycles().evaluate(PLANTED).hasViolation());
    }

    /** Packages are flat, and each says what it is for, who calls it and on which thread. */
    @Test
    void shouldExplainEveryPackage() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(one -> packages.add(one.getPackageName()));
        assertFalse(packages.isEmpty());
        for (String name : packages) {
            assertTrue(name.matches("io\\.tradebot\\.engine\\.[a-z]+"), name + " is not one level below " + ENGINE);
            assertTrue(Files.isRegularFile(Path.of("src", "main", "java").resolve(name.replace('.', '/')).resolve("package-info.java")),
                name + " has no package-info.java");
        }
    }

    // ----- what is meant

    private interface Target {
        boolean matches(JavaAccess<?> access);
    }

    private static ArchRule access(Target forbidden) {
        return noClasses().should().accessTargetWhere(predicate(forbidden));
    }

    private static DescribedPredicate<JavaAccess<?>> predicate(Target forbidden) {
        return DescribedPredicate.describe("is forbidden", forbidden::matches);
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget codeUnit
            ? codeUnit.getRawParameterTypes().stream().map(JavaClass::getName).toList() : List.of();
    }

    private static boolean isClock(String owner, String member) {
        boolean isSystem = owner.equals("java.lang.System") && (member.equals("currentTimeMillis") || member.equals("nanoTime"));
        boolean isNow = owner.startsWith("java.time.") && member.equals("now");
        return isSystem || isNow || owner.startsWith("java.time.Clock") || owner.equals("java.util.Date") || owner.equals("java.util.Calendar")
            || owner.startsWith("org.agrona.concurrent.") && owner.endsWith("Clock");
    }

    private static boolean isRandom(String owner, String member) {
        return owner.contains("Random") || member.equals("random") || member.equals("randomUUID") || member.equals("identityHashCode");
    }

    private static boolean isHashOrder(String owner, String member) {
        boolean isHashed = Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap", "java.util.WeakHashMap", "java.util.Hashtable",
            "java.util.concurrent.ConcurrentHashMap").contains(owner);
        boolean isCollected = owner.equals("java.util.stream.Collectors")
            && Set.of("toSet", "toMap", "groupingBy", "toUnmodifiableSet", "toUnmodifiableMap").contains(member);
        return isHashed && member.equals("<init>") || isCollected;
    }

    private static boolean isDefault(JavaAccess<?> access) {
        String owner = owner(access);
        String member = access.getTarget().getName();
        List<String> parameters = parameters(access);
        return switch (owner) {
            case "java.lang.String" -> switch (member) {
                case "format" -> !parameters.contains("java.util.Locale");
                case "formatted" -> true;
                case "toLowerCase", "toUpperCase", "getBytes" -> parameters.isEmpty();
                case "<init>" -> parameters.contains("[B") && !parameters.contains("java.nio.charset.Charset") && !parameters.contains("java.lang.String");
                default -> false;
            };
            case "java.time.ZoneId" -> member.equals("systemDefault");
            case "java.util.Locale" -> member.equals("getDefault");
            case "java.nio.charset.Charset" -> member.equals("defaultCharset");
            case "java.util.TimeZone" -> true;
            case "java.time.format.DateTimeFormatter" -> member.equals("ofPattern") && parameters.size() == 1 || member.startsWith("ofLocalized");
            case "java.text.DecimalFormat", "java.text.NumberFormat", "java.text.SimpleDateFormat" -> true;
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> haveNoSharedState() {
        return new ArchCondition<>("have no synchronized method and no volatile field") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                one.getMethods().stream().filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                    .forEach(method -> events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is synchronized")));
                one.getFields().stream().filter(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                    .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is volatile")));
            }
        };
    }

    private static ArchCondition<JavaClass> haveNoBinaryFractions() {
        return new ArchCondition<>("have no field, parameter or result of type double or float") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                for (JavaField field : one.getFields()) {
                    report(events, field.getFullName(), List.of(field.getRawType()));
                }
                for (JavaCodeUnit unit : one.getCodeUnits()) {
                    report(events, unit.getFullName(), unit.getRawParameterTypes());
                    report(events, unit.getFullName(), List.of(unit.getRawReturnType()));
                }
            }
        };
    }

    private static void report(ConditionEvents events, String where, Collection<JavaClass> types) {
        for (JavaClass found : types) {
            String name = found.getBaseComponentType().getName();
            if (Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(name)) {
                events.add(SimpleConditionEvent.violated(found, where + " uses " + name));
            }
        }
    }
}
