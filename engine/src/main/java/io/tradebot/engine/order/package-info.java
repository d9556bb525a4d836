/**
 * Orders and their states: one table of (state, fact) pairs, one place that assigns the state. Engine thread only.
 */
package io.tradebot.engine.order;
