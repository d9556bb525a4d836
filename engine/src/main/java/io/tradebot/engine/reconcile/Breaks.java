package io.tradebot.engine.reconcile;

import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.BreakResolution;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Open breaks from the day they were found to the day they are gone. Engine thread only. */
final class Breaks {

    /** A break that is open; {@code factCount} is the journal's when it was found. */
    record Open(int number, Difference difference, long foundNanos, long factCount) {
    }

    private final Decisions decisions;
    private final Alerts alerts;
    private final Map<String, Open> openByKey = new LinkedHashMap<>();
    private int lastNumber;

    Breaks(Decisions decisions, Alerts alerts) {
        this.decisions = decisions;
        this.alerts = alerts;
    }

    /**
     * Takes the outcome of a whole comparison: new differences become breaks, changed ones are written again under their
     * number, and breaks it does not show any more are resolved.
     *
     * @param isLive the comparison is one with what the broker has now; breaks of statements stay as they are then, and the reverse
     */
    void settle(boolean isLive, List<Difference> differences, FactLog log, long timeNanos) {
        Map<String, Difference> now = new LinkedHashMap<>();
        differences.forEach(difference -> now.putIfAbsent(difference.key(), difference));
        List.copyOf(openByKey.values()).stream().filter(open -> open.difference().isLive() == isLive)
            .filter(open -> !now.containsKey(open.difference().key())).forEach(open -> resolve(open,
            log.count(open.difference().instrumentId()) > open.factCount() ? BreakResolution.FACT_ARRIVED : BreakResolution.VANISHED,
            timeNanos));
        int before = openByKey.size();
        for (Difference difference : now.values()) {
            Open open = openByKey.get(difference.key());
            if (open == null || !open.difference().equals(difference)) {
                find(difference, open, log, timeNanos);
            }
        }
        int newCount = openByKey.size() - before;
        if (newCount > 0) {
            String count = newCount + (newCount == 1 ? " difference" : " differences");
            alerts.raise(AlertKind.RECONCILIATION, isLive ? AlertSeverity.CRITICAL : AlertSeverity.WARNING, 0, 0, isLive
                ? count + " between broker and books, seen twice: entries are stopped. Settle it at the broker or with the command RECONCILE."
                : count + " between statement, journal and books; see tradebot ledger breaks");
        }
    }

    private void find(Difference difference, Open before, FactLog log, long timeNanos) {
        Open open = before == null ? new Open(++lastNumber, difference, timeNanos, log.count(difference.instrumentId()))
            : new Open(before.number(), difference, before.foundNanos(), before.factCount());
        openByKey.put(difference.key(), open);
        decisions.reconciliationBreakFound(open.number(), difference.kind(), difference.instrumentId(), difference.orderId(),
            difference.statementDay(), open.foundNanos(), difference.unit(), difference.brokerValue(), difference.journalValue(),
            difference.bookValue(), difference.text());
    }

    /** The balances that differ now, by break number. */
    Map<Integer, Difference> balances() {
        Map<Integer, Difference> balances = new TreeMap<>();
        openByKey.values().stream().filter(open -> open.difference().isBalance())
            .forEach(open -> balances.put(open.number(), open.difference()));
        return balances;
    }

    /** A balance was booked to Reconciliation Differences. */
    void onBooked(Difference difference, long timeNanos) {
        resolve(openByKey.get(difference.key()), BreakResolution.BOOKED, timeNanos);
    }

    private void resolve(Open open, BreakResolution resolution, long timeNanos) {
        openByKey.remove(open.difference().key());
        decisions.reconciliationBreakResolved(open.number(), resolution, timeNanos - open.foundNanos());
    }

    /** The open breaks, the oldest first. */
    Collection<Open> open() {
        return openByKey.values();
    }

    /** The number of the break found last; 0 before the first. */
    int lastNumber() {
        return lastNumber;
    }

    /** The number of the break found last. */
    void restoreLastNumber(int number) {
        lastNumber = number;
    }

    /** A break as it was; the oldest first. */
    void restore(Open open) {
        openByKey.put(open.difference().key(), open);
    }

    int openCount() {
        return openByKey.size();
    }

    boolean hasLive() {
        return openByKey.values().stream().anyMatch(open -> open.difference().isLive());
    }

    boolean contains(String key) {
        return openByKey.containsKey(key);
    }
}
