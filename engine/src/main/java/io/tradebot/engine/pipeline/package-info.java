/**
 * The hosts of the engine: one slot holds an input and its decisions; three stages decide, journal and dispatch it, in
 * that order, either as handlers of one Disruptor (LivePipeline) or in a plain loop (LoopPipeline). InputGateway is the
 * one way in. The only engine package that knows the log, the Disruptor and threads.
 */
package io.tradebot.engine.pipeline;
