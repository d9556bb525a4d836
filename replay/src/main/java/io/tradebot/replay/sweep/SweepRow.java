package io.tradebot.replay.sweep;

import io.tradebot.replay.backtest.RunTally;
import io.tradebot.replay.report.Metric;
import io.tradebot.replay.report.Metrics;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one point of a sweep gave. Immutable.
 *
 * @param index         position in the grid, from 0
 * @param point         what it set
 * @param valueByMetric figures that are defined for the run, in their metric's unit
 * @param excerptCount  inputs of the run
 * @param chainHead     the head that a journal of the run would have; equal heads are equal runs
 * @param problem       why there are no figures; empty when there are
 */
public record SweepRow(int index, List<Assignment> point, TreeMap<Metric, BigDecimal> valueByMetric, long excerptCount,
                       String chainHead, String problem) implements Serializable {

    /** The figures of a row, in the order shown. */
    public static final List<Metric> METRICS = List.of(Metric.NET_PNL, Metric.TOTAL_RETURN, Metric.TRADES, Metric.WIN_RATE,
        Metric.PROFIT_FACTOR, Metric.MAX_DRAWDOWN, Metric.SHARPE, Metric.FEES);

    static SweepRow of(SweepTask task, RunTally tally) {
        Metrics metrics = tally.metrics();
        TreeMap<Metric, BigDecimal> values = new TreeMap<>();
        METRICS.forEach(metric -> metrics.figure(metric).value().ifPresent(value -> values.put(metric, value)));
        return new SweepRow(task.index(), task.point(), values, tally.excerptCount(), tally.chainHead(), "");
    }

    static SweepRow failed(SweepTask task, RuntimeException failed) {
        Throwable first = failed;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return new SweepRow(task.index(), task.point(), new TreeMap<>(Map.of()), 0, "", first.toString());
    }

    /** The value of a metric; empty when it is undefined or the run failed. */
    public Optional<BigDecimal> value(Metric metric) {
        return Optional.ofNullable(valueByMetric.get(metric));
    }

    /** As written in tables: plain decimals, empty when undefined. */
    public String text(Metric metric) {
        return value(metric).map(BigDecimal::toPlainString).orElse("");
    }
}
