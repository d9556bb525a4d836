package io.tradebot.ops.daemon;

import io.tradebot.journal.event.ReconciliationCompletedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.tail.JournalFollower;

/**
 * Decides what the service manager is told: ready after the first reconciliation of this process that lets entries pass, alive only
 * when inputs were published and came back out of the journal since the last time. The tail's thread follows, the agenda's ticks.
 */
final class ServiceWatch implements JournalFollower {

    private final ServiceNotice notice;
    private final RecordCursor cursor = new RecordCursor();
    private volatile boolean hasReconciled;
    private boolean isReady;
    private boolean isStopping;
    private long publishedCount = -1;
    private long tailSequence = -1;
    private String told = "";

    ServiceWatch(ServiceNotice notice) {
        this.notice = notice;
    }

    @Override
    public void onExcerpt(ExcerptSource excerpt) {
        if (hasReconciled) {
            return;
        }
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            hasReconciled |= cursor.templateId() == ReconciliationCompletedDecoder.TEMPLATE_ID;
        }
    }

    /** Tells what has changed; {@code published} and {@code tail} only ever grow. */
    void tick(Status status, long published, long tail) {
        if (!notice.isHeard() || isStopping) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        if (!isReady && hasReconciled && !status.state().equals("reconciling")) {
            isReady = true;
            lines.append("READY=1\n");
        }
        if (published > publishedCount && tail > tailSequence) {
            publishedCount = published;
            tailSequence = tail;
            lines.append("WATCHDOG=1\n");
        }
        String words = status.state() + ", " + status.positions().size() + " positions, " + status.openOrderCount() + " orders, "
            + status.tradeCount() + " trades";
        if (!words.equals(told)) {
            told = words;
            lines.append("STATUS=").append(words).append('\n');
        }
        if (!lines.isEmpty()) {
            notice.send(lines.toString());
        }
    }

    /** The process ends; nothing is told after that. */
    void stopping() {
        if (!isStopping) {
            isStopping = true;
            notice.send("STOPPING=1\nSTATUS=stopping\n");
        }
    }
}
