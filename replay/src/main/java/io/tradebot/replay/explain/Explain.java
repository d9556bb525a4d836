package io.tradebot.replay.explain;

import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Explains orders, trades and candidates from a journal, and from the ledger beside it where there is one. Any thread. */
public final class Explain {

    private Explain() {
    }

    /**
     * The chain behind the subject; for a whole day one chain for each strategy that looked at the symbol. The inverse fund or
     * put that is traded on a signal is as good a name as the symbol that gave it; then a day has a chain for each such symbol.
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
        return List.of(chain(day, ledger, entry.number("strategyId"), day.signalInstrument(entry), found.root(), subject.text()));
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

    // ----- candidates

    private static List<Chain> candidates(Path journal, Optional<Path> ledger, Subject subject) {
        DayLog day = DayLogReader.read(journal, subject.epochDay());
        Integer instrumentId = day.idBySymbol.get(subject.symbol());
        if (instrumentId == null) {
            throw new IllegalArgumentException("the journal " + journal + " knows no symbol " + subject.symbol() + "; it knows "
                + String.join(", ", day.idBySymbol.keySet()));
        }
        List<Fact> decisions = day.facts.stream().filter(fact -> isAbout(day, fact, instrumentId)).toList();
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException(unknown(day, subject, instrumentId));
        }
        long distance = decisions.stream().mapToLong(fact -> distance(fact, subject)).min().orElseThrow();
        Map<List<Long>, Fact> lastBySignal = new LinkedHashMap<>(); // a fund may be bought for several symbols
        decisions.stream().filter(fact -> distance(fact, subject) == distance)
            .forEach(fact -> lastBySignal.merge(List.of(fact.number("strategyId"), day.signalInstrument(fact)), fact,
                (earlier, later) -> isOrdered(day, earlier) && !isOrdered(day, later) ? earlier : later));
        return lastBySignal.values().stream().map(fact -> candidate(day, ledger, fact, decisions, subject)).toList();
    }

    private static long distance(Fact fact, Subject subject) {
        return subject.timeNanos() == Subject.WHOLE_DAY ? 0 : Math.abs(fact.timeNanos() - subject.timeNanos());
    }

    private static boolean isOrdered(DayLog day, Fact fact) {
        return day.families.rootOf(fact) != Families.NONE;
    }

    /** The chain that this decision belongs to: of its own order, else of the order of its strategy and signal that is nearest to it. */
    private static Chain candidate(DayLog day, Optional<Path> ledger, Fact decision, List<Fact> decisions, Subject subject) {
        long strategyId = decision.number("strategyId");
        long signalId = day.signalInstrument(decision);
        long own = day.families.rootOf(decision);
        long root = own != Families.NONE ? own : decisions.stream().filter(fact -> fact.is(OrderRequestedDecoder.TEMPLATE_ID)
            && fact.number("strategyId") == strategyId && day.signalInstrument(fact) == signalId && fact.word("role").equals("ENTRY"))
            .min(Comparator.comparingLong(fact -> Math.abs(fact.timeNanos() - decision.timeNanos())))
            .map(fact -> fact.number("orderId")).orElse(Families.NONE);
        return chain(day, ledger, strategyId, signalId, root, subject.text());
    }

    /** Decisions of a strategy about the symbol: as the one that gives signals, or as the fund or option that is traded on them. */
    private static boolean isAbout(DayLog day, Fact fact, long instrumentId) {
        String record = fact.content().type().name();
        boolean isDecision = !fact.content().type().isInput() && fact.number("strategyId") != 0 && !record.startsWith("Lot")
            && !record.equals("RiskChecked");
        return isDecision && (fact.number("instrumentId") == instrumentId || day.signalInstrument(fact) == instrumentId);
    }

    private static String unknown(DayLog day, Subject subject, int instrumentId) {
        String none = "no strategy looked at " + subject.symbol() + " on " + Numbers.date(subject.epochDay()) + ": ";
        boolean isFund = day.setting(day.opened, "INVERSE_ETF_MAP").matches("(.*,)?\\s*[^,:]+:\\s*" + Pattern.quote(subject.symbol()) + "\\s*(,.*)?");
        if (isFund || day.multiplier(instrumentId) != 1) {
            return none + "it is traded only on a bearish signal of another symbol, and there was none for it; "
                + "tradebot explain --day " + Numbers.date(subject.epochDay()) + " --near-misses lists what did not trade";
        }
        return none + "it had no bars, is not in UNIVERSE, or no strategy selected";
    }
}
