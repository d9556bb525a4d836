package io.tradebot.replay.explain;

import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Map;

/** Explains orders, trades and candidates from a journal, and from the ledger beside it where there is one. Any thread. */
public final class Explain {

    private Explain() {
    }

    /**
     * The chain behind the subject; for a whole day one chain for each strategy that looked at the symbol.
     *
     * @param ledger database of the books, for the postings
     * @throws IllegalArgumentException when the journal knows nothing of the subject
     */
    public static List<Chain> of(Path journal, Optional<Path> ledger, Subject subject) {
        if (subject.kind() == Subject.Kind.CANDIDATE) {
            return candidates(journal, ledger, subject);
        }
        Found found = find(journal, subject);
        DayLog day = DayLogReader.read(journal, found.epochDay());
        Fact entry = orderOf(day, found.root());
        return List.of(chain(day, ledger, entry.number("strategyId"), signalInstrument(entry), found.root(), subject.text()));
    }

    /** What came near to trading on a day, the nearest first. */
    public static List<NearMiss> nearMisses(Path journal, long epochDay) {
        return new NearMisses(DayLogReader.read(journal, epochDay)).list();
    }

    private static Chain chain(DayLog day, Optional<Path> ledger, long strategyId, long instrumentId, long root, String subject) {
        Postings postings = root == Families.NONE || ledger.isEmpty() ? Postings.none()
            : Postings.read(ledger.get(), ChainBuilder.fillSequences(day, root));
        return new ChainBuilder(day, strategyId, instrumentId, root).build(subject, postings);
    }

    // ----- orders and trades

    private record Found(long epochDay, long root) {
    }

    /** The entry order that the subject goes back to, and the session it was requested in. */
    private static Found find(Path journal, Subject subject) {
        RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        RecordCursor cursor = new RecordCursor();
        Families families = new Families();
        Map<Long, Long> dayByRoot = new TreeMap<>();
        long currentDay = 0;
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    int id = cursor.templateId();
                    if (id != TradingDayOpenedDecoder.TEMPLATE_ID && id != OrderRequestedDecoder.TEMPLATE_ID && id != PositionOpenedDecoder.TEMPLATE_ID) {
                        continue;
                    }
                    Fact fact = new Fact(reader.sequence(), cursor.index(), reader.timeNanos(), RecordContent.read(catalogue, cursor));
                    families.learn(fact);
                    if (id == TradingDayOpenedDecoder.TEMPLATE_ID) {
                        currentDay = fact.number("sessionEpochDay");
                        continue;
                    }
                    long root = families.rootOf(fact);
                    dayByRoot.putIfAbsent(root, currentDay);
                    if (isSubject(subject, fact)) {
                        return new Found(dayByRoot.get(root), root);
                    }
                }
            }
        }
        throw new IllegalArgumentException("the journal " + journal + " has no " + (subject.kind() == Subject.Kind.TRADE ? "trade " : "order ")
            + (subject.number() == 0 ? subject.text() : subject.number()) + "; tradebot explain takes numbers of orders and trade:NUMBER of that journal");
    }

    private static boolean isSubject(Subject subject, Fact fact) {
        return switch (subject.kind()) {
            case ORDER -> fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.number("orderId") == subject.number();
            case CLIENT_ORDER -> fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.text("clientOrderId").equals(subject.text());
            case TRADE -> fact.is(PositionOpenedDecoder.TEMPLATE_ID) && fact.number("positionId") == subject.number();
            case CANDIDATE -> false;
        };
    }

    private static Fact orderOf(DayLog day, long orderId) {
        return day.facts.stream().filter(fact -> fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.number("orderId") == orderId)
            .findFirst().orElseThrow();
    }

    private static long signalInstrument(Fact entry) {
        return entry.number("signalInstrumentId") == 0 ? entry.number("instrumentId") : entry.number("signalInstrumentId");
    }

    // ----- candidates

    private static List<Chain> candidates(Path journal, Optional<Path> ledger, Subject subject) {
        DayLog day = DayLogReader.read(journal, subject.epochDay());
        Integer instrumentId = day.idBySymbol.get(subject.symbol());
        if (instrumentId == null) {
            throw new IllegalArgumentException("the journal " + journal + " knows no symbol " + subject.symbol() + "; it knows "
                + String.join(", ", day.idBySymbol.keySet()));
        }
        List<Fact> decisions = day.facts.stream().filter(fact -> isAbout(fact, instrumentId)).toList();
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException("no strategy looked at " + subject.symbol() + " on " + Numbers.date(subject.epochDay())
                + ": it had no bars, is not in UNIVERSE, is an inverse fund, or no strategy selected");
        }
        if (subject.timeNanos() == Subject.WHOLE_DAY) {
            return decisions.stream().map(fact -> fact.number("strategyId")).distinct()
                .map(strategyId -> candidate(day, ledger, strategyId, instrumentId, decisions, subject)).toList();
        }
        Fact nearest = decisions.stream().min(Comparator.comparingLong(fact -> Math.abs(fact.timeNanos() - subject.timeNanos()))).orElseThrow();
        return List.of(candidate(day, ledger, nearest.number("strategyId"), instrumentId, decisions, subject));
    }

    private static Chain candidate(DayLog day, Optional<Path> ledger, long strategyId, int instrumentId, List<Fact> decisions, Subject subject) {
        List<Fact> entries = new ArrayList<>(decisions.stream().filter(fact -> fact.is(OrderRequestedDecoder.TEMPLATE_ID)
            && fact.number("strategyId") == strategyId && fact.word("role").equals("ENTRY")).toList());
        entries.sort(Comparator.comparingLong(fact -> subject.timeNanos() == Subject.WHOLE_DAY ? -fact.sequence()
            : Math.abs(fact.timeNanos() - subject.timeNanos())));
        long root = entries.isEmpty() ? Families.NONE : entries.get(0).number("orderId");
        return chain(day, ledger, strategyId, instrumentId, root, subject.text());
    }

    /** Decisions of a strategy about the symbol as the one that gives signals. */
    private static boolean isAbout(Fact fact, long instrumentId) {
        boolean hasStrategy = !fact.content().type().isInput() && fact.number("strategyId") != 0;
        long about = fact.number("signalInstrumentId") == 0 ? fact.number("instrumentId") : fact.number("signalInstrumentId");
        return hasStrategy && about == instrumentId && !fact.content().type().name().startsWith("Lot")
            && !fact.content().type().name().equals("RiskChecked");
    }
}
