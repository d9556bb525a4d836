/**
 * The engine's side of the words: {@code Decisions} writes what was decided behind the input that caused it,
 * {@code Inputs} reads an input and calls the engine with plain arguments. Engine thread only.
 */
package io.tradebot.engine.record;
