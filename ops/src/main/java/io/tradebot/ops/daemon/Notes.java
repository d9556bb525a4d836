package io.tradebot.ops.daemon;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordComposer;
import io.tradebot.journal.event.RecordNames;
import org.agrona.concurrent.EpochNanoClock;

import java.util.List;
import java.util.Map;

/** Puts what the host did into the journal. For cold paths. Any thread. */
public final class Notes {

    private final InputGateway gateway;
    private final EpochNanoClock clock;
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordComposer composer = new RecordComposer(new RecordNames());
    private final RecordBatch batch = new RecordBatch();

    /** Notes go in at this clock's time. */
    public Notes(InputGateway gateway, EpochNanoClock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * Publishes one record.
     *
     * @param record name in the schema, see {@link io.tradebot.engine.record.NotedRecords}
     * @param values fields as {@link RecordComposer} takes them
     */
    public synchronized void put(String record, Map<String, ?> values) {
        batch.clear();
        List<String> problems = composer.append(batch, catalogue.named(record).orElseThrow(), values);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(record + ": " + String.join("; ", problems));
        }
        gateway.noted(clock.nanoTime(), batch);
    }
}
