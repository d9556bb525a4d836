package io.tradebot.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class BenchmarksTest {

    /** Through JMH itself, in this process: set-up, one invocation and tear-down of every benchmark. */
    @Test
    void shouldRunEveryBenchmarkOnce() throws RunnerException {
        List<Score> scores = new Runner(new OptionsBuilder().include("io.tradebot.bench.*").forks(0).mode(Mode.SingleShotTime)
            .warmupIterations(0).measurementIterations(1).param("bodyLength", "128").verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true).build()).run().stream().map(Score::of).toList();
        Set<String> names = new TreeSet<>();
        scores.forEach(score -> names.add(score.name()));
        assertEquals(Set.of("AppendBenchmark.bareChronicle", "AppendBenchmark.journal", "BareRingBenchmark.bareRing",
            "ChecksumBenchmark.chain", "ChecksumBenchmark.crc", "CodecBenchmark.decodeBar", "CodecBenchmark.encodeBar",
            "DecideBenchmark.bareWalk", "DecideBenchmark.decide", "PipelineBenchmark.loop", "PipelineBenchmark.ring",
            "ProjectionBenchmark.bareSqlite", "ProjectionBenchmark.runner", "ReadBenchmark.bareChronicle", "ReadBenchmark.journal",
            "ReadBenchmark.verifier", "SyncBenchmark.bareFile", "SyncBenchmark.journal"), names);
        assertTrue(scores.stream().allMatch(score -> score.mean() > 0), scores::toString);
    }
}
