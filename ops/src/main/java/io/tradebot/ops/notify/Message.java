package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one delivery says. Immutable.
 *
 * @param subject  one line
 * @param lines    one for each alert that is told in full, then what was left out
 * @param batch    what it tells
 * @param leftOutCount alerts that are only counted in it
 */
public record Message(String subject, List<String> lines, Batch batch, int leftOutCount) {

    /** Alerts told in full in one message to people. */
    static final int LINES_MAX = 20;
    private static final int SUBJECT_LENGTH_MAX = 150;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Writes the message of a batch; the most urgent are told in full, in their order. */
    static Message of(String identity, Batch batch, int linesMax) {
        List<Alert> alerts = batch.alerts();
        List<Alert> told = new ArrayList<>(alerts);
        if (told.size() > linesMax) {
            told.sort(Comparator.<Alert>comparingInt(alert -> -alert.severity().value()).thenComparing(Comparator.comparingLong(Alert::sequence).reversed()));
            told = new ArrayList<>(told.subList(0, linesMax));
            told.sort(Comparator.comparingLong(Alert::sequence).thenComparingInt(Alert::number));
        }
        int leftOut = alerts.size() - told.size() + batch.lostCount();
        List<String> lines = new ArrayList<>();
        told.forEach(alert -> lines.add(line(alert)));
        if (leftOut > 0) {
            lines.add(leftOut + " more alerts are not told here; see logs/alerts.log and the journal");
        }
        return new Message(OneLine.of(subject(identity, batch), SUBJECT_LENGTH_MAX), List.copyOf(lines), batch, leftOut);
    }

    private static String subject(String identity, Batch batch) {
        List<Alert> alerts = batch.alerts();
        Alert worst = alerts.stream().max(Comparator.comparingInt(alert -> alert.severity().value())).orElseThrow();
        String start = "[" + severity(worst.severity()) + "] " + identity + ": ";
        if (alerts.size() == 1) {
            return start + words(worst) + (worst.context().isEmpty() ? "" : ", " + worst.context());
        }
        Map<AlertKind, Integer> counts = new EnumMap<>(AlertKind.class);
        alerts.forEach(alert -> counts.merge(alert.kind(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(start);
        counts.forEach((kind, count) -> text.append(text.length() == start.length() ? "" : ", ").append(count).append(" ").append(kind));
        return text.toString();
    }

    private static String words(Alert alert) {
        return alert.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String severity(AlertSeverity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** One alert as a line: time, severity, kind, context, text, number. */
    static String line(Alert alert) {
        return TIME.format(Instant.ofEpochSecond(0, alert.timeNanos())) + " " + alert.severity() + " " + alert.kind()
            + (alert.context().isEmpty() ? "" : " " + alert.context()) + ": " + alert.text() + " (alert " + alert.number() + ", journal "
            + alert.sequence() + ')' + (alert.isRepeat() ? " (possible repeat)" : "");
    }

    /** The lines as one text. */
    String body() {
        return String.join("\n", lines);
    }

    /** The severity of the most urgent alert in it. */
    AlertSeverity severity() {
        return batch.alerts().stream().map(Alert::severity).max(Comparator.comparingInt(AlertSeverity::value)).orElseThrow();
    }
}
