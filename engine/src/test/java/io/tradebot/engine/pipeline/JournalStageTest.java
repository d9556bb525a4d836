package io.tradebot.engine.pipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalStageTest {

    private final CallLog log = new CallLog();
    private final JournalStage stage = new JournalStage(log);

    private static EventSlot slot(boolean isSyncRequired) {
        return slot(isSyncRequired, 1);
    }

    private static EventSlot slot(boolean isSyncRequired, long timeNanos) {
        EventSlot slot = new EventSlot();
        slot.reset(timeNanos);
        slot.syncRequired(isSyncRequired);
        return slot;
    }

    @Test
    void shouldSyncOnceABatchWhateverAsksForIt() {
        stage.onSlot(slot(true), false);
        stage.onSlot(slot(false), false);
        stage.onSlot(slot(true), false);
        stage.onSlot(slot(false), true);
        stage.onSlot(slot(false), true);
        assertEquals(List.of("append", "append", "append", "append", "sync", "append"), log.calls());
    }

    @Test
    void shouldSyncALiveJournalASecondBehindWhatIsNotSynced() {
        JournalStage live = JournalStage.live(log);
        live.onSlot(slot(false, 10), true);
        live.onSlot(slot(false, JournalStage.LIVE_SYNC_NANOS + 9), true);
        assertEquals(List.of("append", "append"), log.calls());
        live.onSlot(slot(false, JournalStage.LIVE_SYNC_NANOS + 10), false);
        live.onSlot(slot(false, JournalStage.LIVE_SYNC_NANOS + 11), true);
        assertEquals(List.of("append", "append", "append", "append", "sync"), log.calls(), "once, at the end of the batch");
        live.onSlot(slot(false, 3 * JournalStage.LIVE_SYNC_NANOS), true);
        live.onSlot(slot(true, 3 * JournalStage.LIVE_SYNC_NANOS), true);
        assertEquals(List.of("append", "append", "sync"), log.calls().subList(5, 8), "the second begins with the first excerpt that is not synced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append", "sync"})
    void shouldTakeNothingMoreAfterOneFailure(String breaksAt) {
        CallLog broken = new CallLog(breaksAt);
        JournalStage failing = JournalStage.live(broken);
        assertThrows(IllegalStateException.class, () -> failing.onSlot(slot(true), true));
        int callCount = broken.calls().size();
        HaltedException halted = assertThrows(HaltedException.class, () -> failing.onSlot(slot(true), true));
        assertTrue(halted.getMessage().contains("the journal has failed and takes nothing more") && halted.getMessage().contains("restart"),
            halted.getMessage());
        assertEquals(callCount, broken.calls().size(), "neither a second append nor a second sync is tried");
    }

    @Test
    void shouldNumberTheExcerpts() {
        EventSlot first = slot(false);
        EventSlot second = slot(false);
        stage.onSlot(first, true);
        stage.onSlot(second, true);
        assertEquals(0, first.sequence());
        assertEquals(1, second.sequence());
    }

    @Test
    void shouldNotJournalWhatWasNotDecidedButStillSyncWhatCameBefore() {
        EventSlot discarded = slot(false);
        discarded.discard(new IllegalStateException("earlier"));
        stage.onSlot(slot(true), false);
        stage.onSlot(discarded, true);
        assertEquals(List.of("append", "sync"), log.calls());
        assertEquals(-1, discarded.sequence());
    }
}
