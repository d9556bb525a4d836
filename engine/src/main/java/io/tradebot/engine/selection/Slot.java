package io.tradebot.engine.selection;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.strategy.Setup;

/** A share of the session's capital that watches one symbol at a time and makes at most one trade. Engine thread only. */
public final class Slot {

    private final int number;
    private final long sharePpm;
    private final long allocationCents;
    private Candidate candidate;
    private long assignedNanos;
    private int fallbackLevel;
    private State state = State.WATCH;

    Slot(int number, long sharePpm, long allocationCents, Candidate candidate, long assignedNanos) {
        this.number = number;
        this.sharePpm = sharePpm;
        this.allocationCents = allocationCents;
        this.candidate = candidate;
        this.assignedNanos = assignedNanos;
    }

    /** A slot of an earlier session, which is done; what it watched is not known any more. */
    public static Slot ofEarlierSession(int number, int fallbackLevel) {
        Slot slot = new Slot(number, 0, 0, null, 0);
        slot.fallbackLevel = fallbackLevel;
        slot.state = State.DONE;
        return slot;
    }

    /** What a slot is doing. */
    public enum State {
        /** Waits for a signal of its symbol. */
        WATCH,
        /** Its entry waits for an operator. */
        APPROVAL,
        /** Its entry order is at the broker. */
        PENDING,
        /** Has traded, was cancelled, or ran out of symbols. */
        DONE
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /** Share of the session cap in millionths. */
    public long sharePpm() {
        return sharePpm;
    }

    /** Capital in cents. */
    public long allocationCents() {
        return allocationCents;
    }

    /** Symbol watched. */
    public Instrument symbol() {
        return candidate.symbol();
    }

    /** Setup of the symbol watched. */
    public Setup setup() {
        return candidate.setup();
    }

    /** Bars that start before this time do not count for the symbol watched. */
    public long assignedNanos() {
        return assignedNanos;
    }

    /** Fallbacks so far. */
    public int fallbackLevel() {
        return fallbackLevel;
    }

    /** What it is doing. */
    public State state() {
        return state;
    }

    /** An operator has been asked for its entry. */
    public void onApprovalRequested() {
        state = State.APPROVAL;
    }

    /** Its entry was refused; the symbol may signal again. */
    public void watchAgain() {
        state = State.WATCH;
    }

    /** Its entry order has been requested. */
    public void onEntryRequested() {
        state = State.PENDING;
    }

    /** Its entry filled, was cancelled or refused, or no symbol is left. */
    public void finish() {
        state = State.DONE;
    }

    void fallBackTo(Candidate next, long timeNanos) {
        candidate = next;
        assignedNanos = timeNanos;
        fallbackLevel++;
        state = State.WATCH;
    }
}
