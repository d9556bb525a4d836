package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.backtest.RunResults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that is derived of a run, made again from its journal: books and their chart, trades, summaries, decisions, logs, figures, report.
 *
 * @param ledger the books
 * @param files  the other files, and what became of each
 */
record RunRebuild(LedgerRebuild ledger, Map<Path, Change> files) {

    private static final String UNKNOWN_DATA = "not known";

    /** What became of a file. */
    enum Change {
        IDENTICAL, DIFFERENT, NEW
    }

    static RunRebuild of(RunFolder run) {
        Map<Path, byte[]> before = new LinkedHashMap<>();
        for (Path file : derived(run)) {
            before.put(file, Files.exists(file) ? read(file) : null);
        }
        String data = dataOf(before.get(run.metrics()));
        LedgerRebuild ledger = LedgerRebuild.of(run);
        RunResults.rewrite(run, data);
        logs(run).forEach(file -> before.putIfAbsent(file, null));
        Map<Path, Change> files = new LinkedHashMap<>();
        before.keySet().removeIf(file -> !Files.exists(file)); // inside a session there are no new figures and no report
        before.forEach((file, old) -> files.put(file, old == null ? Change.NEW : Arrays.equals(old, read(file)) ? Change.IDENTICAL
            : Change.DIFFERENT));
        return new RunRebuild(ledger, files);
    }

    private static List<Path> derived(RunFolder run) {
        String identity = RunStart.of(run.journal()).identity();
        List<Path> files = new ArrayList<>(List.of(run.chart(identity, "md"), run.chart(identity, "csv"), run.trades(), run.tradeHistoryCsv(),
            run.tradeHistoryJson(), run.dailySummary(), run.decisions(), run.metrics(), run.report()));
        files.addAll(logs(run));
        return files;
    }

    private static List<Path> logs(RunFolder run) {
        if (!Files.isDirectory(run.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run.logs())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the prices came from: the one thing about a run that its journal does not say. */
    private static String dataOf(byte[] metrics) {
        if (metrics == null) {
            return UNKNOWN_DATA;
        }
        try {
            return new ObjectMapper().readTree(metrics).path("run").path("data").asText(UNKNOWN_DATA);
        } catch (IOException damaged) { // one of the reasons to rebuild
            return UNKNOWN_DATA;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isIdentical() {
        return ledger.isIdentical() && files.values().stream().allMatch(change -> change == Change.IDENTICAL);
    }

    String text() {
        StringBuilder text = new StringBuilder(ledger.text());
        files.forEach((file, change) -> text.append(switch (change) {
            case IDENTICAL -> "identical   ";
            case DIFFERENT -> "different   ";
            case NEW -> "new         ";
        }).append(file).append('\n'));
        return text.toString();
    }

    Map<String, Object> document() {
        Map<String, Object> document = ledger.document();
        document.put("isLedgerIdentical", ledger.isIdentical());
        document.put("isIdentical", isIdentical());
        List<Map<String, Object>> rows = new ArrayList<>();
        files.forEach((file, change) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("file", file.toString());
            row.put("change", change);
            rows.add(row);
        });
        document.put("files", rows);
        return document;
    }
}
