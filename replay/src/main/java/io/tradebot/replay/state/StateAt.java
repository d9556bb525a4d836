package io.tradebot.replay.state;

import io.tradebot.engine.recovery.Redecision;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine of a run remembered behind an excerpt: found by deciding every input up to there again, never by looking at what
 * came of it later.
 *
 * @param sequence   excerpt
 * @param timeNanos  its engine time
 * @param chainHead  chain behind it, hexadecimal
 * @param checkpoint the state as a Checkpointed record
 * @param settings   settings in force by key, in the order of the record that brought them
 * @param names      symbols and strategies named up to there
 */
public record StateAt(long sequence, long timeNanos, String chainHead, RecordContent checkpoint, Map<String, String> settings,
                      RecordNames names) {

    /** Result of a fold: the state, or why the journal's decisions cannot be had again. */
    public record Outcome(Optional<StateAt> state, Optional<String> difference) {
    }

    /**
     * Folds the journal up to the cut. The journal's files are checked on the way as every reader does.
     *
     * @throws IllegalArgumentException when the cut is not in the journal, or the journal is empty
     */
    public static Outcome of(Path journal, JournalCut cut) {
        Redecision redecision = new Redecision(StrategyCatalog::load);
        Learner learner = new Learner();
        byte[] chain = new byte[HashChain.LENGTH];
        try (JournalPrefix prefix = JournalPrefix.open(journal, cut)) {
            while (prefix.next()) {
                Optional<String> difference = redecision.decide(prefix);
                if (difference.isPresent()) {
                    return new Outcome(Optional.empty(), difference);
                }
                learner.learn(prefix);
            }
            if (prefix.sequence() < 0) {
                throw new IllegalArgumentException("the journal " + journal + " is empty");
            }
            prefix.copyChain(chain);
            RecordBatch records = new RecordBatch();
            redecision.engine().writeCheckpoint(records, prefix.sequence());
            RecordCursor cursor = new RecordCursor().wrap(records.buffer(), 0, records.length());
            cursor.next();
            return new Outcome(Optional.of(new StateAt(prefix.sequence(), prefix.timeNanos(), HashChain.hex(chain),
                RecordContent.read(RecordCatalogue.ofSchema(), cursor), Collections.unmodifiableMap(learner.settings), learner.names)),
                Optional.empty());
        }
    }

    /** Names and settings, which records bring. */
    private static final class Learner {

        private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        private final RecordCursor cursor = new RecordCursor();
        private final RecordNames names = new RecordNames();
        private final Map<String, String> settings = new LinkedHashMap<>();

        void learn(JournalPrefix excerpt) {
            cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
            while (cursor.next()) {
                if (RecordNames.isNaming(cursor.templateId())) {
                    names.learn(RecordContent.read(catalogue, cursor));
                } else if (cursor.templateId() == SessionStartedDecoder.TEMPLATE_ID) {
                    settings.clear(); // a session brings all of its own
                    RecordContent.read(catalogue, cursor).row().rows("settings").forEach(row -> settings.put(row.text("key"), row.text("value")));
                } else if (cursor.templateId() == SettingsAppliedDecoder.TEMPLATE_ID) {
                    RecordContent.read(catalogue, cursor).row().rows("settings").forEach(row -> settings.put(row.text("key"), row.text("newValue")));
                }
            }
        }
    }
}
