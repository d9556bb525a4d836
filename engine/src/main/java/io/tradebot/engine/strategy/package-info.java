/**
 * Strategies: what they see, what they answer, and the built-in ones. Found through ServiceLoader, so an outside jar can add
 * one with the same means. Engine thread only.
 */
package io.tradebot.engine.strategy;
