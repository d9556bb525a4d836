/**
 * The paper broker of live sessions: real market data, simulated fills. The dispatch stage hands orders over, the market data
 * side hands over completed minutes; one thread of its own works both in the simulated exchange and publishes the facts
 * through the gateway. Wired by the daemon.
 */
package io.tradebot.adapters.paper;
