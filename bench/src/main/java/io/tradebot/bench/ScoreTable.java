package io.tradebot.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes scores and their ratios as tables of Markdown. */
final class ScoreTable {

    /** Something measured beside its reference, and what the ratio says. */
    private record Ratio(String measured, String reference, String meaning) {
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private static final List<Ratio> RATIOS = List.of(
        new Ratio("AppendBenchmark.journal", "AppendBenchmark.bareChronicle", "journal append / bare Chronicle, same bytes"),
        new Ratio("AppendBenchmark.journal", "ChecksumBenchmark.chain", "journal append / its SHA-256 step alone"),
        new Ratio("SyncBenchmark.journal", "SyncBenchmark.bareFile", "synced append / write and force of one file"),
        new Ratio("ReadBenchmark.journal", "ReadBenchmark.bareChronicle", "checked read / bare Chronicle tailer"),
        new Ratio("ReadBenchmark.journal", "ChecksumBenchmark.chain", "checked read / its SHA-256 step alone"),
        new Ratio("ReadBenchmark.verifier", "ReadBenchmark.journal", "journal verify / checked read"),
        new Ratio("ProjectionBenchmark.runner", "ProjectionBenchmark.bareSqlite", "projection / sqlite-jdbc, same rows"),
        new Ratio("DecideBenchmark.decide", "DecideBenchmark.bareWalk", "engine / walk over the same inputs"),
        new Ratio("PipelineBenchmark.loop", "DecideBenchmark.decide", "loop / engine alone"),
        new Ratio("PipelineBenchmark.ring", "PipelineBenchmark.loop", "ring / loop, same sink"),
        new Ratio("PipelineBenchmark.ring", "BareRingBenchmark.bareRing", "ring / bare Disruptor"));

    private ScoreTable() {
    }

    /** One line a score, in the given order. */
    static String scores(List<Score> scores) {
        StringBuilder table = new StringBuilder("| benchmark | best | mean | error | unit | operations/s, best | bytes/op |\n"
            + "|---|--:|--:|--:|---|--:|--:|\n");
        for (Score score : scores) {
            String perSecond = score.unit().equals("ns/op") ? String.format(Locale.ROOT, "%,.0f", NANOS_PER_SECOND / score.best()) : "-";
            table.append("| ").append(score.title()).append(" | ").append(Score.text(score.best())).append(" | ")
                .append(Score.text(score.mean())).append(" | ").append(Score.text(score.error())).append(" | ").append(score.unit()).append(" | ").append(perSecond).append(" | ")
                .append(Score.text(score.allocatedBytes())).append(" |\n");
        }
        return table.toString();
    }

    /** Best speed of each score as a part of its reference's best; pairs that were not both measured are left out. */
    static String ratios(List<Score> scores) {
        StringBuilder table = new StringBuilder("| what | measured | speed relative to the reference |\n|---|---|--:|\n");
        for (Ratio ratio : RATIOS) {
            for (Score score : scores) {
                if (score.name().equals(ratio.measured())) {
                    reference(scores, score, ratio.reference()).ifPresent(reference -> table.append("| ").append(ratio.meaning())
                        .append(" | ").append(score.title()).append(" | ").append(Score.text(reference.best() / score.best()))
                        .append(" |\n"));
                }
            }
        }
        return table.toString();
    }

    /** The reference with the same parameters, or one without parameters. */
    private static Optional<Score> reference(List<Score> scores, Score score, String name) {
        return scores.stream().filter(each -> each.name().equals(name) && each.unit().equals(score.unit())
            && (each.params().isEmpty() || each.params().equals(score.params()))).findFirst();
    }
}
