package io.tradebot.engine.pipeline;

/**
 * Runs the three stages in the caller's thread, one input after the other: backtest, recovery and audit. Not thread safe.
 *
 * <p>After the first throw in a stage nothing more is accepted. An input published while another is being processed (from inside a stage) is a programming error.
 */
public final class LoopPipeline implements SlotSource {

    private final EventSlot slot = new EventSlot();
    private final DecideStage decide;
    private final JournalStage journal;
    private final DispatchStage dispatch;
    private boolean isRunning;
    private Throwable fault;

    /** Takes over the stages. */
    public LoopPipeline(DecideStage decide, JournalStage journal, DispatchStage dispatch) {
        this.decide = decide;
        this.journal = journal;
        this.dispatch = dispatch;
    }

    @Override
    public EventSlot claim(long timeNanos) {
        if (fault != null) {
            throw new HaltedException("the pipeline has halted: " + fault, fault);
        }
        if (isRunning) {
            throw new IllegalStateException("an input is being processed; nothing may publish from inside a stage");
        }
        slot.reset(timeNanos);
        return slot;
    }

    @Override
    public void publish() {
        isRunning = true;
        try {
            decide.onSlot(slot);
            journal.onSlot(slot, true);
            dispatch.onSlot(slot);
        } catch (RuntimeException | Error thrown) {
            fault = thrown;
            throw thrown;
        } finally {
            isRunning = false;
        }
    }
}
