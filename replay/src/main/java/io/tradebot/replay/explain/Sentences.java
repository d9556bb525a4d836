package io.tradebot.replay.explain;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what a record says; amounts and verdicts are left to the arithmetic beneath. Not thread safe. */
final class Sentences {

    private final DayLog day;

    Sentences(DayLog day) {
        this.day = day;
    }

    String of(Fact f) {
        return switch (f.content().type().name()) {
            case "TradingDayOpened" -> "session " + Numbers.date(f.number("sessionEpochDay")) + (f.number("isHalfDay") == 1 ? ", half day" : "")
                + ", float " + cash(f, "floatE8");
            case "StrategyScheduled" -> strategy(f) + ": analysis from " + time(f, "analysisStartNanos") + ", breakout from "
                + time(f, "breakoutStartNanos") + " to " + time(f, "breakoutEndNanos") + ", out at " + time(f, "hardExitNanos");
            case "StrategySkipped" -> strategy(f) + " does not trade today: " + f.word("reason");
            case "VolatilityIndexObserved" -> "volatility index " + cash(f, "valueE8") + ", " + lower(f, "source") + " of "
                + Numbers.date(f.number("sessionEpochDay"));
            case "CandidateRejected" -> instrument(f) + " is no candidate of " + strategy(f) + ": " + f.word("reason");
            case "CandidateRanked" -> instrument(f) + " has rank " + f.number("rank") + ": " + f.word("setup") + ' ' + f.word("direction")
                + ", score " + Numbers.ratio(f.number("scorePpm")).toPlainString() + range(f);
            case "SlotAssigned" -> "slot " + f.number("slot") + " watches " + instrument(f) + " with " + cash(f, "allocationE8")
                + (f.number("fallbackLevel") == 0 ? "" : ", fallback level " + f.number("fallbackLevel"));
            case "SlotFellBack" -> "slot " + f.number("slot") + " gives up " + instrument(f) + " (" + f.word("reason") + ") and takes "
                + (f.number("nextInstrumentId") == 0 ? "nothing, the reserve is used up" : day.symbol(f.number("nextInstrumentId")));
            case "SignalRaised" -> lower(f, "direction") + " signal of " + instrument(f) + " in slot " + f.number("slot") + ": close "
                + price(f, "closeE8") + (f.has("triggerE8") ? ", level " + price(f, "triggerE8") : "");
            case "SignalFiltered" -> "the " + f.word("filter") + " filter stops the signal" + measures(f);
            case "IndicatorObserved" -> f.word("indicator") + (f.number("isDefined") == 1 ? measured(f, "value") : " is not defined yet");
            case "FilterEvaluated" -> f.word("filter") + ": " + f.word("verdict") + measures(f);
            case "RiskChecked" -> f.word("check") + ": " + f.word("verdict");
            case "OrderDenied" -> "no order for " + traded(f) + ": " + f.word("reason");
            case "OrderApprovalRequested" -> "an operator is asked for " + qty(f, "qtyE9") + ' ' + instrument(f) + ", request "
                + f.number("approvalNumber") + ", until " + time(f, "expiresNanos");
            case "OrderApprovalGiven" -> "request " + f.number("approvalNumber") + " is answered by " + f.text("user") + ": " + f.word("verdict");
            case "OrderApprovalSettled" -> "request " + f.number("approvalNumber") + " ends: " + f.word("verdict");
            case "EntryBlocked" -> "no entries" + (f.number("instrumentId") == 0 ? "" : " in " + instrument(f)) + ": " + f.word("reason")
                + (f.word("unit").equals("CODE") ? "" : measures(f));
            case "EntryUnblocked" -> f.word("reason") + " blocks entries" + (f.number("instrumentId") == 0 ? "" : " in " + instrument(f)) + " no more";
            case "SettingsApplied" -> f.text("user") + " changes " + changes(f);
            case "OrderRequested" -> requested(f);
            case "OrderStateChanged" -> "order " + f.number("orderId") + ": " + f.word("fromState") + " -> " + f.word("toState")
                + ", filled " + qty(f, "filledQtyE9");
            case "OrderSent" -> "order " + f.number("orderId") + " was written to the broker's connection";
            case "OrderAcknowledged" -> "the broker works order " + f.number("orderId") + " as " + f.text("brokerOrderId");
            case "OrderRejected" -> "the broker refuses order " + f.number("orderId") + ": " + f.word("reason");
            case "OrderCancelled" -> "order " + f.number("orderId") + " was cancelled: " + f.word("reason");
            case "OrderFilled" -> "order " + f.number("orderId") + " fills " + qty(f, "qtyE9") + ' ' + instrument(f) + " at " + price(f, "priceE8")
                + ", commission " + cash(f, "commissionE8") + ", execution " + f.text("executionId");
            case "PositionOpened" -> lower(f, "side") + " position " + f.number("positionId") + " of " + qty(f, "qtyE9") + ' ' + instrument(f)
                + " at " + price(f, "entryPriceE8") + ", to be closed by " + time(f, "deadlineNanos");
            case "LotOpened" -> "lot " + f.number("lotId") + ": " + qty(f, "qtyE9") + ' ' + instrument(f) + " for " + cash(f, "amountE8");
            case "LotClosed" -> "lot " + f.number("lotId") + " closed for " + cash(f, "closeAmountE8") + ", gain " + cash(f, "gainE8");
            case "FeeBooked" -> lower(f, "kind") + " of " + cash(f, "amountE8") + " is booked"
                + (f.number("orderId") == 0 ? "" : " for order " + f.number("orderId"));
            case "SymbolBlocklisted" -> instrument(f) + " is not entered again today";
            case "ExitDecided" -> "out of position " + f.number("positionId") + ": " + f.word("reason");
            case "TradeClosed" -> "trade " + f.number("positionId") + ": " + lower(f, "side") + ' ' + instrument(f) + " from "
                + price(f, "entryPriceE8") + " to " + price(f, "exitPriceE8") + ", " + f.word("exitReason") + ", result " + cash(f, "pnlE8");
            default -> sentence(f);
        };
    }

    private static String changes(Fact f) {
        String changes = f.content().row().rows("settings").stream().map(row -> row.text("key") + " from " + value(row.text("oldValue")) + " to "
            + value(row.text("newValue"))).collect(Collectors.joining(", "));
        return changes.isEmpty() ? "nothing" : changes;
    }

    private static String value(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    private String requested(Fact f) {
        return "order " + f.number("orderId") + " (" + f.text("clientOrderId") + "): " + lower(f, "role") + ", " + lower(f, "side") + ' '
            + qty(f, "qtyE9") + ' ' + (f.word("role").equals("ENTRY") ? traded(f) : instrument(f)) + ", " + lower(f, "orderType")
            + (f.has("limitPriceE8") ? ", limit " + price(f, "limitPriceE8") : "")
            + (f.has("stopPriceE8") ? ", stop " + price(f, "stopPriceE8") : "")
            + (f.has("trailPpm") ? ", distance " + Numbers.ratio(f.number("trailPpm")).toPlainString() : "")
            + (f.number("parentOrderId") == 0 ? "" : ", works when order " + f.number("parentOrderId") + " has filled")
            + (f.has("exitReason") ? ", for " + f.word("exitReason") : "");
    }

    /** Every other record in the printer's own words. */
    private String sentence(Fact f) {
        return day.printer.line(f.content()).substring(f.content().type().name().length()).strip();
    }

    private String range(Fact f) {
        return f.has("rangeHighE8") ? ", range " + price(f, "rangeLowE8") + " to " + price(f, "rangeHighE8") : "";
    }

    private String measures(Fact f) {
        String actual = measured(f, "actualValue");
        return actual.isEmpty() ? "" : ":" + actual + ", limit" + measured(f, "limitValue");
    }

    private String measured(Fact f, String field) {
        BigDecimal value = Numbers.measured(f.word("unit"), f.number(field));
        return value == null ? "" : ' ' + value.toPlainString();
    }

    private String strategy(Fact f) {
        return day.strategy(f.number("strategyId"));
    }

    private String instrument(Fact f) {
        return day.symbol(f.number("instrumentId"));
    }

    /** The instrument of an entry, and the symbol behind it where it is another one. */
    private String traded(Fact f) {
        long signalId = day.signalInstrument(f);
        boolean isDerived = f.number("instrumentId") != 0 && f.number("instrumentId") != signalId;
        return isDerived ? instrument(f) + " on the signal of " + day.symbol(signalId) : day.symbol(signalId);
    }

    private static String lower(Fact f, String field) {
        return f.word(field).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String price(Fact f, String field) {
        return Numbers.price(f.number(field)).toPlainString();
    }

    private static String cash(Fact f, String field) {
        return Numbers.cash(f.number(field)).toPlainString();
    }

    private static String qty(Fact f, String field) {
        return Numbers.qty(f.number(field)).toPlainString();
    }

    private static String time(Fact f, String field) {
        return Numbers.time(f.number(field));
    }
}
