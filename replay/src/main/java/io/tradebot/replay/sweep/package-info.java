/**
 * Parameter sweeps: the same history under every combination of some settings, one engine each, without journals. A task is
 * a value that can be sent anywhere; {@link io.tradebot.replay.sweep.LocalSweep} runs tasks on the cores of this machine.
 * Called by the command line; tasks run on threads of their own and share nothing but the history, which is immutable.
 */
package io.tradebot.replay.sweep;
