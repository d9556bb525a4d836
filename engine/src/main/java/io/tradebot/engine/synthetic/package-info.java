/**
 * A made-up market from a seed, in whole numbers only, so that every machine makes the same: how symbols behave, how a session goes. Used
 * by replay for history files and by the synthetic feed for live sessions; nothing here knows of files, times of receipt or orders.
 */
package io.tradebot.engine.synthetic;
