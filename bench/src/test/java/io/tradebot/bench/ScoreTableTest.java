package io.tradebot.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ScoreTableTest {

    private static final Score JOURNAL = new Score("AppendBenchmark.journal", Map.of("bodyLength", "64"), 450, 12.345, 400, "ns/op", 0);
    private static final Score BARE = new Score("AppendBenchmark.bareChronicle", Map.of("bodyLength", "64"), 900, Double.NaN, 100, "ns/op", 3);
    private static final Score OTHER_LENGTH = new Score("AppendBenchmark.bareChronicle", Map.of("bodyLength", "128"), 1, 0, 1, "ns/op", 0);

    @Test
    void shouldRelateBestScoresOfEqualParametersAndLowerTimesAsHigherSpeeds() {
        assertEquals("""
            | what | measured | speed relative to the reference |
            |---|---|--:|
            | journal append / bare Chronicle, same bytes | AppendBenchmark.journal bodyLength=64 | 0.25 |
            """, ScoreTable.ratios(List.of(OTHER_LENGTH, JOURNAL, BARE)));
    }

    @Test
    void shouldTakeReferenceWithoutParametersForEveryParameter() {
        Score ring = new Score("PipelineBenchmark.ring", Map.of("sink", "none"), 50, 0, 50, "ns/op", 0);
        Score bare = new Score("BareRingBenchmark.bareRing", Map.of(), 25, 0, 25, "ns/op", 0);
        assertEquals("""
            | what | measured | speed relative to the reference |
            |---|---|--:|
            | ring / bare Disruptor | PipelineBenchmark.ring sink=none | 0.50 |
            """, ScoreTable.ratios(List.of(ring, bare)));
    }

    @Test
    void shouldShowScoresWithErrorAndRate() {
        assertEquals("""
            | benchmark | best | mean | error | unit | operations/s, best | bytes/op |
            |---|--:|--:|--:|---|--:|--:|
            | AppendBenchmark.journal bodyLength=64 | 400 | 450 | 12.3 | ns/op | 2,500,000 | 0.00 |
            | AppendBenchmark.bareChronicle bodyLength=64 | 100 | 900 | - | ns/op | 10,000,000 | 3.00 |
            """, ScoreTable.scores(List.of(JOURNAL, BARE)));
    }
}
