package io.tradebot.engine.sim;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.ScriptedBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.value.FixedPoint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table of orders and bars and what the exchange says to them. A line that begins with {@code ==} starts anew; indented lines
 * are what the exchange says. Slippage is 0.01 (1 %) so that it is seen; acknowledgements are left out.
 *
 * <pre>
 * set KEY=VALUE                                 before the first order of a part
 * date 2024-05-21                               trade date of the minutes from here on
 * option XYZ                                    XYZ is an option on 100 shares
 * order 1 BUY LIMIT 100 limit=10 tif=IOC        role=EXIT|TARGET|PROTECT|HOLDING, stop=, trail=0.02, distance=0.10, parent=, oco=, of=XYZ
 * cancel 1 | replace 1 qty=50 limit=9.90        changes
 * bar 10 10.20 9.90 10.10 1000                  a minute of ABC: open high low close volume
 * bar XYZ 10 10.20 9.90 10.10 1000              a minute of XYZ; two bars in one minute are joined by +
 * bar -                                         a minute without bars
 * halt ABC | resume ABC | close
 * </pre>
 */
final class ExchangeTable {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final List<String> SYMBOLS = List.of("ABC", "XYZ");

    private final Map<String, String> settings = new TreeMap<>();
    private final ToldFacts told = new ToldFacts();
    private final ScriptedBars bars = new ScriptedBars();
    private SimulatedExchange exchange;
    private long minuteNanos;

    private ExchangeTable() {
        settings.put("SLIPPAGE", "0.01");
    }

    /** The table with what the exchange says now. */
    static List<String> fill(List<String> lines) {
        List<String> filled = new ArrayList<>();
        ExchangeTable part = new ExchangeTable();
        for (String line : lines) {
            if (line.startsWith("    ")) {
                continue;
            }
            filled.add(line);
            if (line.startsWith("==")) {
                part = new ExchangeTable();
            } else if (!line.isBlank() && !line.startsWith("#")) {
                filled.addAll(part.run(line));
            }
        }
        return filled;
    }

    private List<String> run(String line) {
        String[] words = line.split("\\s+");
        if (words[0].equals("set")) {
            settings.put(words[1].substring(0, words[1].indexOf('=')), words[1].substring(words[1].indexOf('=') + 1));
            return List.of();
        }
        if (exchange == null) {
            exchange = new SimulatedExchange(EngineSettings.of(settings), id -> SYMBOLS.get(id - 1));
        }
        switch (words[0]) {
            case "order" -> exchange.submitOrder(ticket(words));
            case "date" -> minuteNanos = Instant.parse(words[1] + "T15:00:00Z").getEpochSecond() * 1_000_000_000L;
            case "option" -> exchange.defineOption(SYMBOLS.indexOf(words[1]) + 1, 100);
            case "cancel" -> exchange.cancelOrder(Long.parseLong(words[1]));
            case "replace" -> replace(words);
            case "bar" -> minute(line.substring(4).split("\\+"));
            case "halt" -> exchange.onTradingState(SYMBOLS.indexOf(words[1]) + 1, TradingState.HALTED);
            case "resume" -> exchange.onTradingState(SYMBOLS.indexOf(words[1]) + 1, TradingState.TRADING);
            case "close" -> exchange.closeSession(minuteNanos);
            default -> throw new IllegalArgumentException("no command in line: " + line);
        }
        return said();
    }

    private OrderTicket ticket(String[] words) {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.orderId = Long.parseLong(words[1]);
        ticket.side = OrderSide.valueOf(words[2]);
        ticket.orderType = OrderType.valueOf(words[3]);
        ticket.qtyE9 = FixedPoint.parse(words[4], 9);
        ticket.instrumentId = 1;
        ticket.role = ticket.side == OrderSide.BUY || ticket.side == OrderSide.SELL_SHORT ? OrderRole.ENTRY : OrderRole.EXIT;
        for (int i = 5; i < words.length; i++) {
            String value = words[i].substring(words[i].indexOf('=') + 1);
            switch (words[i].substring(0, words[i].indexOf('='))) {
                case "limit" -> ticket.limitPriceE8 = FixedPoint.parse(value, 8);
                case "stop" -> ticket.stopPriceE8 = FixedPoint.parse(value, 8);
                case "trail" -> ticket.trailPpm = FixedPoint.parse(value, 6);
                case "distance" -> ticket.trailDistanceE8 = FixedPoint.parse(value, 8);
                case "parent" -> ticket.parentOrderId = Long.parseLong(value);
                case "oco" -> ticket.ocoGroupId = Long.parseLong(value);
                case "tif" -> ticket.timeInForce = TimeInForce.valueOf(value);
                case "of" -> ticket.instrumentId = SYMBOLS.indexOf(value) + 1;
                case "role" -> ticket.role = switch (value) {
                    case "PROTECT" -> OrderRole.PROTECTIVE_STOP;
                    case "TARGET" -> OrderRole.PROFIT_TARGET;
                    default -> OrderRole.valueOf(value);
                };
                default -> throw new IllegalArgumentException("no such part of an order: " + words[i]);
            }
        }
        return ticket;
    }

    private void replace(String[] words) {
        OrderTicket terms = ticket(("order " + words[1] + " BUY LIMIT " + words[2] + ' '
            + String.join(" ", List.of(words).subList(3, words.length))).strip().split("\\s+"));
        exchange.replaceOrder(terms.orderId, terms.qtyE9, terms.limitPriceE8, terms.stopPriceE8);
    }

    private void minute(String[] parts) {
        minuteNanos += MINUTE_NANOS;
        for (String part : parts) {
            String[] words = part.strip().split("\\s+");
            boolean isNamed = SYMBOLS.contains(words[0]);
            int from = isNamed ? 1 : 0;
            if (!words[0].equals("-")) {
                bars.put(minuteNanos, isNamed ? SYMBOLS.indexOf(words[0]) + 1 : 1, new ScriptedBars.Bar(price(words[from]),
                    price(words[from + 1]), price(words[from + 2]), price(words[from + 3]), Long.parseLong(words[from + 4])));
            }
        }
        Map<Integer, ScriptedBars.Bar> current = bars.load(minuteNanos);
        exchange.startMinute(minuteNanos, bars);
        current.forEach((id, bar) -> exchange.onBar(id, bar.closeE8()));
    }

    private static long price(String word) {
        return FixedPoint.parse(word, 8);
    }

    private List<String> said() {
        List<String> lines = new ArrayList<>();
        for (ToldFacts.Fact fact : told.take(exchange)) {
            if (!fact.name().equals("OrderAcknowledged")) {
                lines.add("    " + shown(fact));
            }
        }
        return lines;
    }

    private String shown(ToldFacts.Fact fact) {
        String id = " " + fact.number("orderId");
        return switch (fact.name()) {
            case "OrderFilled" -> "filled" + id + ": " + qty(fact, "qtyE9") + " at " + money(fact.number("priceE8"))
                + ", leaves " + qty(fact, "leavesQtyE9") + (fact.number("commissionE8") == 0 ? "" : ", commission " + money(fact.number("commissionE8"))) + (fact.number("executedNanos") == minuteNanos ? "" : ", at the end of the bar");
            case "OrderCancelled" -> "cancelled" + id + ": " + fact.record().row().enumValue("reason").name();
            case "OrderExpired" -> "expired" + id + ": " + qty(fact, "filledQtyE9") + " filled";
            case "OrderReplaced" -> "replaced" + id + ": " + qty(fact, "qtyE9") + terms(fact);
            case "FeeCharged" -> "fee" + id + ": " + fact.record().row().enumValue("kind").name() + ' ' + money(fact.number("amountE8")) + " for "
                + fact.record().row().text("executionId") + " of " + LocalDate.ofEpochDay(fact.number("tradeEpochDay")) + ", id "
                + fact.record().row().text("feeId") + ": " + fact.record().row().text("text");
            default -> fact.name() + id + ": " + fact.record().row().text("text");
        };
    }

    private static String terms(ToldFacts.Fact fact) {
        Long limit = fact.record().row().number("limitPriceE8");
        Long stop = fact.record().row().number("stopPriceE8");
        return (limit == null ? "" : " limit " + money(limit)) + (stop == null ? "" : " stop " + money(stop));
    }

    private static String qty(ToldFacts.Fact fact, String field) {
        return FixedPoint.formatShort(fact.number(field), 9, 0);
    }

    private static String money(long priceE8) {
        return FixedPoint.formatShort(priceE8, 8, 2);
    }
}
