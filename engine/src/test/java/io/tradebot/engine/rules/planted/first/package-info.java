/** One half of a planted package cycle. */
package io.tradebot.engine.rules.planted.first;
