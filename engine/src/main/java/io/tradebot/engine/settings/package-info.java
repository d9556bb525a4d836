/**
 * The settings: one table of keys that start-up, web form, backtest and template share, the checks that report every
 * problem at once, and the typed values the engine reads. Used before a run and when an operator changes a setting; cold
 * code, any thread. The engine itself holds an {@link io.tradebot.engine.settings.EngineSettings} and nothing else of it.
 */
package io.tradebot.engine.settings;
