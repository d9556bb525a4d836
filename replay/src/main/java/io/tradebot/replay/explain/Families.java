package io.tradebot.replay.explain;

import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;

import java.util.HashMap;
import java.util.Map;

/**
 * Which entry order each order and position goes back to: its protection, its targets, its exits. Learns from the records in
 * order. Not thread safe.
 */
final class Families {

    /** Belongs to no order. */
    static final long NONE = 0;

    private final Map<Long, Long> rootByOrder = new HashMap<>();
    private final Map<Long, Long> signalByRoot = new HashMap<>();
    private final Map<Long, Long> rootByPosition = new HashMap<>();

    void learn(Fact fact) {
        if (fact.is(OrderRequestedDecoder.TEMPLATE_ID)) {
            long order = fact.number("orderId");
            long root = rootByPosition.getOrDefault(fact.number("positionId"), rootByOrder.getOrDefault(fact.number("parentOrderId"), order));
            rootByOrder.put(order, root);
            signalByRoot.putIfAbsent(root, fact.number("signalInstrumentId"));
        } else if (fact.is(PositionOpenedDecoder.TEMPLATE_ID)) {
            rootByPosition.put(fact.number("positionId"), rootOfOrder(fact.number("orderId")));
        }
    }

    long rootOfOrder(long orderId) {
        return rootByOrder.getOrDefault(orderId, NONE);
    }

    /** Symbol that gave the signal of the entry order that the record goes back to; 0 when it goes back to none. */
    long signalOf(Fact fact) {
        return signalByRoot.getOrDefault(rootOf(fact), 0L);
    }

    long rootOfPosition(long positionId) {
        return rootByPosition.getOrDefault(positionId, NONE);
    }

    /** Entry order that the record is about, by its position or its order. */
    long rootOf(Fact fact) {
        long byOrder = rootOfOrder(fact.number("orderId"));
        return byOrder != NONE ? byOrder : rootOfPosition(fact.number("positionId"));
    }
}
