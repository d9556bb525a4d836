package io.tradebot.bench;

import com.sun.management.OperatingSystemMXBean;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs benchmarks and writes what they gave into a file of results. Called by {@code bench/bin/record}. */
final class Record {

    private Record() {
    }

    /** Arguments: folder of results, commit, then those of JMH. */
    public static void main(String[] args) throws IOException, RunnerException, CommandLineOptionException {
        String[] jmhArgs = Arrays.copyOfRange(args, 2, args.length);
        String machine = machine(); // before the run, for the load of others
        List<Score> scores = new Runner(new OptionsBuilder().parent(new CommandLineOptions(jmhArgs)).shouldFailOnError(true)
            .addProfiler(GCProfiler.class).build()).run().stream().map(Score::of).toList();
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        Path file = Path.of(args[0], date + "-" + args[1] + "-jdk" + Runtime.version().feature() + ".md");
        String command = String.join(" ", "bench/bin/record", String.join(" ", jmhArgs)).strip();
        Files.writeString(file, "# Bench of " + date + "\n\n"
            + "- command: `" + command + "`\n- commit: " + args[1] + "\n" + machine
            + "\nOther work may share the machine: compare ratios within this file, not figures between files.\n"
            + "\n## Ratios\n\n" + ScoreTable.ratios(scores) + "\n## Scores\n\n" + ScoreTable.scores(scores));
        System.out.println("written: " + file);
    }

    /** Lines of Markdown about machine, load and JDK. */
    static String machine() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(Locale.ROOT, "- machine: %d cores (%s), %.1f GB memory, %s %s %s\n- load before the run: %s\n- JDK: %s %s\n",
            Runtime.getRuntime().availableProcessors(), processor(), system.getTotalMemorySize() / 1e9, System.getProperty("os.name"),
            System.getProperty("os.version"), System.getProperty("os.arch"), Score.text(system.getSystemLoadAverage()),
            System.getProperty("java.vm.vendor"), Runtime.version());
    }

    private static String processor() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        if (!Files.exists(processors)) {
            return "model unknown";
        }
        return Files.readAllLines(processors).stream().filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("model unknown");
    }
}
