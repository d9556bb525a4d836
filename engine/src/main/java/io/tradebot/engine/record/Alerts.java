package io.tradebot.engine.record;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;

/** Raises alerts and counts them from 1. One for the whole engine. Engine thread only. */
public final class Alerts {

    private final Decisions decisions;
    private int lastNumber;

    /** Alerts go to these decisions. */
    public Alerts(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Number of the alert raised last; 0 before the first. */
    public int lastNumber() {
        return lastNumber;
    }

    /** The number of the alert raised last. */
    public void restore(int number) {
        lastNumber = number;
    }

    /** Tells somebody what happened and what to do, in one line; instrument and order 0 when none is concerned. Returns its number. */
    public int raise(AlertKind kind, AlertSeverity severity, int instrumentId, long orderId, String text) {
        decisions.alertRaised(++lastNumber, kind, severity, 0, instrumentId, orderId, text);
        return lastNumber;
    }
}
