/**
 * Tells people what happened: alerts as a fold of the journal, and the channels that carry them (mail, chat, web hooks, a local file). Wired by
 * {@code ops.daemon}. The outbox folds on the tail's thread; each channel is served by a {@link io.tradebot.ops.notify.Courier} with a
 * thread of its own, so nothing here is ever in the way of trading or of another channel.
 */
package io.tradebot.ops.notify;
