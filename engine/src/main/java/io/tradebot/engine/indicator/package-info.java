/**
 * Indicators over the bars of one session, in whole numbers exactly as strategy-rules section 4 states them. They follow the
 * bars incrementally and only when asked, so a symbol nobody watches costs nothing. Engine thread only.
 */
package io.tradebot.engine.indicator;
