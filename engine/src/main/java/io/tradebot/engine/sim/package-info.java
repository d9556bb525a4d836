/**
 * The simulated exchange of backtests and the paper broker: works orders against minute bars by the fill rules of
 * strategy-rules 6.3 to 6.6. Not thread safe; owned by the host that feeds it.
 */
package io.tradebot.engine.sim;
