package io.tradebot.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.event.CounterKind;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.LatchKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.replay.state.StateAt;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows a state to people, and as JSON. */
final class StatePrinter {

    private static final Set<String> FINAL = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED");

    private final StateAt state;
    private final Row row;
    private final StringBuilder text = new StringBuilder();

    private StatePrinter(StateAt state) {
        this.state = state;
        row = state.checkpoint().row();
    }

    static String text(StateAt state) {
        StatePrinter printer = new StatePrinter(state);
        printer.print();
        return printer.text.toString();
    }

    static Map<String, Object> document(StateAt state) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("journalSequence", state.sequence());
        document.put("time", instant(state.timeNanos()));
        document.put("chainHead", state.chainHead());
        String json = new RecordPrinter(RecordCatalogue.ofSchema(), state.names()).json(state.checkpoint());
        try {
            document.put("checkpoint", new ObjectMapper().readValue(json, new TypeReference<LinkedHashMap<String, Object>>() { }));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record was printed as JSON that is none", e);
        }
        document.put("settings", state.settings());
        return document;
    }

    private void print() {
        text.append("behind sequence ").append(state.sequence()).append(", ").append(instant(state.timeNanos())).append("\nchain head  ")
            .append(state.chainHead()).append("\nstate hash  ").append(HexFormat.of().formatHex(row.bytes("stateHash"))).append('\n');
        positions();
        lots();
        orders();
        reserves();
        latches();
        blocklist();
        counters();
        windows();
        settings();
    }

    private void positions() {
        TextTable table = new TextTable("id", "symbol", "side", ">quantity", ">entry price", "entered", "strategy", "slot", "exit order");
        for (Row position : row.rows("positions")) {
            table.row(plain(position, "positionId"), symbol(position, "instrumentId"), word(position, "side"), qty(position, "qtyE9"),
                price(position, "entryPriceE8"), instant(position.number("entryNanos")), strategy(position), plain(position, "slot"),
                orNone(position, "exitOrderId"));
        }
        section("positions", row.rows("positions").size(), table);
    }

    private void lots() {
        TextTable table = new TextTable("id", "position", "symbol", "class", "side", ">quantity", ">amount");
        for (Row lot : row.rows("lots")) {
            table.row(plain(lot, "lotId"), orNone(lot, "positionId"), symbol(lot, "instrumentId"), word(lot, "assetClass"), word(lot, "side"),
                qty(lot, "qtyE9"), cash(lot.number("amountE8")));
        }
        section("lots", row.rows("lots").size(), table);
    }

    private void orders() {
        List<Row> open = row.rows("openOrders").stream().filter(order -> !FINAL.contains(order.enumValue("state").name())).toList();
        TextTable table = new TextTable("id", "symbol", "side", "role", "type", "state", ">quantity", ">filled", ">limit", ">stop");
        for (Row order : open) {
            table.row(plain(order, "orderId"), symbol(order, "instrumentId"), word(order, "side"), word(order, "role"), word(order, "orderType"),
                word(order, "state"), qty(order, "qtyE9"), qty(order, "filledQtyE9"), price(order, "limitPriceE8"), price(order, "stopPriceE8"));
        }
        section("open orders", open.size(), table);
    }

    private void reserves() {
        TextTable table = new TextTable("part of the cash", ">amount");
        for (Row reserve : row.rows("reserves")) {
            table.row(word(reserve, "reserve"), cash(reserve.number("amountE8")));
        }
        section("cash", row.rows("reserves").size(), table);
    }

    private void latches() {
        TextTable table = new TextTable("latch", "cause", "since", "until", ">value", ">limit");
        for (Row latch : row.rows("latches")) {
            MeasureUnit unit = MeasureUnit.get((short) latch.enumValue("unit").code());
            table.row(word(latch, "latch"), cause(latch), latch.number("sinceNanos") == 0 ? "-" : instant(latch.number("sinceNanos")),
                latch.number("untilNanos") == null ? "a record" : instant(latch.number("untilNanos")),
                measure(unit, latch.number("actualValue")), measure(unit, latch.number("limitValue")));
        }
        section("latches", row.rows("latches").size(), table);
    }

    private static String cause(Row latch) {
        short code = latch.number("value").shortValue();
        return switch (LatchKind.get((short) latch.enumValue("latch").code())) {
            case KILL_SWITCH -> KillCause.get(code).name();
            case ENTRY_BLOCK -> EntryBlock.get(code).name();
            default -> "-";
        };
    }

    private void blocklist() {
        TextTable table = new TextTable("symbol", "for");
        for (Row blocked : row.rows("blocklist")) {
            table.row(symbol(blocked, "instrumentId"), word(blocked, "scope"));
        }
        section("blocklist", row.rows("blocklist").size(), table);
    }

    private void counters() {
        TextTable table = new TextTable("counter", ">value");
        for (Row counter : row.rows("counters")) {
            long value = counter.number("value");
            table.row(word(counter, "counter"), switch (CounterKind.get((short) counter.enumValue("counter").code())) {
                case DAY_NET_PNL, EQUITY, EQUITY_PEAK, DAY_FLOAT, CASH, DAY_FEES, DAY_LOSS_SUM -> cash(value);
                case SESSION_EPOCH_DAY -> LocalDate.ofEpochDay(value).toString();
                case LAST_MINUTE -> instant(value);
                default -> Long.toString(value);
            });
        }
        section("counters", row.rows("counters").size(), table);
    }

    private void windows() {
        TextTable table = new TextTable("window", "symbol", "time", "side", ">quantity", ">events");
        for (Row event : row.rows("rateWindows")) {
            table.row(word(event, "window"), symbol(event, "instrumentId"), event.number("eventNanos") == 0 ? "-" : instant(event.number("eventNanos")),
                word(event, "side"), event.number("qtyE9") == 0 ? "-" : qty(event, "qtyE9"),
                plain(event, "eventCount"));
        }
        section("rate windows", row.rows("rateWindows").size(), table);
    }

    private void settings() {
        text.append("\nsettings in force\n");
        state.settings().forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    }

    private void section(String name, int count, TextTable table) {
        text.append('\n').append(name).append(count == 0 ? ": none\n" : "\n").append(count == 0 ? "" : table.text());
    }

    private static String plain(Row of, String name) {
        return of.number(name).toString();
    }

    private static String orNone(Row of, String name) {
        return of.number(name) == 0 ? "-" : of.number(name).toString();
    }

    private static String word(Row of, String name) {
        return of.enumValue(name) == null ? "-" : of.enumValue(name).name();
    }

    private String symbol(Row of, String name) {
        String symbol = state.names().symbol(of.number(name));
        return symbol != null ? symbol : of.number(name) == 0 ? "-" : "#" + of.number(name);
    }

    private String strategy(Row of) {
        String name = state.names().strategyName(of.number("strategyId"));
        return name != null ? name : "-";
    }

    private static String qty(Row of, String name) {
        return FixedPoint.formatShort(of.number(name), 9, 0);
    }

    private static String price(Row of, String name) {
        return of.number(name) == null ? "-" : FixedPoint.formatShort(of.number(name), 8, 2);
    }

    private static String cash(long e8) {
        return FixedPoint.formatShort(e8, 8, 2);
    }

    private static String measure(MeasureUnit unit, long value) {
        return switch (unit) {
            case CASH_E8, PRICE_E8, INDEX_E8 -> cash(value);
            case QTY_E9 -> FixedPoint.formatShort(value, 9, 0);
            case PPM -> FixedPoint.formatShort(value, 6, 0);
            case NONE -> "-";
            default -> Long.toString(value);
        };
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)).toString();
    }
}
