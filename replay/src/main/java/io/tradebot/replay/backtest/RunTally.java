package io.tradebot.replay.backtest;

import io.tradebot.journal.log.ChainOnlySink;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.replay.report.Metrics;
import org.agrona.DirectBuffer;

/** Takes the place of the journal of a run that only has to be measured: keeps its figures and its chain head. Not thread safe. */
public final class RunTally implements ExcerptSink {

    private final ChainOnlySink chain = new ChainOnlySink();
    private final RunFacts facts = new RunFacts();

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        facts.onExcerpt(body, offset, length);
        return chain.append(body, offset, length, timeNanos);
    }

    @Override
    public void sync() {
        // nothing is kept
    }

    /** Inputs so far. */
    public long excerptCount() {
        return chain.nextSequence();
    }

    /** The chain head a journal of the run would have, hexadecimal. */
    public String chainHead() {
        return chain.chainHead();
    }

    /** Figures of the sessions that have ended. */
    public Metrics metrics() {
        return Metrics.of(facts.days(), facts.trades());
    }
}
