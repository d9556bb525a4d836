/** The other half of a planted package cycle. */
package io.tradebot.engine.rules.planted.second;
