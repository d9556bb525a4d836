/**
 * What a run is worth, in figures and on one page: {@link io.tradebot.replay.report.Metrics} computes, {@link
 * io.tradebot.replay.report.MetricsJson} and {@link io.tradebot.replay.report.HtmlReport} write. Fed with plain values read
 * from the projections after a run; reads no database and no journal. Called by the backtest command, on its own thread.
 */
package io.tradebot.replay.report;
