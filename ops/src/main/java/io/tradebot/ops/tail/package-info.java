/**
 * Reading the journal behind the trading: whoever tells people what happened is a follower, called by the thread of its tail. Used by
 * {@code ops.notify}, {@code ops.log}, {@code ops.metrics} and {@code ops.daemon}.
 */
package io.tradebot.ops.tail;
