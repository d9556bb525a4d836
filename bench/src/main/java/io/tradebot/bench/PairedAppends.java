package io.tradebot.bench;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each promise of the journal costs beside bare Chronicle Queue: every {@link AppendLayer} unsynced, then bare and journal at
 * three cadences of syncs. Called by {@code bench/bin/layers}; one thread.
 *
 * <p>On a machine with other work two figures can be compared only if they were taken at the same moment. So all are taken in turn in
 * rounds of about a second, each divided by the bare one of its round, and the medians of the quotients count. Several processes, as
 * the compiler does not always do the same. The processor time of the thread is counted besides: nobody can take that away, but
 * it has no waiting for the disk in it.
 */
final class PairedAppends {

    /** A layer at a cadence; {@code batch} 0 is without syncs. */
    record Case(AppendLayer layer, int batch) {

        private static final int UNSYNCED_APPENDS = 100_000;
        private static final int SYNCS = 64;

        static List<Case> all() {
            List<Case> all = new ArrayList<>();
            Arrays.stream(AppendLayer.values()).forEach(layer -> all.add(new Case(layer, 0)));
            for (int batch : new int[] {256, 16, 1}) {
                all.add(new Case(AppendLayer.BARE, batch));
                all.add(new Case(AppendLayer.JOURNAL, batch));
            }
            return all;
        }

        Case reference() {
            return new Case(AppendLayer.BARE, batch);
        }

        int appends(int divisor) {
            return Math.max(1, (batch == 0 ? UNSYNCED_APPENDS : SYNCS * batch) / divisor);
        }

        String cadence() {
            return batch == 0 ? "none" : batch == 1 ? "each" : "every " + batch;
        }
    }

    /** Nanoseconds of one append: by the clock, and of the thread on a processor. */
    record Time(double wall, double processor) {
    }

    private static final int WARM_ROUNDS = 6;
    private static final double LIMIT = 2;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PairedAppends() {
    }

    /** Arguments: folder of results, commit, processes, rounds in each. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 1) {
            measure(Integer.parseInt(args[0]), WARM_ROUNDS, 1).forEach(round -> System.out.println(line(round)));
            return;
        }
        int forks = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 20;
        String machine = Record.machine();
        List<Map<String, Time>> all = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            all.addAll(fork(rounds));
            System.out.println("process " + (fork + 1) + " of " + forks);
        }
        String text = "# Appends of 256 bytes beside bare Chronicle Queue, " + LocalDate.now(ZoneOffset.UTC) + "\n\n- command: `bench/bin/layers "
            + forks + " " + rounds + "`: " + forks + " processes, " + rounds + " rounds each\n- commit: " + args[1] + "\n" + machine + "\n" + table(all);
        Path file = Path.of(args[0], LocalDate.now(ZoneOffset.UTC) + "-" + args[1] + "-append-layers-jdk" + Runtime.version().feature() + ".md");
        Files.writeString(file, text);
        System.out.println(text + "written: " + file);
    }

    private static List<Map<String, Time>> fork(int rounds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PairedAppends.class.getName(), Integer.toString(rounds)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<Map<String, Time>> read = new ArrayList<>();
        try (var lines = new java.io.BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("round ")) {
                    read.add(round(line));
                }
            }
        }
        if (process.waitFor() != 0 || read.size() != rounds) {
            throw new IllegalStateException("a measuring process ended with " + process.exitValue() + " after " + read.size() + " of " + rounds + " rounds");
        }
        return read;
    }

    /** Rounds in this process; {@code divisor} makes them shorter. */
    static List<Map<String, Time>> measure(int rounds, int warmRounds, int divisor) throws IOException {
        List<Case> cases = Case.all();
        List<Map<String, Time>> measured = new ArrayList<>();
        for (int round = -warmRounds; round < rounds; round++) {
            Map<String, Time> times = new TreeMap<>();
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(Math.floorMod(round + i, cases.size())); // nobody is always behind the same
                times.put(each.toString(), time(each, each.appends(divisor)));
            }
            if (round >= 0) {
                measured.add(times);
            }
        }
        return measured;
    }

    /** The file is made by an append that is not counted. */
    private static Time time(Case each, int appends) throws IOException {
        try (ScratchFolder folder = ScratchFolder.create(); AppendLayer.Target target = each.layer().open(folder.resolve("files"))) {
            target.append(0);
            target.sync();
            long processor = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            for (int i = 1; i <= appends; i++) {
                target.append(i);
                if (each.batch() > 0 && i % each.batch() == 0) {
                    target.sync();
                }
            }
            wall = System.nanoTime() - wall;
            processor = THREADS.getCurrentThreadCpuTime() - processor;
            return new Time((double) wall / appends, (double) processor / appends);
        } catch (RuntimeException e) {
            throw new UncheckedIOException("measuring " + each + ": " + e, new IOException(e));
        }
    }

    private static String line(Map<String, Time> round) {
        StringBuilder line = new StringBuilder("round");
        for (Case each : Case.all()) {
            Time time = round.get(each.toString());
            line.append(String.format(Locale.ROOT, " %.1f:%.1f", time.wall(), time.processor()));
        }
        return line.toString();
    }

    private static Map<String, Time> round(String line) {
        String[] words = line.split(" ");
        Map<String, Time> round = new TreeMap<>();
        int at = 1;
        for (Case each : Case.all()) {
            String[] numbers = words[at++].split(":");
            round.put(each.toString(), new Time(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])));
        }
        return round;
    }

    /** The table and what it says about the limit. */
    static String table(List<Map<String, Time>> rounds) {
        StringBuilder table = new StringBuilder("Times in nanoseconds of one append. *Times bare*: median (quartiles) of the quotients with bare Chronicle Queue at the same "
            + "cadence in the same round. Chronicle's sync is an msync of the block being written; the journal's forces the whole file and then the anchor.\n\n"
            + "| what | sync | best | median | times bare | processor, median | times bare |\n|---|---|--:|--:|--:|--:|--:|\n");
        for (Case each : Case.all()) {
            double[] wall = sorted(rounds, each, false, false);
            double[] processor = sorted(rounds, each, true, false);
            table.append("| ").append(each.layer().title()).append(" | ").append(each.cadence()).append(" | ").append(Score.text(wall[0])).append(" | ")
                .append(Score.text(at(wall, 50))).append(" | ").append(quotient(sorted(rounds, each, false, true))).append(" | ")
                .append(Score.text(at(processor, 50))).append(" | ").append(quotient(sorted(rounds, each, true, true))).append(" |\n");
        }
        double chain = at(sorted(rounds, new Case(AppendLayer.CHAIN, 0), true, true), 50);
        return table.append(String.format(Locale.ROOT, "%nAllowed are %.0f times a bare append. In processor time, an append with envelope, CRC32C and chain takes %.2f times "
            + "(%s), so what they add is %.2f times.%n", LIMIT, chain, chain <= LIMIT ? "held" : "not held", chain - 1)).toString();
    }

    private static String quotient(double[] sorted) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", at(sorted, 50), at(sorted, 25), at(sorted, 75));
    }

    private static double[] sorted(List<Map<String, Time>> rounds, Case each, boolean isProcessor, boolean isQuotient) {
        return rounds.stream().mapToDouble(round -> {
            Time time = round.get(each.toString());
            Time bare = round.get(each.reference().toString());
            double value = isProcessor ? time.processor() : time.wall();
            return isQuotient ? value / (isProcessor ? bare.processor() : bare.wall()) : value;
        }).sorted().toArray();
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
