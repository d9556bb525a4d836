/** What the engine's code may not do, as a test. */
package io.tradebot.engine.rules;
