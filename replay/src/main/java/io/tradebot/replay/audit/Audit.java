package io.tradebot.replay.audit;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import org.agrona.DirectBuffer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides every input of a journal again with the code that is running, and compares the decisions byte for byte with those
 * in the journal. Not thread safe.
 *
 * <p>The first difference ends it: what follows a different decision proves nothing.
 */
public final class Audit {

    private final TradingEngine engine;
    private final RecordBatch decided = new RecordBatch();
    private final RecordCursor journaled = new RecordCursor();
    private final RecordCursor again = new RecordCursor();
    private final RecordPrinter printer = new RecordPrinter();
    private long excerptCount;
    private long decisionCount;

    private Audit(Supplier<List<Strategy>> strategies) {
        engine = new TradingEngine(strategies);
    }

    /** Verifies the files, then decides again when they are undamaged. */
    public static AuditReport run(Path journal, JournalVerifier.Progress progress) {
        return run(journal, StrategyCatalog::load, progress);
    }

    /** As {@link #run(Path, JournalVerifier.Progress)} with other strategies than those on the class path. */
    static AuditReport run(Path journal, Supplier<List<Strategy>> strategies, JournalVerifier.Progress progress) {
        VerificationReport verification = JournalVerifier.verify(journal, progress);
        if (!verification.isSound()) {
            return new AuditReport(verification, 0, 0, "", Optional.empty());
        }
        return new Audit(strategies).decideAgain(journal, verification);
    }

    private AuditReport decideAgain(Path journal, VerificationReport verification) {
        byte[] chain = new byte[HashChain.LENGTH];
        Optional<String> difference = Optional.empty();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (difference.isEmpty() && reader.next()) {
                difference = compare(reader);
                excerptCount++;
                reader.copyChain(chain);
            }
        }
        return new AuditReport(verification, excerptCount, decisionCount, HashChain.hex(chain), difference);
    }

    private Optional<String> compare(JournalReader reader) {
        DirectBuffer buffer = reader.buffer();
        journaled.wrap(buffer, reader.bodyOffset(), reader.bodyLength());
        journaled.next();
        int inputLength = RecordBatch.PREFIX_LENGTH + journaled.length();
        decided.copyFrom(buffer, reader.bodyOffset(), inputLength, 1);
        String fault = decide(reader.timeNanos(), inputLength);
        int length = decided.length();
        boolean isEqual = length == reader.bodyLength();
        for (int i = 0; isEqual && i < length; i++) {
            isEqual = decided.buffer().getByte(i) == buffer.getByte(reader.bodyOffset() + i);
        }
        if (isEqual) {
            decisionCount += decided.recordCount() - 1;
            return Optional.empty();
        }
        return Optional.of(describe(reader) + fault);
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

    private String describe(JournalReader reader) {
        again.wrap(decided.buffer(), 0, decided.length());
        journaled.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        String input = "";
        while (true) {
            String then = journaled.next() ? printer.line(journaled) : "nothing more";
            String now = again.next() ? printer.line(again) : "nothing more";
            if (input.isEmpty()) {
                input = then;
            } else if (!then.equals(now) || then.equals("nothing more")) {
                return "sequence " + reader.sequence() + ", decision " + journaled.index() + "\n  input:   " + input
                    + "\n  journal: " + then + "\n  now:     " + now;
            }
        }
    }
}
