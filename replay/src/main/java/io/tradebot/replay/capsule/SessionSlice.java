package io.tradebot.replay.capsule;

import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which excerpts a session depends on. Immutable, any thread.
 *
 * <p>They begin where an engine can begin to decide: at the last SessionStarted before the day opened that holds a Checkpointed, else at
 * the first excerpt of the journal. They end with the exchange's date: behind the TradingDayClosed comes what was journaled on that
 * date still, seals included, but no other session.
 *
 * @param date             date at the exchange
 * @param firstSequence    first excerpt of the slice
 * @param dayFirstSequence first excerpt behind the session before; 0 when there is none
 * @param openedSequence   the excerpt with TradingDayOpened
 * @param lastSequence     last excerpt of the slice
 * @param isDayClosed      whether TradingDayClosed is in it
 */
record SessionSlice(LocalDate date, long firstSequence, long dayFirstSequence, long openedSequence, long lastSequence, boolean isDayClosed) {

    private static final int DATES_SHOWN = 12;

    long excerptCount() {
        return lastSequence - firstSequence + 1;
    }

    /** Whether the slice begins with the state that a Checkpointed holds, not with the first excerpt of the journal. */
    boolean isFromCheckpoint() {
        return firstSequence > 0;
    }

    /**
     * Finds the session of a date.
     *
     * @throws IllegalArgumentException naming the dates that have one
     */
    static SessionSlice find(Path journal, LocalDate date) {
        List<SessionSlice> all;
        try (JournalReader reader = JournalReader.open(journal)) {
            all = all(reader);
        }
        return all.stream().filter(slice -> slice.date.equals(date)).findFirst().orElseThrow(() ->
            new IllegalArgumentException("the journal " + journal + " has no session on " + date + "; " + dates(all, date)));
    }

    private static String dates(List<SessionSlice> all, LocalDate asked) {
        if (all.isEmpty()) {
            return "no trading day was opened in it";
        }
        List<LocalDate> nearest = all.stream().map(SessionSlice::date)
            .sorted(Comparator.comparingLong(date -> Math.abs(date.toEpochDay() - asked.toEpochDay()))).limit(DATES_SHOWN).sorted().toList();
        String list = nearest.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
        return all.size() <= DATES_SHOWN ? "it has " + list
            : "it has " + all.size() + " from " + all.get(0).date + " to " + all.get(all.size() - 1).date + ", nearest are " + list;
    }

    /** All sessions of the source, in order. */
    static List<SessionSlice> all(ExcerptSource source) {
        Walk walk = new Walk();
        while (source.next()) {
            walk.excerpt(source);
        }
        return walk.found;
    }

    /** One pass over a journal. */
    private static final class Walk {

        private final List<SessionSlice> found = new ArrayList<>();
        private final TradingCalendar calendar = new TradingCalendar();
        private final RecordCursor cursor = new RecordCursor();
        private final TradingDayOpenedDecoder opened = new TradingDayOpenedDecoder();
        private long startSequence;
        private boolean isEnded = true;

        void excerpt(ExcerptSource excerpt) {
            boolean isStart = false;
            boolean isClosed = false;
            LocalDate openedDate = null;
            cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
            while (cursor.next()) {
                switch (cursor.templateId()) {
                    case SessionStartedDecoder.TEMPLATE_ID -> isStart = true;
                    case CheckpointedDecoder.TEMPLATE_ID -> startSequence = isStart ? excerpt.sequence() : startSequence;
                    case TradingDayClosedDecoder.TEMPLATE_ID -> isClosed = true;
                    case TradingDayOpenedDecoder.TEMPLATE_ID -> {
                        opened.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                        openedDate = LocalDate.ofEpochDay(opened.sessionEpochDay());
                    }
                    default -> { } // belongs to the session around it
                }
            }
            SessionSlice last = found.isEmpty() ? null : found.get(found.size() - 1);
            if (openedDate != null && (last == null || !last.date.equals(openedDate))) {
                found.add(new SessionSlice(openedDate, startSequence, last == null ? 0 : last.lastSequence + 1, excerpt.sequence(),
                    excerpt.sequence(), isClosed));
                isEnded = false;
            } else if (!isEnded && last.isDayClosed && openedDate == null && (isStart || isLater(excerpt.timeNanos(), last.date))) {
                isEnded = true;
            } else if (!isEnded || openedDate != null) {
                isEnded = false;
                found.set(found.size() - 1, new SessionSlice(last.date, last.firstSequence, last.dayFirstSequence, last.openedSequence,
                    excerpt.sequence(), openedDate != null ? isClosed : last.isDayClosed || isClosed));
            }
        }

        private boolean isLater(long timeNanos, LocalDate date) {
            return calendar.exchangeDayAt(timeNanos) > date.toEpochDay();
        }
    }
}
