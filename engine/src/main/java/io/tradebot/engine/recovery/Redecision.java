package io.tradebot.engine.recovery;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.StrategyLoadedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fresh engine that decides the inputs of a journal again, one excerpt after another, and compares its decisions byte for byte
 * with the journaled ones; with those of an earlier schema version by their values, as far as that version has them.
 * After the last excerpt it is in the state that the engine of the journal was in. Not thread safe.
 *
 * <p>An input on which the engine of the journal faulted is passed over, as by the process that went on behind it: what a throw leaves of
 * an engine is nobody's state. At the end of a journal {@link #end()} tries it.
 */
public final class Redecision {

    private final TradingEngine engine;
    private final RecordBatch decided = new RecordBatch();
    private final RecordCursor journaled = new RecordCursor();
    private final RecordCursor again = new RecordCursor();
    private final DifferenceLog differences = new DifferenceLog();
    private String unknownFault;
    private long decisionCount;
    private long checkpointCount;
    private long excerptCount;
    private final List<Long> faultSequences = new ArrayList<>();
    private HeldExcerpt held;

    /** New, unconfigured strategies come from the supplier when the session starts. */
    public Redecision(Supplier<List<Strategy>> strategies) {
        this(new TradingEngine(strategies));
    }

    /** An engine that was put into the state before the first excerpt to come. */
    public Redecision(TradingEngine engine) {
        this.engine = engine;
    }

    /**
     * Puts the new engine into the state that the first excerpt to come holds. Deciding that excerpt again, which is next, must give its
     * Checkpointed record again; what came before is taken from it.
     *
     * @throws IllegalArgumentException when the excerpt holds no Checkpointed record that an engine can go on from
     */
    public void restore(ExcerptSource excerpt) {
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (journaled.next()) {
            if (journaled.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                engine.restore(journaled.buffer(), journaled.offset(), journaled.length());
                return;
            }
        }
        throw new IllegalArgumentException("sequence " + excerpt.sequence() + " holds no Checkpointed record, so nobody can go on from it");
    }

    /** Checkpointed records that came out the same: each is what all inputs before it lead to. */
    public long checkpointCount() {
        return checkpointCount;
    }

    /** The engine; its state is that behind the last excerpt, as the journal has it while there was no difference. */
    public TradingEngine engine() {
        return engine;
    }

    /** Excerpts whose decisions came out the same. */
    public long excerptCount() {
        return excerptCount;
    }

    /** Excerpts that were passed over because the engine of the journal faulted on them. */
    public List<Long> faultSequences() {
        return List.copyOf(faultSequences);
    }

    /** Decisions that came out the same. */
    public long decisionCount() {
        return decisionCount;
    }

    /** Where and what the code threw and the journal does not have: the engine's state is not to be relied on any more. */
    public Optional<String> fault() {
        return Optional.ofNullable(unknownFault);
    }

    /** Everything that came out differently. */
    public DifferenceLog differences() {
        return differences;
    }

    /**
     * Decides the excerpt's input again and says in words what comes out differently. What follows a different decision may follow
     * from it, and so proves little.
     */
    public Optional<String> decide(ExcerptSource excerpt) {
        held = null; // somebody went on behind it
        if (isFault(excerpt)) {
            held = new HeldExcerpt(excerpt);
            faultSequences.add(excerpt.sequence());
            return Optional.empty();
        }
        return compare(excerpt);
    }

    /** Behind the last excerpt: decides on its input if it was passed over. The engine is not to be used any more. */
    public Optional<String> end() {
        Optional<String> difference = held == null ? Optional.empty() : compare(held);
        held = null;
        return difference;
    }

    private boolean isFault(ExcerptSource excerpt) {
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (journaled.next()) {
            if (journaled.templateId() == EngineFaultedDecoder.TEMPLATE_ID) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> compare(ExcerptSource excerpt) {
        DirectBuffer buffer = excerpt.buffer();
        journaled.wrap(buffer, excerpt.bodyOffset(), excerpt.bodyLength());
        journaled.next();
        int inputLength = RecordBatch.PREFIX_LENGTH + journaled.length();
        decided.copyFrom(buffer, excerpt.bodyOffset(), inputLength, 1);
        String fault = decide(excerpt.timeNanos(), inputLength);
        int length = decided.length();
        boolean isEqual = length == excerpt.bodyLength();
        for (int i = 0; isEqual && i < length; i++) {
            isEqual = decided.buffer().getByte(i) == buffer.getByte(excerpt.bodyOffset() + i);
        }
        if (isEqual || isOfEarlierVersion(excerpt) && isSameContent(excerpt)) {
            excerptCount++;
            decisionCount += decided.recordCount() - 1;
            learn(excerpt);
            return Optional.empty();
        }
        if (!fault.isEmpty()) {
            unknownFault = "sequence " + excerpt.sequence() + ", " + fault;
        }
        again.wrap(decided.buffer(), 0, length);
        journaled.wrap(buffer, excerpt.bodyOffset(), excerpt.bodyLength());
        return Optional.of(differences.add(excerpt.sequence(), excerpt.timeNanos(), journaled, again, fault).toString());
    }

    private boolean isOfEarlierVersion(ExcerptSource excerpt) {
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        return journaled.next() && journaled.version() < MessageHeaderDecoder.SCHEMA_VERSION;
    }

    /** Record by record, without the fields that the journal's schema version does not have. */
    private boolean isSameContent(ExcerptSource excerpt) {
        RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        again.wrap(decided.buffer(), 0, decided.length());
        while (journaled.next()) {
            if (!again.next() || !RecordContent.read(catalogue, journaled).hasValuesOf(RecordContent.read(catalogue, again).asOf(journaled.version()))) {
                return false;
            }
        }
        return !again.next();
    }

    private void learn(ExcerptSource excerpt) {
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (journaled.next()) {
            if (journaled.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID || journaled.templateId() == StrategyLoadedDecoder.TEMPLATE_ID) {
                differences.learn(journaled);
            } else if (journaled.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                checkpointCount++;
            }
        }
    }

    /** Decides as the live stage does: a throw leaves EngineFaulted and nothing else. */
    private String decide(long timeNanos, int inputLength) {
        try {
            engine.decide(decided, timeNanos);
            return "";
        } catch (RuntimeException | Error thrown) {
            decided.truncate(inputLength, 1);
            engine.reportFault(decided, thrown);
            return thrown.toString();
        }
    }
}
