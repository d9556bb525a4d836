/**
 * What the engine asks of the outside world, and what it is told by it. Adapters and the simulated exchange implement the broker's
 * port; only the dispatch stage calls it, after the journal has the intent. Adapters implement the port of market data, too; the
 * daemon starts it, and what it says goes through a chain of sinks to the gateway.
 */
package io.tradebot.engine.port;
