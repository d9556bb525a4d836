/**
 * What the engine asks of the outside world. Adapters and the simulated exchange implement it; only the dispatch stage
 * calls it, after the journal has the intent.
 */
package io.tradebot.engine.port;
