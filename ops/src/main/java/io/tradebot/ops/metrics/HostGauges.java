package io.tradebot.ops.metrics;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertSeverity;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What only the running process knows. Each is asked by the threads that scrape, so it must be safe to call from any thread, quick and without locks of
 * the trading path.
 *
 * @param feedAgeSeconds   since market data came last, NaN when none are expected
 * @param ringRemaining    free places in the ring of inputs
 * @param lagByProjection  excerpts that tables are behind, by the name of the projection, which is of the program
 * @param alertCount       alerts since the session began
 * @param alertWaiting     alerts that wait for a channel
 * @param lostLogLines     lines that could not be written into the logs for people
 */
public record HostGauges(DoubleSupplier feedAgeSeconds, LongSupplier ringRemaining, Map<String, LongSupplier> lagByProjection,
                         ToLongFunction<AlertSeverity> alertCount, ToLongFunction<AlertChannel> alertWaiting, LongSupplier lostLogLines) {

    /** Copies the map. */
    public HostGauges {
        lagByProjection = Map.copyOf(lagByProjection);
    }
}
