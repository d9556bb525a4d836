package io.tradebot.engine.sim;

import io.tradebot.engine.pipeline.EventSlot;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.SlotSource;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;

import java.util.ArrayList;
import java.util.List;

/** Takes what an exchange publishes, without an engine behind it. */
final class ToldFacts implements SlotSource {

    private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

    private final EventSlot slot = new EventSlot();
    private final List<Fact> facts = new ArrayList<>();
    private long timeNanos;

    record Fact(long timeNanos, RecordContent record) {

        String name() {
            return record.type().name();
        }

        long number(String field) {
            return record.row().number(field);
        }
    }

    /** Lets everything out that the exchange has to say; in order. */
    List<Fact> take(SimulatedExchange exchange) {
        facts.clear();
        InputGateway gateway = new InputGateway(this);
        boolean isMore = true;
        while (isMore) {
            isMore = exchange.publishNext(gateway);
        }
        return List.copyOf(facts);
    }

    @Override
    public EventSlot claim(long inputTimeNanos) {
        timeNanos = inputTimeNanos;
        slot.records().clear();
        return slot;
    }

    @Override
    public void publish() {
        RecordCursor cursor = new RecordCursor().wrap(slot.records().buffer(), 0, slot.records().length());
        cursor.next();
        facts.add(new Fact(timeNanos, RecordContent.read(CATALOGUE, cursor)));
    }
}
