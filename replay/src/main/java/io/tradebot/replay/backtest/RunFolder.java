package io.tradebot.replay.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder of one run and where things are in it. The journal is the truth; everything else is derived from it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

    /** The journal. */
    public Path journal() {
        return path.resolve("journal");
    }

    /** Round trips, exactly as strategy-rules section 9 says. */
    public Path trades() {
        return path.resolve("trades.csv");
    }

    /** What was ranked, slotted, ordered and refused. */
    public Path decisions() {
        return path.resolve("decisions.csv");
    }

    /** Trade history for people, CSV. */
    public Path tradeHistoryCsv() {
        return path.resolve("trade_history_backtest.csv");
    }

    /** Trade history for programs. */
    public Path tradeHistoryJson() {
        return path.resolve("trade_history_backtest.json");
    }

    /** Summary of each day. */
    public Path dailySummary() {
        return path.resolve("daily_summary_backtest.json");
    }

    /** Figures with their definitions. */
    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /** The page to look at. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** The books of an identity. */
    public Path ledger(String identity) {
        return path.resolve("ledgers").resolve(identity + "_BOT_ledger.db");
    }

    /** The chart of accounts of an identity for people; {@code extension} is md or csv. */
    public Path chart(String identity, String extension) {
        return path.resolve("ledgers").resolve(chartName(identity) + '.' + extension);
    }

    static String chartName(String identity) {
        return identity + "_BOT_ledger_coa";
    }

    /** Logs for people: one for each strategy, and {@code unresolved_orders}. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** One of {@link #logs}; what cannot be in a file name is replaced. */
    Path log(String identity, String name) {
        return logs().resolve(identity + "_BOT_" + name.replaceAll("[^A-Za-z0-9._-]", "_") + ".log");
    }

    /** Exports of the books: paper files and live files apart. */
    public Path exports(String mode) {
        return path.resolve("exports").resolve(mode);
    }

    /**
     * Makes the folder ready for a new run.
     *
     * @throws IllegalArgumentException when it holds anything already; nothing is ever overwritten
     */
    public void create() {
        try {
            Files.createDirectories(path);
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    throw new IllegalArgumentException("the folder " + path
                        + " is not empty, and a run never overwrites anything. Name another with --out, or remove it");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + path + ": " + e.getMessage(), e);
        }
    }
}
