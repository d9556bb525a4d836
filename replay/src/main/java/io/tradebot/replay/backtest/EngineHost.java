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
public interface EngineHost extends AutoCloseable {

    /** The way in. */
    InputGateway gateway();

    /** Returns when everything published has been decided, journaled and dispatched. */
    void settle();

    @Override
    void close();

    /** Which host to use. */
    enum Kind {
        /** All stages in the caller's thread. */
        LOOP,
        /** The Disruptor of a live session. */
        RING
    }

    /** Starts a host with a new engine. */
    static EngineHost start(Kind kind, ExcerptSink journal, BrokerPort broker) {
        DecideStage decide = new DecideStage(new TradingEngine(StrategyCatalog::load));
        JournalStage journalStage = new JournalStage(journal);
        DispatchStage dispatch = new DispatchStage(broker);
        return kind == Kind.LOOP ? new LoopHost(new LoopPipeline(decide, journalStage, dispatch))
            : new RingHost(new LivePipeline(decide, journalStage, dispatch));
    }

    /** All stages in the caller's thread. */
    final class LoopHost implements EngineHost {

        private final InputGateway gateway;

        LoopHost(LoopPipeline pipeline) {
            gateway = new InputGateway(pipeline);
        }

        @Override
        public InputGateway gateway() {
            return gateway;
        }

        @Override
        public void settle() {
            // publishing returns when everything is done
        }

        @Override
        public void close() {
            // nothing runs
        }
    }

    /** The Disruptor of a live session. */
    final class RingHost implements EngineHost {

        private final LivePipeline pipeline;
        private final InputGateway gateway;

        RingHost(LivePipeline pipeline) {
            this.pipeline = pipeline;
            gateway = new InputGateway(pipeline);
        }

        @Override
        public InputGateway gateway() {
            return gateway;
        }

        @Override
        public void settle() {
            pipeline.awaitDispatched();
        }

        @Override
        public void close() {
            pipeline.close();
        }
    }
}
