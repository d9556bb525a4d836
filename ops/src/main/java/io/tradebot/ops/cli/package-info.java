/**
 * The command line: parses arguments, calls the other modules, prints text or JSON and ends with a code of the exit code
 * table. Started by {@code ops/bin/tradebot}; everything runs on the main thread. No trading rule lives here.
 */
package io.tradebot.ops.cli;
