package io.tradebot.replay.explain;

import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through a whole journal and asks of each decision whether what caused it is there: an order has its signal, slot, rank,
 * schedule and day, or its parent, or the decision to leave its position; a refusal its signal and slot; a rejected candidate its
 * schedule and values; a fill its order; a lot its fill; a trade its position. Not thread safe; used once.
 */
public final class Orphans {

    /** Refusals before the ranking that compare nothing. */
    private static final Set<String> WITHOUT_VALUES = Set.of("NO_PRICE", "VOLUME", "NO_SETUP", "BLOCKLISTED", "SHORT_DISABLED", "NOT_TRADABLE",
        "NOT_FRACTIONABLE", "MARKET_HALTED", "NOT_SHORTABLE", "RESTRICTED");
    /** Facts that fill or move lots without an order's fill of their own. */
    private static final Set<String> BOOKS_LOTS = Set.of("OrderFilled", "FillCorrected", "FillBusted", "OptionLifecycleObserved",
        "CorporateActionAnnounced", "OpeningPositionObserved", "ExternalFillObserved");
    private static final int FIRST_HOLDINGS_DECISION = 180;

    private final List<Orphan> orphans = new ArrayList<>();
    private final Set<Long> orders = new HashSet<>();
    private final Set<Long> positions = new HashSet<>();
    private final Set<Long> lots = new HashSet<>();
    private final Set<String> ofDay = new HashSet<>();
    private final List<Fact> excerpt = new ArrayList<>();
    private boolean isDayOpen;
    private long checked;

    private Orphans() {
    }

    /** All orphans of a journal; an empty list is what a sound engine leaves. */
    public static Orphans in(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            return in(reader);
        }
    }

    /** All orphans among excerpts that begin with the first of a journal. */
    static Orphans in(ExcerptSource source) {
        Orphans orphans = new Orphans();
        RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        RecordCursor cursor = new RecordCursor();
        while (source.next()) {
            orphans.excerpt.clear();
            cursor.wrap(source.buffer(), source.bodyOffset(), source.bodyLength());
            while (cursor.next()) {
                if (!isMarket(cursor.templateId())) {
                    Fact fact = new Fact(source.sequence(), cursor.index(), source.timeNanos(), RecordContent.read(catalogue, cursor));
                    orphans.check(fact);
                    orphans.excerpt.add(fact);
                }
            }
        }
        return orphans;
    }

    private static boolean isMarket(int id) {
        return id == BarClosedDecoder.TEMPLATE_ID || id == QuoteObservedDecoder.TEMPLATE_ID || id == TradeObservedDecoder.TEMPLATE_ID
            || id == MinuteClosedDecoder.TEMPLATE_ID;
    }

    /** What lacks its cause, in the order of the journal. */
    public List<Orphan> list() {
        return List.copyOf(orphans);
    }

    /** Number of records that were asked for their cause; 0 would prove nothing. */
    public long checkedCount() {
        return checked;
    }

    private void check(Fact f) {
        switch (f.content().type().name()) {
            case "TradingDayOpened" -> {
                ofDay.clear();
                isDayOpen = true;
            }
            case "StrategyScheduled" -> ofDay.add(key("scheduled", f.number("strategyId")));
            case "CandidateRejected" -> rejected(f);
            case "CandidateRanked" -> {
                checked++;
                scheduled(f);
                ofDay.add(key("ranked", f.number("strategyId"), f.number("instrumentId")));
            }
            case "SlotAssigned" -> {
                checked++;
                need(f, ofDay.contains(key("ranked", f.number("strategyId"), f.number("instrumentId"))), "the rank of its symbol");
                ofDay.add(key("slot", f.number("strategyId"), f.number("slot"), f.number("instrumentId")));
            }
            case "SlotFellBack" -> fellBack(f);
            case "SignalRaised" -> {
                checked++;
                slot(f, f.number("instrumentId"));
            }
            case "SignalFiltered" -> {
                checked++;
                need(f, hasSignal(f, f.number("instrumentId")), "its signal");
            }
            case "OrderDenied" -> {
                checked++;
                boolean isOfExit = f.word("reason").equals("INTENT_EXCEEDED") && isBeside("ExitDecided");
                need(f, hasSignal(f, f.number("signalInstrumentId")) || isBeside("WebhookSignalAccepted") || isBeside("OrderApprovalGiven")
                    || isBeside("OrderApprovalSettled") || isOfExit, "its signal");
                slot(f, f.number("signalInstrumentId"));
            }
            case "OrderRequested" -> requested(f);
            case "OrderFilled", "OrderStateChanged" -> {
                checked++;
                need(f, orders.contains(f.number("orderId")), "its order");
            }
            case "PositionOpened" -> {
                checked++;
                need(f, orders.contains(f.number("orderId")) && isBooked(), "its fill");
                positions.add(f.number("positionId"));
            }
            case "LotOpened" -> {
                checked++;
                need(f, isBooked(), "its fill");
                lots.add(f.number("lotId"));
            }
            case "LotClosed" -> {
                checked++;
                need(f, lots.contains(f.number("lotId")), "its lot");
                need(f, isBooked(), "its fill");
            }
            case "ExitDecided" -> {
                checked++;
                need(f, positions.contains(f.number("positionId")), "its position");
            }
            case "TradeClosed" -> {
                checked++;
                need(f, positions.contains(f.number("positionId")), "its position");
                need(f, isBooked(), "the fill that closed it");
            }
            default -> { } // causes, or records that stand for themselves
        }
    }

    private void rejected(Fact f) {
        checked++;
        scheduled(f);
        boolean hasValues = !f.word("unit").equals("NONE");
        need(f, hasValues || WITHOUT_VALUES.contains(f.word("reason")), "the values that were compared");
    }

    private void fellBack(Fact f) {
        checked++;
        boolean isRefused = excerpt.stream().anyMatch(other -> other.content().type().name().equals("OrderDenied")
            && other.number("strategyId") == f.number("strategyId") && other.number("slot") == f.number("slot"));
        need(f, isRefused || isBeside("OrderRejected") || isBeside("OrderApprovalSettled"), "the refusal that caused it");
    }

    private void requested(Fact f) {
        checked++;
        need(f, isDayOpen, "its session");
        long parent = f.number("parentOrderId");
        switch (f.word("role")) {
            case "ENTRY" -> {
                need(f, hasSignal(f, f.number("signalInstrumentId")) || isBeside("OrderApprovalGiven") || isBeside("WebhookReceived"), "its signal");
                slot(f, f.number("signalInstrumentId"));
                need(f, ofDay.contains(key("ranked", f.number("strategyId"), f.number("signalInstrumentId"))), "the rank of its symbol");
                scheduled(f);
            }
            case "HOLDING" -> need(f, excerpt.stream().anyMatch(other -> other.id() >= FIRST_HOLDINGS_DECISION
                || other.content().type().name().equals("RebalanceRequested")), "the decision of the holdings");
            case "EXIT" -> {
                need(f, positions.contains(f.number("positionId")), "its position");
                need(f, excerpt.stream().anyMatch(other -> other.content().type().name().equals("ExitDecided")
                    && other.number("positionId") == f.number("positionId")), "the decision to leave");
            }
            default -> need(f, orders.contains(parent) || positions.contains(f.number("positionId")), "the order or position it protects");
        }
        orders.add(f.number("orderId"));
    }

    private void scheduled(Fact f) {
        need(f, ofDay.contains(key("scheduled", f.number("strategyId"))), "the schedule of its strategy");
    }

    private void slot(Fact f, long instrumentId) {
        need(f, ofDay.contains(key("slot", f.number("strategyId"), f.number("slot"), instrumentId)), "its slot");
    }

    private boolean hasSignal(Fact f, long instrumentId) {
        return excerpt.stream().anyMatch(other -> other.content().type().name().equals("SignalRaised")
            && other.number("strategyId") == f.number("strategyId") && other.number("slot") == f.number("slot")
            && other.number("instrumentId") == instrumentId);
    }

    private boolean isBooked() {
        return BOOKS_LOTS.stream().anyMatch(this::isBeside);
    }

    private boolean isBeside(String record) {
        return excerpt.stream().anyMatch(other -> other.content().type().name().equals(record));
    }

    private void need(Fact f, boolean isThere, String missing) {
        if (!isThere) {
            orphans.add(new Orphan(f.sequence(), f.index(), f.content().type().name(), missing));
        }
    }

    private static String key(String kind, long... ids) {
        StringBuilder key = new StringBuilder(kind);
        for (long id : ids) {
            key.append(' ').append(id);
        }
        return key.toString();
    }
}
