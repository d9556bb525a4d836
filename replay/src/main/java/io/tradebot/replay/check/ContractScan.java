package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the classes of strategies and names what they refer to though the contract of {@link Strategy} forbids it: files,
 * network, clocks, randomness, threads, reflection, and static fields that can be set. Runs cannot show that a strategy
 * reads tomorrow's prices from a file; this does. Cold; any thread.
 */
final class ContractScan {

    private static final List<String> FORBIDDEN = List.of("java/io/File", "java/io/RandomAccessFile", "java/nio/file/",
        "java/nio/channels/", "java/net/", "java/sql/", "java/lang/Thread", "java/lang/Process", "java/lang/Runtime",
        "java/lang/reflect/", "java/lang/ClassLoader", "java/util/concurrent/", "java/util/Random", "java/util/SplittableRandom",
        "java/util/Timer", "java/util/UUID", "java/util/Scanner", "java/security/", "java/time/Clock", "sun/misc/", "jdk/internal/");
    private static final List<String> FORBIDDEN_METHODS = List.of("java/lang/System.currentTimeMillis", "java/lang/System.nanoTime",
        "java/lang/System.getenv", "java/lang/System.getProperty", "java/lang/System.setProperty", "java/lang/System.getProperties",
        "java/lang/System.in", "java/lang/Math.random", "java/lang/Class.forName", "java/lang/Class.getResource",
        "java/lang/Class.getResourceAsStream", "java/time/Instant.now", "java/time/LocalDate.now", "java/time/LocalDateTime.now",
        "java/time/LocalTime.now", "java/time/ZonedDateTime.now", "java/time/OffsetDateTime.now");

    private ContractScan() {
    }

    /** Findings about the strategies that the settings run, in the order of class names. */
    static List<CheckFinding> of(EngineSettings settings) {
        Set<String> wanted = new TreeSet<>(settings.strategyOverride() == null ? List.of(settings.strategySequence())
            : List.of(settings.strategyOverride()));
        List<CheckFinding> findings = new ArrayList<>();
        for (Strategy strategy : StrategyCatalog.load()) {
            if (wanted.contains(strategy.name())) {
                scan(strategy.getClass(), findings);
            }
        }
        return findings;
    }

    /** The strategy's class and what it refers to in the same jar; of the built-in ones, the class alone. */
    private static void scan(Class<?> strategy, List<CheckFinding> findings) {
        ClassLoader loader = strategy.getClassLoader();
        boolean isOutside = !sameSource(strategy.getProtectionDomain().getCodeSource(), Strategy.class.getProtectionDomain().getCodeSource());
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(strategy.getName().replace('.', '/')));
        while (!next.isEmpty()) {
            String name = next.poll();
            if (seen.add(name)) {
                ClassFile file = read(loader, name);
                findings.addAll(judge(file));
                file.classes().stream().filter(other -> name.equals(nestOf(other))
                    || isOutside && isInSource(loader, other, strategy)).forEach(next::add);
            }
        }
    }

    private static String nestOf(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? "" : name.substring(0, dollar);
    }

    private static List<CheckFinding> judge(ClassFile file) {
        Set<String> breaches = new TreeSet<>();
        file.classes().stream().filter(name -> FORBIDDEN.stream().anyMatch(name::startsWith)).forEach(breaches::add);
        file.members().stream().filter(FORBIDDEN_METHODS::contains).forEach(breaches::add);
        List<CheckFinding> findings = new ArrayList<>();
        String where = file.name().replace('/', '.');
        breaches.forEach(breach -> findings.add(new CheckFinding(CheckFinding.Kind.CONTRACT, where, "uses "
            + breach.replace('/', '.') + ", which a strategy must not: no files, network, clock, randomness, threads or reflection")));
        file.staticVariables().forEach(field -> findings.add(new CheckFinding(CheckFinding.Kind.CONTRACT, where,
            "has the static variable " + field + ", which outlives a run; make it final or a field")));
        return findings;
    }

    private static boolean isInSource(ClassLoader loader, String name, Class<?> strategy) {
        if (name.startsWith("[") || name.startsWith("java/")) {
            return false;
        }
        try {
            Class<?> other = Class.forName(name.replace('/', '.'), false, loader);
            return sameSource(other.getProtectionDomain().getCodeSource(), strategy.getProtectionDomain().getCodeSource());
        } catch (ClassNotFoundException e) {
            return false; // cannot be called either
        }
    }

    private static boolean sameSource(CodeSource a, CodeSource b) {
        return a != null && b != null && a.getLocation() != null && a.getLocation().equals(b.getLocation());
    }

    private static ClassFile read(ClassLoader loader, String name) {
        try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
            if (stream == null) {
                throw new IllegalStateException("the class " + name.replace('/', '.') + " of a strategy has no file; it cannot be checked");
            }
            return ClassFile.read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the class " + name.replace('/', '.') + " cannot be read: " + e.getMessage(), e);
        }
    }
}
