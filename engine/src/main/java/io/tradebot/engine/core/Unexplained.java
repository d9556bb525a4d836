package io.tradebot.engine.core;

import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;

/**
 * What is held and cannot be explained by the strategies: nothing new begins until a person has looked at it, exits go on. Engine
 * thread only.
 */
final class Unexplained {

    private final EntryBlocks blocks;
    private final Alerts alerts;
    private final EntryDesk entries;

    Unexplained(EntryBlocks blocks, Alerts alerts, EntryDesk entries) {
        this.blocks = blocks;
        this.alerts = alerts;
        this.entries = entries;
    }

    /** Blocks entries, takes back those that may still fill, and tells somebody; order 0 when none is concerned. */
    void found(int instrumentId, long orderId, long qtyE9, String text) {
        if (blocks.block(EntryBlock.EXTERNAL, orderId, MeasureUnit.QTY_E9, qtyE9, 0)) {
            entries.cancelAll(CancelReason.HALTED);
        }
        alerts.raise(AlertKind.EXTERNAL, AlertSeverity.CRITICAL, instrumentId, orderId, text);
    }

    /** Tells somebody that a fact was refused which the books need: a person has to settle it. */
    void refused(int instrumentId, long orderId, String text) {
        alerts.raise(AlertKind.RECONCILIATION, AlertSeverity.CRITICAL, instrumentId, orderId, text);
    }
}
