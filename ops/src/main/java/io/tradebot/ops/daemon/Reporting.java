package io.tradebot.ops.daemon;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.log.LogSettings;
import io.tradebot.ops.log.PeopleLogs;
import io.tradebot.ops.metrics.BotMetrics;
import io.tradebot.ops.metrics.HostGauges;
import io.tradebot.ops.metrics.MetricsFile;
import io.tradebot.ops.metrics.MetricsPage;
import io.tradebot.ops.notify.AlertDesk;
import io.tradebot.ops.notify.AlertSettings;
import io.tradebot.ops.tail.JournalFollower;
import org.agrona.concurrent.EpochNanoClock;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells people and machines what the journal says: alerts, logs, metrics. Nothing of it is in the way of trading, and what fails in it is
 * told in the logs and stops nothing.
 */
final class Reporting implements JournalFollower, AutoCloseable {

    private final AlertDesk alerts;
    private final PeopleLogs logs;
    private final BotMetrics metrics;
    private final MetricsFile metricsFile;
    private final int metricsPort;
    private final Optional<String> metricsToken;
    private final boolean isStepped;
    private final List<JournalFollower> followers;
    private MetricsPage page;

    /**
     * Begins nothing yet.
     *
     * @param feedAgeSeconds  since data came last, NaN when none are expected
     * @param ringRemaining   free places in the ring
     * @param booksBehind     excerpts that the books are behind
     */
    Reporting(DaemonRequest request, EpochNanoClock clock, boolean isStepped, Notes notes, DoubleSupplier feedAgeSeconds,
            LongSupplier ringRemaining, LongSupplier booksBehind) {
        EngineSettings settings = request.settings();
        Home home = request.home();
        this.isStepped = isStepped;
        logs = new PeopleLogs(home.logs(), LogSettings.of(settings));
        alerts = new AlertDesk(AlertSettings.of(settings), request.alerts(), home.logs().resolve("alerts.log"), isStepped, clock, notes::put,
            thrown -> logs.error("alerts", thrown));
        metrics = new BotMetrics(SettingsTable.PRODUCT_VERSION_TAG, new HostGauges(feedAgeSeconds, ringRemaining, Map.of("ledger", booksBehind),
            alerts.outbox()::raisedCount, alerts.outbox()::waitingCount, logs::lostCount));
        metricsFile = new MetricsFile(metrics, home.root().resolve("metrics.prom"));
        metricsPort = Integer.parseInt(settings.value("METRICS_PORT"));
        metricsToken = request.metricsToken();
        followers = List.of(logs, alerts.outbox(), metrics);
    }

    @Override
    public void onExcerpt(ExcerptSource excerpt) {
        followers.forEach(follower -> follower.onExcerpt(excerpt));
    }

    @Override
    public void onCaughtUp() {
        followers.forEach(JournalFollower::onCaughtUp);
    }

    /** Delivers, writes and serves from now on; in a stepped run {@link #step} does what is due. */
    void start(Supplier<String> trouble, Supplier<String> notReady) {
        if (isStepped) {
            return;
        }
        alerts.start();
        metricsFile.start();
        if (metricsPort != 0) {
            try {
                page = new MetricsPage(metrics, metricsPort, metricsToken, trouble, notReady);
            } catch (IOException e) {
                logs.error("metrics", new IOException("METRICS_PORT=" + metricsPort + " cannot be served: " + e.getMessage()
                    + "; trading goes on without the page, choose another port", e));
            }
        }
    }

    /** In a stepped run, behind each action. */
    void step(long nowNanos) {
        if (isStepped) {
            alerts.step(nowNanos);
        }
    }

    /** Into the log for errors. */
    void error(String component, Throwable thrown) {
        logs.error(component, thrown);
    }

    /** After the tail has ended and before the ring does: deliveries are still noted in the journal. */
    @Override
    public void close() {
        alerts.close();
        if (page != null) {
            page.close();
        }
        metricsFile.close();
        logs.close();
    }
}
