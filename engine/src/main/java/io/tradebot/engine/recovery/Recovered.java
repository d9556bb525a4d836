package io.tradebot.engine.recovery;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.RecoveryReport;

import java.util.List;

/**
 * A journal that is open for writing and an engine in the state behind its last excerpt. Engine and writer belong to the caller, who hands
 * them to the stages of a pipeline and closes the writer when that has ended.
 *
 * @param engine             to be given to the decide stage; new when the journal is
 * @param writer             to be given to the journal stage
 * @param sequence           of the last excerpt, -1 for none
 * @param timeNanos          engine time of the last excerpt (epoch, UTC), Long.MIN_VALUE for none; engine time goes on behind it
 * @param chainHead          SHA-256 chain after the last excerpt, hexadecimal
 * @param stateHash          of the engine, hexadecimal; empty while no session was started
 * @param checkpointSequence of the excerpt with the checkpoint it was restored from, -1 when all was decided from the start
 * @param decidedCount       excerpts decided again, all as they were journaled
 * @param faultSequences     excerpts on whose input the engine of that time faulted; they are passed over
 * @param unresolved         orders without a final state, by id
 * @param report             what opening the journal found and did
 */
public record Recovered(TradingEngine engine, JournalWriter writer, long sequence, long timeNanos, String chainHead, String stateHash,
                        long checkpointSequence, long decidedCount, List<Long> faultSequences, List<UnresolvedOrder> unresolved,
                        RecoveryReport report) {

    /** True when there was nothing to recover: a first start, or somebody took the whole journal away. */
    public boolean isNew() {
        return sequence < 0;
    }
}
