package io.tradebot.replay.backtest;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.log.ExcerptSink;

/**
 * The pipeline a backtest runs in: the plain loop, or the ring of a live session fed one input at a time. Both run the same
 * stage objects and leave the same journal, byte for byte. Not thread safe.
 */
public final class EngineHost implements AutoCloseable {

    private final InputGateway gateway;
    private final LivePipeline ring;

    private EngineHost(InputGateway gateway, LivePipeline ring) {
        this.gateway = gateway;
        this.ring = ring;
    }

    /** Which pipeline. */
    public enum Kind {
        /** All stages in the caller's thread. */
        LOOP,
        /** The Disruptor of a live session. */
        RING
    }

    /** Starts a new engine in a pipeline of this kind. */
    public static EngineHost start(Kind kind, ExcerptSink journal, BrokerPort broker) {
        DecideStage decide = new DecideStage(new TradingEngine(StrategyCatalog::load));
        JournalStage journalStage = new JournalStage(journal);
        DispatchStage dispatch = new DispatchStage(broker);
        if (kind == Kind.LOOP) {
            return new EngineHost(new InputGateway(new LoopPipeline(decide, journalStage, dispatch)), null);
        }
        LivePipeline ring = new LivePipeline(decide, journalStage, dispatch);
        return new EngineHost(new InputGateway(ring), ring);
    }

    /** The way in. */
    public InputGateway gateway() {
        return gateway;
    }

    /** Returns when everything published has been decided, journaled and dispatched; in a loop that is so already. */
    public void settle() {
        if (ring != null) {
            ring.awaitDispatched();
        }
    }

    @Override
    public void close() {
        if (ring != null) {
            ring.close();
        }
    }
}
