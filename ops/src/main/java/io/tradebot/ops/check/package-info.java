/**
 * Looks whether a bot can run where it is: machine, home, settings, journal, books. Called before each start, which a refusal ends, and by
 * the commands doctor and support-bundle. Reads only. Any thread.
 */
package io.tradebot.ops.check;
