package io.tradebot.adapters.paper;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines of the paper broker's log, written and read: a mark, a time, a word, and key=value pairs. Pure. */
final class PaperLines {

    private static final String NONE = "-";

    /** One line that was read. */
    record Line(char mark, long timeNanos, String word, Map<String, String> values) {

        String text(String key) {
            String value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("a line of the paper broker's log has no " + key + ": " + this);
            }
            return value;
        }

        long number(String key) {
            String value = text(key);
            return value.equals(NONE) ? OrderTicket.NO_PRICE : Long.parseLong(value);
        }
    }

    private PaperLines() {
    }

    static Line parse(String line) {
        String[] words = line.split(" ");
        Map<String, String> values = new HashMap<>(); // looked up, never iterated
        for (int i = 3; i < words.length; i++) {
            int equal = words[i].indexOf('=');
            values.put(words[i].substring(0, equal), words[i].substring(equal + 1));
        }
        return new Line(words[0].charAt(0), Long.parseLong(words[1]), words[2], values);
    }

    /** {@code pairs}: key, value, key, value. */
    static String line(char mark, long timeNanos, String word, Object... pairs) {
        return mark + " " + timeNanos + ' ' + words(word, pairs);
    }

    /** The same without mark and time. */
    static String words(String word, Object... pairs) {
        StringBuilder text = new StringBuilder(word);
        for (int i = 0; i < pairs.length; i += 2) {
            String value = pairs[i + 1].equals(OrderTicket.NO_PRICE) ? NONE : pairs[i + 1].toString().replaceAll("\\s", "_");
            text.append(' ').append(pairs[i]).append('=').append(value);
        }
        return text.toString();
    }

    static String submit(long timeNanos, OrderTicket t, String symbol, long number, boolean isAgain) {
        return line('>', timeNanos, "submit", "order", t.orderId, "client", t.clientOrderId, "number", number, "again", isAgain ? 1 : 0,
            "symbol", symbol, "instrument", t.instrumentId, "signal", t.signalInstrumentId, "side", t.side, "role", t.role, "type", t.orderType,
            "tif", t.timeInForce, "exit", t.exitReason, "qty", t.qtyE9, "limit", t.limitPriceE8, "stop", t.stopPriceE8, "trail", t.trailPpm,
            "distance", t.trailDistanceE8, "parent", t.parentOrderId, "group", t.ocoGroupId, "position", t.positionId, "strategy", t.strategyId,
            "slot", t.slot, "reference", t.referencePriceE8, "allocation", t.allocationE8);
    }

    static OrderTicket ticket(Line line) {
        OrderTicket t = new OrderTicket().reset();
        t.orderId = line.number("order");
        t.clientOrderId = line.text("client");
        t.instrumentId = (int) line.number("instrument");
        t.signalInstrumentId = (int) line.number("signal");
        t.side = OrderSide.valueOf(line.text("side"));
        t.role = OrderRole.valueOf(line.text("role"));
        t.orderType = OrderType.valueOf(line.text("type"));
        t.timeInForce = TimeInForce.valueOf(line.text("tif"));
        t.exitReason = ExitReason.valueOf(line.text("exit"));
        t.qtyE9 = line.number("qty");
        t.limitPriceE8 = line.number("limit");
        t.stopPriceE8 = line.number("stop");
        t.trailPpm = line.number("trail");
        t.trailDistanceE8 = line.number("distance");
        t.parentOrderId = line.number("parent");
        t.ocoGroupId = line.number("group");
        t.positionId = line.number("position");
        t.strategyId = (int) line.number("strategy");
        t.slot = (int) line.number("slot");
        t.referencePriceE8 = line.number("reference");
        t.allocationE8 = line.number("allocation");
        return t;
    }

    /** Bars as {@code instrument:open:high:low:close:volume}, separated by commas; a dash for none. */
    static String bars(List<PaperBar> bars) {
        if (bars.isEmpty()) {
            return NONE;
        }
        List<String> texts = new ArrayList<>();
        for (PaperBar bar : bars) {
            texts.add(bar.instrumentId() + ":" + bar.openE8() + ':' + bar.highE8() + ':' + bar.lowE8() + ':' + bar.closeE8() + ':' + bar.volumeShares());
        }
        return String.join(",", texts);
    }

    static List<PaperBar> bars(String text) {
        List<PaperBar> bars = new ArrayList<>();
        if (text.equals(NONE)) {
            return bars;
        }
        for (String bar : text.split(",")) {
            String[] parts = bar.split(":");
            bars.add(new PaperBar(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]),
                Long.parseLong(parts[4]), Long.parseLong(parts[5])));
        }
        return bars;
    }
}
