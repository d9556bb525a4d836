package io.tradebot.replay.audit;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fresh engine that decides the inputs of a journal again, one excerpt after another, and compares its decisions byte for byte
 * with the journaled ones. After the last excerpt it is in the state that the engine of the journal was in. Not thread safe.
 */
public final class Redecision {

    private final TradingEngine engine;
    private final RecordBatch decided = new RecordBatch();
    private final RecordCursor journaled = new RecordCursor();
    private final RecordCursor again = new RecordCursor();
    private final RecordPrinter printer = new RecordPrinter();
    private long decisionCount;

    /** New, unconfigured strategies come from the supplier when the session starts. */
    public Redecision(Supplier<List<Strategy>> strategies) {
        engine = new TradingEngine(strategies);
    }

    /** The engine; its state is that behind the last excerpt without a difference. */
    public TradingEngine engine() {
        return engine;
    }

    /** Decisions that came out the same. */
    public long decisionCount() {
        return decisionCount;
    }

    /** Decides the excerpt's input again. The first difference ends it: what follows a different decision proves nothing. */
    public Optional<String> decide(ExcerptSource excerpt) {
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
        if (isEqual) {
            decisionCount += decided.recordCount() - 1;
            return Optional.empty();
        }
        return Optional.of(describe(excerpt) + fault);
    }

    /** Decides as the live stage does: a throw leaves EngineFaulted and nothing else. */
    private String decide(long timeNanos, int inputLength) {
        try {
            engine.decide(decided, timeNanos);
            return "";
        } catch (RuntimeException | Error thrown) {
            decided.truncate(inputLength, 1);
            engine.reportFault(decided, thrown);
            return "\n  the code that is running threw " + thrown;
        }
    }

    private String describe(ExcerptSource excerpt) {
        again.wrap(decided.buffer(), 0, decided.length());
        journaled.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        String input = "";
        while (true) {
            String then = journaled.next() ? printer.line(journaled) : "nothing more";
            String now = again.next() ? printer.line(again) : "nothing more";
            if (input.isEmpty()) {
                input = then;
            } else if (!then.equals(now) || then.equals("nothing more")) {
                return "sequence " + excerpt.sequence() + ", decision " + journaled.index() + "\n  input:   " + input
                    + "\n  journal: " + then + "\n  now:     " + now;
            }
        }
    }
}
