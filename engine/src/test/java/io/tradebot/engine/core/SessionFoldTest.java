package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.ScriptFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A run over several sessions is gone on with from any of its checkpoints, and after a kill anywhere, as if nothing had been. */
class SessionFoldTest {

    /** Of each script so many, spread over those that there are. */
    private static final int PLACES = 5;

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
                EngineScript script = EngineScript.run(file.inputs());
                FoldCheck check = new FoldCheck(script);
                List<Integer> places = FoldCheck.placesForASession(script);
                for (int i = 0; i < Math.min(PLACES, places.size()); i++) {
                    check.requireSameFromASessionBehind(places.get(places.size() - 1 - i * places.size() / PLACES % places.size()));
                }
            }));
    }
}
