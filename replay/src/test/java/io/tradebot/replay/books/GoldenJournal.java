package io.tradebot.replay.books;

import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.replay.backtest.BacktestRequest;
import io.tradebot.replay.backtest.BacktestRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.SyntheticMarket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A journal that an earlier or this schema version wrote, kept for ever below src/test/resources/golden: its folder with the segment
 * files compressed, {@code books.txt} and {@code differences.txt}.
 *
 * @param folder  where it is kept, like {@code v2-market}
 * @param version schema version that wrote it
 */
record GoldenJournal(Path folder, int version) {

    static final Path ALL = Path.of("src/test/resources/golden");

    private static final String SEGMENT = ".cq4";
    private static final String COMPRESSED = ".gz";
    private static final LocalDate SESSION = LocalDate.of(2024, 12, 2);
    private static final Set<String> SYMBOLS = Set.of("BRNQ", "CALD", "DRVO", "ELMQ", "MINV");
    private static final int FACTS = 1_000;
    private static final long SEED = 20_261_120;

    /** All that are kept, the oldest first. */
    static List<GoldenJournal> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory).sorted().map(folder -> {
                String name = folder.getFileName().toString();
                return new GoldenJournal(folder, Integer.parseInt(name.substring(1, name.indexOf('-'))));
            }).toList();
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Path books() {
        return folder.resolve("books.txt");
    }

    Path differences() {
        return folder.resolve("differences.txt");
    }

    /** The strategies that decided in it, of today. */
    List<Strategy> strategies() {
        return name().endsWith("-facts") ? RandomFacts.strategies(false) : StrategyCatalog.load();
    }

    /** Puts the journal into a new folder. */
    void unpack(Path journal) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String to = folder.relativize(file).toString();
                if (to.endsWith(".txt")) {
                    continue;
                }
                boolean isCompressed = to.endsWith(COMPRESSED);
                Path target = journal.resolve(isCompressed ? to.substring(0, to.length() - COMPRESSED.length()) : to);
                Files.createDirectories(target.getParent());
                try (InputStream stored = Files.newInputStream(file); InputStream in = isCompressed ? new GZIPInputStream(stored) : stored) {
                    Files.copy(in, target);
                }
            }
        }
    }

    private void pack(Path journal) throws IOException {
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.filter(Files::isRegularFile).filter(each -> !each.endsWith("lock")).sorted().toList()) {
                String to = journal.relativize(file).toString();
                boolean isCompressed = to.endsWith(SEGMENT);
                Path target = folder.resolve(isCompressed ? to + COMPRESSED : to);
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target);
                     OutputStream packed = isCompressed ? new GZIPOutputStream(out) {
                         {
                             def.setLevel(Deflater.BEST_COMPRESSION);
                         }
                     } : out) {
                    Files.copy(file, packed);
                }
            }
        }
    }

    /** Writes one day of a made-up market with facts behind it, and random facts over some sessions, with this program, unless its version is kept already. */
    static void writeOfThisVersion(Path temp) throws IOException {
        GoldenJournal market = ofThisVersion("market");
        if (!Files.exists(market.folder())) {
            Path data = temp.resolve("data");
            new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(data);
            keepOnly(data);
            Map<String, String> more = new HashMap<>(Map.of("STRATEGY_OVERRIDE", "null", "MID_REVERSAL_FILTER", "false", "MID_ADX_FILTER", "false",
                "MID_BOLLINGER_FILTER", "false", "CLOSE_TREND_MIN", "0.001", "CLOSE_SPIKE_MIN", "0.001", "CLOSE_IMBALANCE_FILTER", "false",
                "COMMISSION_PER_ORDER", "0", "SIM_VOLUME_SHARE", "0.001", "FEE_SCHEDULE", "alpaca"));
            RunFolder run = new RunFolder(temp.resolve("run"));
            BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), DateRange.of(SESSION, SESSION), Optional.empty(),
                SettingsTable.standard().check(SyntheticMarket.demoSettings(), SettingsFile.of("golden", more)).settings(),
                RunIdentity.BACKTEST, EngineHost.Kind.LOOP, run), (done, total) -> { });
            FactRecorder.Result recorded = FactRecorder.record(run.journal(), Files.readAllLines(ALL.resolve("facts.jsonl")), false);
            if (!recorded.problems().isEmpty() || recorded.difference().isPresent()) {
                throw new IllegalStateException("facts.jsonl: " + recorded.problems() + recorded.difference());
            }
            market.pack(run.journal());
        }
        GoldenJournal facts = ofThisVersion("facts");
        if (!Files.exists(facts.folder())) {
            RandomFacts random = new RandomFacts(RandomGeneratorFactory.of("L64X128MixRandom").create(SEED), RandomFacts.Mix.ALL, "FIFO", true);
            for (int i = 0; i < FACTS; i++) {
                random.nextFact();
            }
            try (JournalWriter writer = JournalWriter.open(temp.resolve("facts"))) {
                for (ExcerptSource source = random.journal().source(); source.next(); ) {
                    writer.append(source.buffer(), source.bodyOffset(), source.bodyLength(), source.timeNanos());
                }
                writer.sync();
            }
            facts.pack(temp.resolve("facts"));
        }
    }

    private static GoldenJournal ofThisVersion(String kind) {
        int version = MessageHeaderDecoder.SCHEMA_VERSION;
        return new GoldenJournal(ALL.resolve("v" + version + "-" + kind), version);
    }

    /** The market with five symbols and, for its history, its daily bars. */
    private static void keepOnly(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String kind = data.relativize(file).getName(0).toString();
                boolean isOfMinutes = kind.equals("minute") || kind.equals("quotes");
                if (isOfMinutes && !SYMBOLS.contains(file.getParent().getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }
}
