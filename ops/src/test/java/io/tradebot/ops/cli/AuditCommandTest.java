package io.tradebot.ops.cli;

import io.tradebot.engine.recovery.DecisionDifference;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.replay.audit.AuditReport;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AuditCommandTest {

    private static final VerificationReport SOUND = new VerificationReport(Path.of("journal"), List.of(), List.of(), 10, "00", 10, true, 0, "", List.of());
    private static final DecisionDifference SLOT = new DecisionDifference(7, Instant.parse("2024-10-31T13:50:00Z"), "MinuteClosed barCount=8",
        "SlotAssigned", "SlotAssigned slot=1 allocation=800.00", "SlotAssigned slot=1 allocation=400.00",
        List.of("allocation: 800.00 -> 400.00"), "");

    @Test
    void shouldLeadWithWhatDiffersAndCountTheRest() {
        AuditReport report = new AuditReport(SOUND, 10, 40, 1, "00", Optional.of(SLOT), true,
            new TreeMap<>(Map.of("SlotAssigned", 12L, "SelfCheckReported", 1L)), Optional.empty());
        assertEquals("""
            the first trading decision that comes out differently:
            sequence 7, 2024-10-31T13:50:00Z, input MinuteClosed barCount=8
              SlotAssigned slot=1 allocation=800.00
                allocation: 800.00 -> 400.00
            all that come out differently, some perhaps because of it:
                   1 SelfCheckReported
                  12 SlotAssigned
            DIFFERENT: 13 decisions, 40 the same, on 10 inputs
            """, AuditCommand.text(report));
        assertEquals(ExitCode.DIFFERENCE, AuditCommand.exitCode(report));
        Map<?, ?> difference = (Map<?, ?>) AuditCommand.document(report).get("firstDifference");
        assertEquals(List.of("allocation: 800.00 -> 400.00"), difference.get("changes"));
    }

    @Test
    void shouldSayWhereAThrowEndedIt() {
        AuditReport report = new AuditReport(SOUND, 8, 40, 1, "00", Optional.of(SLOT), true, new TreeMap<>(Map.of("SlotAssigned", 1L)),
            Optional.of("sequence 8, java.lang.IllegalStateException: a bug"));
        String[] lines = AuditCommand.text(report).split("\n");
        assertEquals("nothing was decided behind sequence 8, java.lang.IllegalStateException: a bug", lines[lines.length - 2]);
        assertEquals("DIFFERENT: 1 decision, 40 the same, on 8 inputs", lines[lines.length - 1]);
    }

    @Test
    void shouldCountTheCheckpointsThatTheFullFoldGives() {
        assertEquals("3 checkpoints equal the full fold\n", AuditCommand.checkpoints(report(3, Map.of())));
        assertEquals("1 checkpoint equals the full fold\n", AuditCommand.checkpoints(report(1, Map.of())));
        assertEquals("2 checkpoints equal the full fold, 1 does not\n", AuditCommand.checkpoints(report(2, Map.of("Checkpointed", 1L))));
        assertEquals("", AuditCommand.checkpoints(report(0, Map.of())), "a journal of schema 2");
        assertEquals(3L, AuditCommand.document(report(3, Map.of())).get("checkpointCount"));
    }

    private static AuditReport report(long checkpointCount, Map<String, Long> differencesByKind) {
        return new AuditReport(SOUND, 10, 40, checkpointCount, "00", Optional.empty(), false, differencesByKind, Optional.empty());
    }
}
