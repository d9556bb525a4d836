/**
 * What-if: the inputs of a journal decided again under other settings, and what comes out differently. Called by the command
 * line; one thread.
 */
package io.tradebot.replay.whatif;
