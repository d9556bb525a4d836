package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertSeverity;
import org.agrona.concurrent.EpochNanoClock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The outbox with a courier for each channel there is. The daemon gives the outbox to a tail of the journal, then starts the couriers, or in a
 * stepped run calls {@link #step}.
 */
public final class AlertDesk implements AutoCloseable {

    private final AlertOutbox outbox;
    private final List<Courier> couriers = new ArrayList<>();
    private final Courier local;

    /**
     * Couriers that have not started.
     *
     * @param alertsFile the local channel's file
     * @param isStepped  only the local file is told, by {@link #step}
     * @param notes      puts AlertDelivered into the journal
     * @param onFault    takes what a courier throws; is to tell it, not to stop trading
     */
    public AlertDesk(AlertSettings settings, AlertSecrets secrets, Path alertsFile, boolean isStepped, EpochNanoClock clock, Noting notes,
                     Consumer<Throwable> onFault) {
        List<Channel> channels = new ArrayList<>();
        List<Route> routes = new ArrayList<>(List.of(new Route(AlertChannel.LOCAL, AlertSeverity.INFO)));
        if (!isStepped) {
            secrets.mail().ifPresent(account -> channels.add(new MailChannel(account)));
            secrets.slack().ifPresent(address -> channels.add(WebhookChannel.slack(address)));
            secrets.discord().ifPresent(address -> channels.add(WebhookChannel.discord(address)));
            secrets.webhook().ifPresent(address -> channels.add(WebhookChannel.of(address, settings.webhookTemplate())));
        }
        channels.forEach(channel -> routes.add(new Route(channel.name(),
            channel.name() == AlertChannel.MAIL ? settings.mailSeverityMin() : settings.chatSeverityMin())));
        outbox = new AlertOutbox(routes);
        local = new Courier(outbox, new LocalChannel(alertsFile), DeliveryLimits.local(), clock, notes, onFault);
        couriers.add(local);
        channels.forEach(channel -> couriers.add(new Courier(outbox, channel, settings.limits(), clock, notes, onFault)));
    }

    /** To be given every excerpt, from the last session start on. */
    public AlertOutbox outbox() {
        return outbox;
    }

    /** Delivers on threads of its own from now on. */
    public void start() {
        couriers.forEach(Courier::start);
    }

    /** In a stepped run, behind each action: writes what waits into the local file. The agenda's thread. */
    public void step(long nowNanos) {
        local.look(nowNanos);
    }

    /** Tries a last time, then ends; a minute at most. What is not delivered goes out after the next start. */
    @Override
    public void close() {
        couriers.forEach(Courier::close);
    }
}
