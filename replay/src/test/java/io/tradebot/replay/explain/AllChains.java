package io.tradebot.replay.explain;

import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The chain of every strategy and symbol of a journal, and of every order. */
final class AllChains {

    private AllChains() {
    }

    static List<Chain> of(Path journal, Path ledger) {
        List<Chain> chains = new ArrayList<>();
        for (long epochDay : days(journal)) {
            DayLog day = DayLogReader.read(journal, epochDay);
            Set<List<Long>> done = new LinkedHashSet<>();
            for (Fact fact : day.facts) {
                boolean isEntry = fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.word("role").equals("ENTRY");
                long root = isEntry ? fact.number("orderId") : Families.NONE;
                long symbol = isEntry || fact.is(OrderDeniedDecoder.TEMPLATE_ID) ? fact.number("signalInstrumentId") : fact.number("instrumentId");
                boolean isSubject = isEntry || fact.is(OrderDeniedDecoder.TEMPLATE_ID) || fact.is(CandidateRejectedDecoder.TEMPLATE_ID)
                    || fact.is(CandidateRankedDecoder.TEMPLATE_ID);
                if (isSubject && done.add(List.of(fact.number("strategyId"), symbol, root))) {
                    Postings postings = root == Families.NONE ? Postings.none()
                        : Postings.read(ledger, ChainBuilder.fillSequences(day, root));
                    chains.add(new ChainBuilder(day, fact.number("strategyId"), symbol, root).build("test", postings));
                }
            }
        }
        return chains;
    }

    static List<Chain> explain(Path journal, Optional<Path> ledger, String subject) {
        return Explain.of(journal, ledger, Subject.parse(subject));
    }

    /** Every order of a journal. */
    static List<Fact> orders(Path journal) {
        List<Fact> orders = new ArrayList<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                        orders.add(new Fact(reader.sequence(), cursor.index(), reader.timeNanos(),
                            RecordContent.read(RecordCatalogue.ofSchema(), cursor)));
                    }
                }
            }
        }
        return orders;
    }

    /** The chain has the order and what led to its entry, and its numbers agree. */
    static void assertExplains(Chain chain, Fact order) {
        String role = order.word("role") + " order " + order.number("orderId");
        assertTrue(chain.steps().stream().anyMatch(step -> step.sequence() == order.sequence() && step.index() == order.index()), role);
        for (String record : List.of("TradingDayOpened", "StrategyScheduled", "BarClosed", "CandidateRanked", "SlotAssigned", "SignalRaised",
            "OrderStateChanged")) {
            assertTrue(chain.steps().stream().anyMatch(step -> step.record().equals(record)), () -> role + " has no " + record);
        }
        assertEquals(List.of(), chain.disagreements(), role);
    }

    private static List<Long> days(Path journal) {
        List<Long> days = new ArrayList<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == TradingDayOpenedDecoder.TEMPLATE_ID) {
                        days.add(RecordContent.read(RecordCatalogue.ofSchema(), cursor).row().number("sessionEpochDay"));
                    }
                }
            }
        }
        return days;
    }
}
