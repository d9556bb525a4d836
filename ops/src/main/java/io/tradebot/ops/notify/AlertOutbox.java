package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertAcknowledgedDecoder;
import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertDeliveredDecoder;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.tail.JournalFollower;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for which channel: a fold of the journal. An alert waits from the record that gives it until AlertDelivered says that its
 * channel took it or gave up, or AlertAcknowledged that somebody has seen it. So after a restart what was not delivered goes
 * out again, at least once, marked as a possible repeat. The tail's thread folds; any thread asks.
 *
 * <p>A delivery carries everything that waits for its channel, so one AlertDelivered settles its alert and all before it. When a channel gives up,
 * what is a warning or worse goes to the other channels to people, whatever they carry otherwise.
 */
public final class AlertOutbox implements JournalFollower {

    /** Alerts that wait for one channel. A storm beyond it is counted, in the journal and the local file is all of it. */
    static final int WAITING_MAX = 1_000;

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final RecordNames names = new RecordNames();
    private final AlertRules rules = new AlertRules(names);
    private final List<Route> routes;
    private final Map<AlertChannel, Queue> queueByChannel = new EnumMap<>(AlertChannel.class);

    private final Map<AlertSeverity, Long> countBySeverity = new EnumMap<>(AlertSeverity.class);
    private long changeCount;

    /** Alerts of one channel, the oldest first. */
    private static final class Queue {
        private final LinkedHashMap<Integer, Alert> waiting = new LinkedHashMap<>();
        private int lostCount;
        private int notedNumber; // 0: none

        void add(Alert alert) {
            waiting.put(alert.number(), alert);
            if (waiting.size() > WAITING_MAX) {
                drop();
            }
        }

        /** The oldest of the least urgent makes room. */
        private void drop() {
            Alert least = null;
            for (Alert alert : waiting.values()) {
                if (least == null || alert.severity().value() < least.severity().value()) {
                    least = alert;
                }
            }
            waiting.remove(least.number());
            lostCount++;
        }

        /** Takes out the alert and all before it, when it still waits. */
        List<Alert> settle(int number) {
            List<Alert> settled = new ArrayList<>();
            if (waiting.containsKey(number)) {
                Iterator<Alert> alerts = waiting.values().iterator();
                while (settled.isEmpty() || settled.get(settled.size() - 1).number() != number) {
                    settled.add(alerts.next());
                    alerts.remove();
                }
                lostCount = 0;
            }
            return settled;
        }
    }

    /** With one route for each channel that there is. */
    public AlertOutbox(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.routes.forEach(route -> queueByChannel.put(route.channel(), new Queue()));
    }

    @Override
    public synchronized void onExcerpt(ExcerptSource excerpt) {
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        int place = 0;
        boolean isNew = false;
        while (cursor.next()) {
            int templateId = cursor.templateId();
            if (RecordNames.isNaming(templateId)) {
                names.learn(RecordContent.read(catalogue, cursor));
            } else if (templateId == AlertDeliveredDecoder.TEMPLATE_ID) {
                onDelivered(RecordContent.read(catalogue, cursor).row());
                isNew = true;
            } else if (templateId == AlertAcknowledgedDecoder.TEMPLATE_ID) {
                onAcknowledged(RecordContent.read(catalogue, cursor).row());
            } else if (AlertRules.matters(templateId)) {
                if (templateId == ProcessStartedDecoder.TEMPLATE_ID) {
                    markRepeats();
                }
                RecordContent record = RecordContent.read(catalogue, cursor);
                names.learn(record); // a checkpoint says them all
                for (AlertRules.Found found : rules.onRecord(templateId, record.row())) {
                    if (place < Alert.PLACES) { // one input gives one or two; what there is no number for is in the journal
                        add(new Alert(Alert.numberOf(excerpt.sequence(), ++place), excerpt.sequence(), excerpt.timeNanos(), found.kind(), found.severity(),
                            found.context(), found.text(), false));
                        isNew = true;
                    }
                }
            }
        }
        if (isNew) {
            wake();
        }
    }

    private void add(Alert alert) {
        countBySeverity.merge(alert.severity(), 1L, Long::sum);
        for (Route route : routes) {
            if (route.carries(alert.kind(), alert.severity())) {
                queueByChannel.get(route.channel()).add(alert);
            }
        }
    }

    private void markRepeats() {
        queueByChannel.values().forEach(queue -> queue.waiting.replaceAll((number, alert) -> alert.asRepeat()));
    }

    private void onDelivered(Row row) {
        AlertChannel channel = AlertChannel.valueOf(row.enumValue("channel").name());
        String outcome = row.enumValue("outcome").name();
        Queue queue = queueByChannel.get(channel);
        if (queue == null || outcome.equals("RETRYING")) {
            return; // null: a channel that there was once
        }
        List<Alert> settled = queue.settle(row.number("alertNumber").intValue());
        if (outcome.equals("GAVE_UP") && channel != AlertChannel.LOCAL) {
            settled.stream().filter(alert -> alert.severity().value() >= AlertSeverity.WARNING.value()).forEach(alert -> escalate(alert, channel));
        }
    }

    /** To the channels that do not have it already. */
    private void escalate(Alert alert, AlertChannel from) {
        for (Route route : routes) {
            if (route.channel() != from && !route.carries(alert.kind(), alert.severity())) {
                queueByChannel.get(route.channel()).add(alert);
            }
        }
    }

    private void onAcknowledged(Row row) {
        int number = row.number("alertNumber").intValue();
        queueByChannel.values().forEach(queue -> queue.waiting.remove(number));
    }

    /**
     * The courier is done with this alert and all that waited before it, and has noted it. Nothing waits for that channel until the fold has that
     * note: what settles an alert is the journal alone, in its order.
     */
    synchronized void noted(AlertChannel channel, int number) {
        queueByChannel.get(channel).notedNumber = number;
    }

    /** What waits for the channel now. */
    synchronized Optional<Batch> waiting(AlertChannel channel) {
        Queue queue = queueByChannel.get(channel);
        return queue.waiting.isEmpty() || queue.waiting.containsKey(queue.notedNumber) ? Optional.empty()
            : Optional.of(new Batch(List.copyOf(queue.waiting.values()), queue.lostCount));
    }

    /** Alerts that wait for the channel. Any thread. */
    public synchronized int waitingCount(AlertChannel channel) {
        Queue queue = queueByChannel.get(channel);
        return queue == null ? 0 : queue.waiting.size();
    }

    /** Alerts of that severity among the excerpts that were given. Any thread. */
    public synchronized long raisedCount(AlertSeverity severity) {
        return countBySeverity.getOrDefault(severity, 0L);
    }

    /** ENTITY_JURISDICTION_BROKER_BOT, empty before a session. Any thread. */
    public synchronized String identity() {
        return rules.identity();
    }

    /** Counts what may be news for a courier. */
    synchronized long changeCount() {
        return changeCount;
    }

    /** Waits until something has changed since that count, at most so long. */
    synchronized void awaitChange(long seenCount, long millis) throws InterruptedException {
        if (changeCount == seenCount) {
            wait(Math.max(1, millis));
        }
    }

    /** Wakes who waits. */
    synchronized void wake() {
        changeCount++;
        notifyAll();
    }
}
