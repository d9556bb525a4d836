/**
 * What brokers and regulators charge, as dated tables with their sources, and the computation of a fill's commission and fees.
 * Called by the simulated exchange in its host's thread, and by hosts before a run begins; no clock, no settings, no records.
 */
package io.tradebot.engine.fee;
