package io.tradebot.engine.recovery;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the difference that a person wants to see first, and counts the others by kind. Not thread safe. */
public final class DifferenceLog {

    /** Kinds that decide what is traded; the others are evidence, books and housekeeping. */
    private static final List<String> TRADING = List.of("StrategySkipped", "CandidateRejected", "CandidateRanked", "SlotAssigned", "SlotFellBack",
        "SignalRaised", "SignalFiltered", "OrderDenied", "OrderRequested", "OrderCancelRequested", "OrderReplaceRequested", "ExitDecided",
        "TradeClosed", "KillSwitchTripped", "CircuitBreakerTripped", "EntryBlocked", "OrderApprovalRequested", "RebalancePlanned",
        "FloatToppedUp", "ProfitReinvested");
    private static final String MODULE = "module";
    /** Fields that tell what a decision is about: two that agree in all they have are one decision with other values. */
    private static final List<String> SUBJECT = List.of("strategyId", "slot", "instrumentId", "positionId", "orderId", "role", "check", "filter",
        "indicator", "subject", MODULE, "nextInstrumentId");
    private static final int LINE_LENGTH_MAX = 240;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final RecordPrinter printer = new RecordPrinter();
    private final Map<String, Long> countByKind = new TreeMap<>();
    private DecisionDifference first;
    private DecisionDifference firstTrading;

    /** Learns the names that a record gives to instruments and strategies. */
    void learn(RecordCursor cursor) {
        printer.line(cursor);
    }

    /** Both cursors stand before the input of one excerpt whose decisions are not the same bytes. Returns its leading difference. */
    DecisionDifference add(long sequence, long timeNanos, RecordCursor journaled, RecordCursor again, String fault) {
        List<RecordContent> was = contents(journaled);
        int version = was.get(0).version();
        List<RecordContent> now = new ArrayList<>(contents(again).stream().map(content -> content.asOf(version)).toList());
        String input = shortened(printer.line(was.remove(0)));
        now.remove(0);
        List<DecisionDifference> found = new ArrayList<>();
        Instant time = Instant.ofEpochSecond(Math.floorDiv(timeNanos, NANOS_PER_SECOND), Math.floorMod(timeNanos, NANOS_PER_SECOND));
        List<RecordContent> come = without(now, was);
        List<RecordContent> gone = without(was, now);
        for (RecordContent before : gone) {
            RecordContent after = come.stream().filter(other -> subject(other).equals(subject(before))).findFirst().orElse(null);
            come.remove(after);
            found.add(new DecisionDifference(sequence, time, input, before.type().name(), shortened(printer.line(before)),
                after == null ? "" : shortened(printer.line(after)), after == null ? List.of() : printer.changes(before, after), fault));
        }
        for (RecordContent after : come) {
            found.add(new DecisionDifference(sequence, time, input, after.type().name(), "", shortened(printer.line(after)), List.of(), fault));
        }
        if (gone.isEmpty() && come.isEmpty()) {
            found.add(new DecisionDifference(sequence, time, input, "order of the decisions", kinds(was), kinds(now), List.of(), fault));
        }
        found.forEach(difference -> countByKind.merge(difference.record(), 1L, Math::addExact));
        DecisionDifference trading = found.stream().filter(difference -> TRADING.contains(difference.record())).findFirst().orElse(null);
        first = first == null ? found.get(0) : first;
        firstTrading = firstTrading == null ? trading : firstTrading;
        return trading == null ? found.get(0) : trading;
    }

    private List<RecordContent> contents(RecordCursor cursor) {
        List<RecordContent> contents = new ArrayList<>();
        while (cursor.next()) {
            contents.add(RecordContent.read(RecordCatalogue.ofSchema(), cursor));
        }
        return contents;
    }

    /** Those that have no equal among the others; each of the others stands for one. */
    private List<RecordContent> without(List<RecordContent> contents, List<RecordContent> others) {
        List<String> lines = new ArrayList<>(others.stream().map(printer::line).toList());
        return new ArrayList<>(contents.stream().filter(content -> !lines.remove(printer.line(content))).toList());
    }

    private static String subject(RecordContent content) {
        StringBuilder subject = new StringBuilder(content.type().name());
        content.type().block().fields().stream().filter(field -> SUBJECT.contains(field.name()) && content.row().has(field.name()))
            .forEach(field -> subject.append(' ').append(field.name().equals(MODULE) ? content.row().text(MODULE)
                : content.row().number(field.name())));
        return subject.toString();
    }

    private static String kinds(List<RecordContent> contents) {
        return shortened(contents.stream().map(content -> content.type().name()).toList().toString());
    }

    private static String shortened(String line) {
        return line.length() <= LINE_LENGTH_MAX ? line : line.substring(0, LINE_LENGTH_MAX) + "...";
    }

    /** The first trading decision that comes out differently, else the first difference of all. */
    public Optional<DecisionDifference> leading() {
        return Optional.ofNullable(firstTrading == null ? first : firstTrading);
    }

    /** True when the leading difference is a trading decision. */
    public boolean isTrading() {
        return firstTrading != null;
    }

    /** How many differ, by kind of decision in alphabetical order. */
    public Map<String, Long> countByKind() {
        return countByKind;
    }
}
