package io.tradebot.ops.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.KillSwitchClearedDecoder;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.OrderAcknowledgedDecoder;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.ReconciliationBreakFoundDecoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.StrategyLoadedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.ops.tail.JournalFollower;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The figures that Prometheus reads. What is of the journal is a fold of it: given the excerpts from the last session start on, counters go on behind a
 * restart where they were. Every label is of a closed list of this program (records, enums, built-in strategies, brokers), so no text of a user
 * or a broker can make new series. The tail's thread folds, any thread writes.
 */
public final class BotMetrics implements JournalFollower {

    /** Amounts of money: only for the file of the home and for who has the token. */
    static final Set<String> MONEY = Set.of("tb_equity_usd", "tb_day_pnl_usd");
    private static final Set<String> STRATEGIES = Set.of("open", "mid", "close");
    private static final Set<String> BROKERS = Set.of("alpaca", "ibkr", "tradier", "paper");
    private static final Set<String> ENDED = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED");
    private static final double NANOS = 1e9;
    private static final double USD_E8 = 1e8;
    private static final double PPM = 1e6;
    private static final int PPM_SCALE = 6;

    /** An order that has not ended. */
    private record Working(String side, long requestedNanos) {
    }

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final TreeSet<String> names = new TreeSet<>();
    private final Map<Long, Working> orderById = new HashMap<>();
    private final Map<Long, String> strategyById = new HashMap<>();
    private final Set<Long> openPositions = new HashSet<>();
    private final Set<Long> openBreaks = new HashSet<>();
    private String broker = "other";
    private long lossLimitPpm;
    private long floatE8;
    private long dayPnlE8;

    private final Counter events = add(Counter.builder().name("tb_events_total").help("Records in the journal").labelNames("type").build(), "tb_events_total");
    private final Counter orders = add(Counter.builder().name("tb_orders_total").help("Orders that ended").labelNames("side", "result").build(),
        "tb_orders_total");
    private final Counter fills = add(Counter.builder().name("tb_fills_total").help("Executions").build(), "tb_fills_total");
    private final Counter signals = add(Counter.builder().name("tb_signals_total").help("Signals to enter").labelNames("strategy").build(), "tb_signals_total");
    private final Counter rejections = add(Counter.builder().name("tb_gate_rejections_total").help("Signals that a check refused").labelNames("gate").build(),
        "tb_gate_rejections_total");
    private final Histogram roundtrip = add(Histogram.builder().name("tb_order_roundtrip_seconds")
        .help("Engine time from the intent to the broker's acknowledgement").labelNames("broker").classicOnly()
        .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30).build(), "tb_order_roundtrip_seconds");
    private final Gauge mode = add(Gauge.builder().name("tb_mode").help("1 for the kind of run").labelNames("mode").build(), "tb_mode");
    private final Gauge kill = gauge("tb_kill_switch_active", "1 while the kill switch is on");
    private final Gauge index = gauge("tb_journal_index", "Sequence of the last excerpt read behind the trading");
    private final Gauge journalTime = gauge("tb_journal_time_seconds", "Engine time of that excerpt, seconds since the epoch");
    private final Gauge equity = gauge("tb_equity_usd", "Equity as the broker or the end of a day said last");
    private final Gauge dayPnl = gauge("tb_day_pnl_usd", "Net result of the trades closed today");
    private final Gauge lossUsed = gauge("tb_day_loss_used_ratio", "Loss of the trades closed today as a part of DAILY_LOSS_LIMIT");
    private final Gauge positions = gauge("tb_open_positions", "Open positions");
    private final Gauge working = gauge("tb_open_orders", "Orders that have not ended");
    private final Gauge breaks = gauge("tb_reconcile_breaks", "Differences with the broker that are open");

    /**
     * With the gauges of this process.
     *
     * @param version of the program
     */
    public BotMetrics(String version, HostGauges host) {
        Info build = add(Info.builder().name("tb_build_info").help("The program").labelNames("version").build(), "tb_build_info");
        build.setLabelValues(version);
        add(GaugeWithCallback.builder().name("tb_feed_age_seconds").help("Time since market data came last").callback(callback -> {
            double age = host.feedAgeSeconds().getAsDouble();
            if (!Double.isNaN(age)) {
                callback.call(age);
            }
        }).build(), "tb_feed_age_seconds");
        add(GaugeWithCallback.builder().name("tb_ring_remaining").help("Free places in the ring of inputs")
            .callback(callback -> callback.call(host.ringRemaining().getAsLong())).build(), "tb_ring_remaining");
        add(GaugeWithCallback.builder().name("tb_projection_lag_events").help("Excerpts that tables are behind the journal").labelNames("name")
            .callback(callback -> host.lagByProjection().forEach((name, lag) -> callback.call(lag.getAsLong(), name))).build(), "tb_projection_lag_events");
        add(CounterWithCallback.builder().name("tb_alerts_total").help("Alerts of this session").labelNames("severity").callback(callback -> {
            for (AlertSeverity severity : AlertSeverity.values()) {
                if (severity != AlertSeverity.NULL_VAL) {
                    callback.call(host.alertCount().applyAsLong(severity), word(severity.name()));
                }
            }
        }).build(), "tb_alerts_total");
        add(GaugeWithCallback.builder().name("tb_alerts_waiting").help("Alerts that no channel took yet").labelNames("channel").callback(callback -> {
            for (AlertChannel channel : AlertChannel.values()) {
                if (channel != AlertChannel.NULL_VAL) {
                    callback.call(host.alertWaiting().applyAsLong(channel), word(channel.name()));
                }
            }
        }).build(), "tb_alerts_waiting");
        add(CounterWithCallback.builder().name("tb_log_lines_lost_total").help("Lines that could not be written into the logs for people")
            .callback(callback -> callback.call(host.lostLogLines().getAsLong())).build(), "tb_log_lines_lost_total");
        JvmGauges.all().forEach((name, collector) -> add(collector, name));
        STRATEGIES.forEach(signals::initLabelValues);
        kill.set(0);
    }

    private Gauge gauge(String name, String help) {
        return add(Gauge.builder().name(name).help(help).build(), name);
    }

    private <T extends Collector> T add(T collector, String name) {
        registry.register(collector);
        names.add(name);
        return collector;
    }

    /** Names of all metrics, as queries use them; a histogram without its endings. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    @Override
    public synchronized void onExcerpt(ExcerptSource excerpt) {
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            int templateId = cursor.templateId();
            events.labelValues(catalogue.require(templateId).name()).inc();
            if (matters(templateId)) {
                onRecord(templateId, RecordContent.read(catalogue, cursor).row(), excerpt.timeNanos());
            }
        }
        index.set(excerpt.sequence());
        journalTime.set(excerpt.timeNanos() / NANOS);
    }

    private static boolean matters(int templateId) {
        return switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID, SettingsAppliedDecoder.TEMPLATE_ID, StrategyLoadedDecoder.TEMPLATE_ID, CheckpointedDecoder.TEMPLATE_ID,
                 TradingDayOpenedDecoder.TEMPLATE_ID, TradingDayClosedDecoder.TEMPLATE_ID, AccountObservedDecoder.TEMPLATE_ID,
                 SignalRaisedDecoder.TEMPLATE_ID, OrderDeniedDecoder.TEMPLATE_ID, OrderRequestedDecoder.TEMPLATE_ID, OrderAcknowledgedDecoder.TEMPLATE_ID,
                 OrderFilledDecoder.TEMPLATE_ID, OrderStateChangedDecoder.TEMPLATE_ID, PositionOpenedDecoder.TEMPLATE_ID, TradeClosedDecoder.TEMPLATE_ID,
                 KillSwitchTrippedDecoder.TEMPLATE_ID, KillSwitchClearedDecoder.TEMPLATE_ID, ReconciliationBreakFoundDecoder.TEMPLATE_ID,
                 ReconciliationBreakResolvedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private void onRecord(int templateId, Row row, long timeNanos) {
        switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID -> onSession(row);
            case SettingsAppliedDecoder.TEMPLATE_ID -> row.rows("settings").forEach(setting -> onSetting(setting.text("key"), setting.text("newValue")));
            case StrategyLoadedDecoder.TEMPLATE_ID -> onStrategy(row);
            case CheckpointedDecoder.TEMPLATE_ID -> onCheckpoint(row, timeNanos);
            case TradingDayOpenedDecoder.TEMPLATE_ID -> {
                floatE8 = row.number("floatE8");
                setDayPnl(0);
            }
            case TradingDayClosedDecoder.TEMPLATE_ID, AccountObservedDecoder.TEMPLATE_ID -> equity.set(row.number("equityE8") / USD_E8);
            case SignalRaisedDecoder.TEMPLATE_ID -> signals.labelValues(strategyById.getOrDefault(row.number("strategyId"), "other")).inc();
            case OrderDeniedDecoder.TEMPLATE_ID -> rejections.labelValues(word(row.enumValue("reason").name())).inc();
            case OrderRequestedDecoder.TEMPLATE_ID -> {
                orderById.put(row.number("orderId"), new Working(word(row.enumValue("side").name()), timeNanos));
                working.set(orderById.size());
            }
            case OrderAcknowledgedDecoder.TEMPLATE_ID -> onAcknowledged(row.number("orderId"), timeNanos);
            case OrderFilledDecoder.TEMPLATE_ID -> fills.inc();
            case OrderStateChangedDecoder.TEMPLATE_ID -> onOrderState(row);
            case PositionOpenedDecoder.TEMPLATE_ID -> {
                openPositions.add(row.number("positionId"));
                positions.set(openPositions.size());
            }
            case TradeClosedDecoder.TEMPLATE_ID -> {
                openPositions.remove(row.number("positionId"));
                positions.set(openPositions.size());
                setDayPnl(Math.addExact(dayPnlE8, row.number("pnlE8")));
            }
            case KillSwitchTrippedDecoder.TEMPLATE_ID -> kill.set(1);
            case KillSwitchClearedDecoder.TEMPLATE_ID -> kill.set(0);
            case ReconciliationBreakFoundDecoder.TEMPLATE_ID -> {
                openBreaks.add(row.number("breakNumber"));
                breaks.set(openBreaks.size());
            }
            case ReconciliationBreakResolvedDecoder.TEMPLATE_ID -> {
                openBreaks.remove(row.number("breakNumber"));
                breaks.set(openBreaks.size());
            }
            default -> throw new IllegalStateException("record id " + templateId + " has no metric");
        }
    }

    private void onStrategy(Row row) {
        strategyById.put(row.number("strategyId"), STRATEGIES.contains(row.text("name")) ? row.text("name") : "other");
    }

    private void onSession(Row row) {
        mode.clear();
        mode.labelValues(word(row.enumValue("runMode").name())).set(1);
        row.rows("settings").forEach(setting -> onSetting(setting.text("key"), setting.text("value")));
    }

    private void onSetting(String key, String value) {
        if (key.equals("BROKER_NAME")) {
            String name = word(value);
            broker = BROKERS.contains(name) ? name : "other";
        } else if (key.equals("DAILY_LOSS_LIMIT")) {
            lossLimitPpm = FixedPoint.parse(value, PPM_SCALE);
        }
    }

    /** Says everything that was open before this session. */
    private void onCheckpoint(Row row, long timeNanos) {
        openPositions.clear();
        row.rows("positions").forEach(held -> openPositions.add(held.number("positionId")));
        positions.set(openPositions.size());
        openBreaks.clear();
        row.rows("breaks").forEach(open -> openBreaks.add(open.number("breakNumber")));
        breaks.set(openBreaks.size());
        row.rows("strategies").forEach(this::onStrategy);
        orderById.clear();
        row.rows("openOrders").forEach(order -> orderById.put(order.number("orderId"), new Working(word(order.enumValue("side").name()), timeNanos)));
        working.set(orderById.size());
        kill.set(row.rows("latches").stream().anyMatch(latch -> latch.enumValue("latch").name().equals("KILL_SWITCH")) ? 1 : 0);
    }

    private void onAcknowledged(long orderId, long timeNanos) {
        Working order = orderById.get(orderId);
        if (order != null) {
            roundtrip.labelValues(broker).observe(Math.max(0, timeNanos - order.requestedNanos()) / NANOS);
        }
    }

    private void onOrderState(Row row) {
        String state = row.enumValue("toState").name();
        if (ENDED.contains(state)) {
            Working order = orderById.remove(row.number("orderId"));
            orders.labelValues(order == null ? "other" : order.side(), word(state)).inc();
            working.set(orderById.size());
        }
    }

    private void setDayPnl(long pnlE8) {
        dayPnlE8 = pnlE8;
        dayPnl.set(pnlE8 / USD_E8);
        double limit = floatE8 / USD_E8 * (lossLimitPpm / PPM);
        lossUsed.set(limit > 0 ? Math.max(0, -pnlE8) / USD_E8 / limit : 0);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** All of it in Prometheus' text form, UTF-8. Any thread. */
    public byte[] text(boolean withMoney) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32_768);
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape(name -> withMoney || !MONEY.contains(name)), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return out.toByteArray();
    }
}
