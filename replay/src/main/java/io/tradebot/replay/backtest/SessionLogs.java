package io.tradebot.replay.backtest;

import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RecordType;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.ExcerptHead;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Logs for people, from the journal alone: what each strategy did, one file each, and the orders that did not end as they should.
 * A line is the time (UTC), the sequence of the journal and the record. Not thread safe.
 *
 * <p>What was ranked, rejected and filtered is in decisions.csv, and the risk checks behind an order in tradebot explain, so that
 * the size of a log follows the trading.
 */
final class SessionLogs {

    private static final Set<String> SELECTION = Set.of("CandidateRanked", "CandidateRejected", "FilterEvaluated", "RiskChecked");
    /** States in which an order can still be filled, or may be without our knowing. */
    private static final Set<String> OPEN = Set.of("NEW", "SYNCED", "SENT", "UNKNOWN", "ACKED", "PARTIAL", "PENDING_CANCEL", "PENDING_REPLACE");
    private static final String STRATEGY = "strategyId";
    private static final String ORDER = "orderId";

    private final JournalRecords records = new JournalRecords();
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordPrinter printer = new RecordPrinter(catalogue, records.names());
    private final Map<Integer, Boolean> isLoggedByTemplate = new HashMap<>();
    private final Map<String, StringBuilder> logByStrategy = new TreeMap<>();
    private final Map<Long, Order> orderById = new TreeMap<>();

    private static final class Order {
        private String strategy;
        private String description;
        private long qtyE9;
        private long filledE9;
        private String state = "NEW";
        private String since;

        /** Why a person should look at it; null when it ended as it should. */
        private String problem() {
            if (state.equals("UNKNOWN")) {
                return "the answer is lost";
            }
            if (state.equals("REJECTED")) {
                return "the broker refused it";
            }
            if (OPEN.contains(state)) {
                return "it is still open";
            }
            return filledE9 > 0 && filledE9 < qtyE9 ? "it ended partly filled" : null;
        }
    }

    private SessionLogs() {
    }

    /** Writes a log for each strategy, and the unresolved orders, an empty file when there is none. */
    static void write(RunFolder run, String identity) {
        SessionLogs logs = new SessionLogs();
        logs.records.read(run.journal(), logs::onRecord);
        logs.logByStrategy.forEach((strategy, text) -> write(run.log(identity, strategy), text));
        StringBuilder unresolved = new StringBuilder();
        logs.orderById.forEach((orderId, order) -> {
            if (order.problem() != null) {
                unresolved.append(order.since).append(" orderId=").append(orderId).append(' ').append(order.description).append(" filledQty=")
                    .append(FixedPoint.formatShort(order.filledE9, 9, 0)).append(" state=").append(order.state).append(" problem=\"")
                    .append(order.problem()).append("\"\n");
            }
        });
        write(run.log(identity, "unresolved_orders"), unresolved);
    }

    private static void write(Path file, StringBuilder text) {
        AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void onRecord(ExcerptSource excerpt, RecordCursor record) {
        if (!isLoggedByTemplate.computeIfAbsent(record.templateId(), this::isLogged)) {
            return;
        }
        RecordContent content = RecordContent.read(catalogue, record);
        String head = ExcerptHead.utc(excerpt.timeNanos()) + " sequence=" + excerpt.sequence();
        RecordContent.Row row = content.row();
        Order order = order(content, head);
        Long strategyId = row.has(STRATEGY) ? row.number(STRATEGY) : null;
        String strategy = strategyId != null && strategyId != 0 ? records.names().strategyName(strategyId)
            : order == null ? null : order.strategy;
        if (strategy != null) {
            logByStrategy.computeIfAbsent(strategy, name -> new StringBuilder()).append(head).append(' ').append(printer.line(content)).append('\n');
        }
    }

    private boolean isLogged(int templateId) {
        RecordType type = catalogue.require(templateId);
        return !SELECTION.contains(type.name())
            && type.block().fields().stream().anyMatch(field -> field.name().equals(STRATEGY) || field.name().equals(ORDER));
    }

    /** The order that a record is about, with what the record says of it; null when it is about none that we asked for. */
    private Order order(RecordContent content, String head) {
        RecordContent.Row row = content.row();
        Long orderId = row.has(ORDER) ? row.number(ORDER) : null;
        if (orderId == null) {
            return null;
        }
        switch (content.type().id()) {
            case OrderRequestedDecoder.TEMPLATE_ID -> {
                Order order = new Order();
                order.strategy = records.names().strategyName(row.number(STRATEGY));
                order.qtyE9 = row.number("qtyE9");
                order.since = head;
                order.description = "strategy=" + order.strategy + " symbol=" + records.names().symbol(row.number("instrumentId")) + " side="
                    + row.enumValue("side").name() + " role=" + row.enumValue("role").name() + " qty="
                    + FixedPoint.formatShort(order.qtyE9, 9, 0) + " clientOrderId=" + row.text("clientOrderId");
                orderById.put(orderId, order);
            }
            case OrderStateChangedDecoder.TEMPLATE_ID -> {
                Order order = orderById.get(orderId);
                if (order != null) {
                    order.state = row.enumValue("toState").name();
                    order.filledE9 = row.number("filledQtyE9");
                    order.since = head;
                }
            }
            default -> { }
        }
        return orderById.get(orderId);
    }
}
