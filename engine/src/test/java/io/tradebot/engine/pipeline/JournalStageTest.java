package io.tradebot.engine.pipeline;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class JournalStageTest {

    private final CallLog log = new CallLog();
    private final JournalStage stage = new JournalStage(log);

    private static EventSlot slot(boolean isSyncRequired) {
        EventSlot slot = new EventSlot();
        slot.reset(1);
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
