/**
 * Figures for Prometheus: a fold of the journal and gauges that the daemon lends, as a file and on a port of this machine. The tail's thread
 * folds; scrapes have threads of their own. Nothing here touches the path from an input to its orders.
 */
package io.tradebot.ops.metrics;
