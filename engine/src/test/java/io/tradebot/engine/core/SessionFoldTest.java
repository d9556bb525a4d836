package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.ScriptFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run over several sessions is gone on with from any of its checkpoints, and after a kill anywhere, as if nothing had been. */
class SessionFoldTest {

    @Test
    void shouldDecideTheSameFromEachCheckpointOfManySessions() {
        FoldCheck check = new FoldCheck(EngineScript.ofFile("many-sessions.txt"));
        assertEquals(5, check.sessionStarts().size());
        check.requireSameFromEachCheckpoint();
    }

    @Test
    void shouldGoOnTheSameWhenKilledBehindEachExcerptOfManySessions() {
        FoldCheck check = new FoldCheck(EngineScript.ofFile("many-sessions.txt"));
        for (int cut = 0; cut < check.excerptCount(); cut++) {
            check.requireSameWhenKilledBehind(cut);
        }
    }

    /** A session that begins wherever no trading day is open is a place to go on from, too. */
    @TestFactory
    Stream<DynamicTest> shouldDecideTheSameFromASessionThatBeginsAnywhereIn() {
        return ScriptFile.all().stream().filter(file -> !StateRestoreTest.FAULTY.contains(file.name()))
            .map(file -> DynamicTest.dynamicTest(file.name(), () -> {
                FoldCheck check = new FoldCheck(EngineScript.run(file.inputs()));
                int count = 0;
                for (int at = 0; at < check.excerptCount(); at++) {
                    count += check.requireSameFromASessionBehind(at) ? 1 : 0;
                }
                assertTrue(count > 0, "no session could begin");
            }));
    }
}
