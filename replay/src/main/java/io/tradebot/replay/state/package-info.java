/**
 * What was so at a moment of a run: a part of the journal from its beginning, and the engine folded over it. Called by the
 * command line and by tests; no thread of its own.
 */
package io.tradebot.replay.state;
