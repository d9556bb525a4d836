/**
 * Brings an engine into the state that a journal leaves it in, by deciding its inputs again, and compares every decision with the
 * journaled one. Called at the start of a live process and by whoever asks what a journal's engine knew; on the caller's thread,
 * before a ring runs.
 */
package io.tradebot.engine.recovery;
