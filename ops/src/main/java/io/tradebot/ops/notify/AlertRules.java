package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertRaisedDecoder;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.BackupCompletedDecoder;
import io.tradebot.journal.event.BrokerConnectionChangedDecoder;
import io.tradebot.journal.event.BrokerWarningReceivedDecoder;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.CircuitBreakerClearedDecoder;
import io.tradebot.journal.event.CircuitBreakerTrippedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.FeedStatusChangedDecoder;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.KeysRotatedDecoder;
import io.tradebot.journal.event.KillSwitchClearedDecoder;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.LoginObservedDecoder;
import io.tradebot.journal.event.OrderApprovalRequestedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRejectedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.OverfillFoundDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.ProjectionObservedDecoder;
import io.tradebot.journal.event.ProtectiveStopMissingDecoder;
import io.tradebot.journal.event.RebalanceRefusedDecoder;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.event.SettingsRefusedDecoder;
import io.tradebot.journal.event.StorageObservedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.WatchdogReportedDecoder;
import io.tradebot.journal.value.FixedPoint;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which records somebody should know about, and in which words. A fold: it remembers orders, positions and settings to say what a record
 * means. Only paper and live runs tell anybody. Owned by one {@link AlertOutbox}.
 *
 * <p>The engine itself raises an alert only where it knows more than its other records say (AlertRaised); everything else is read
 * out of the records here. So no text for people is made between an input and its order, wording may change without an audit
 * finding another decision, and what the host says (storage, backup, watchdog) is told by the same rules.
 */
final class AlertRules {

    private static final int TEXT_LENGTH_MAX = 500;
    private static final Set<String> ENDED = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED");

    /** What a record gives: kind, severity, whom it concerns, text. */
    record Found(AlertKind kind, AlertSeverity severity, String context, String text) {
    }

    /** An order that may still fill. */
    private static final class Working {
        private final long strategyId;
        private final long instrumentId;
        private final String side;
        private final boolean isEntry;
        private BigInteger valueE17 = BigInteger.ZERO;
        private long qtyE9;

        Working(Row row) {
            strategyId = row.number("strategyId");
            instrumentId = row.number("instrumentId");
            side = row.enumValue("side").name();
            isEntry = row.enumValue("role").name().equals("ENTRY");
        }

        void fill(long priceE8, long filledQtyE9) {
            valueE17 = valueE17.add(BigInteger.valueOf(priceE8).multiply(BigInteger.valueOf(filledQtyE9)));
            qtyE9 = Math.addExact(qtyE9, filledQtyE9);
        }
    }

    private final RecordNames names;
    private final Map<Long, Working> orderById = new HashMap<>();
    private final TreeMap<Long, Long> strategyByPosition = new TreeMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final TreeSet<String> troubles = new TreeSet<>(); // told, and not yet told that they are over
    private final List<Found> found = new ArrayList<>();
    private String identity = "";
    private boolean isTold;
    private boolean isKilled;

    AlertRules(RecordNames names) {
        this.names = names;
    }

    /** ENTITY_JURISDICTION_BROKER_BOT of the session. */
    String identity() {
        return identity;
    }

    /** True in runs that somebody should hear of. */
    boolean isTold() {
        return isTold;
    }

    static boolean matters(int templateId) {
        return switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID, CheckpointedDecoder.TEMPLATE_ID, SettingsAppliedDecoder.TEMPLATE_ID, OrderRequestedDecoder.TEMPLATE_ID,
                 OrderFilledDecoder.TEMPLATE_ID, OrderStateChangedDecoder.TEMPLATE_ID, PositionOpenedDecoder.TEMPLATE_ID,
                 TradeClosedDecoder.TEMPLATE_ID, AlertRaisedDecoder.TEMPLATE_ID, KillSwitchTrippedDecoder.TEMPLATE_ID,
                 KillSwitchClearedDecoder.TEMPLATE_ID, CircuitBreakerTrippedDecoder.TEMPLATE_ID, CircuitBreakerClearedDecoder.TEMPLATE_ID,
                 BrokerConnectionChangedDecoder.TEMPLATE_ID, BrokerWarningReceivedDecoder.TEMPLATE_ID, OrderRejectedDecoder.TEMPLATE_ID,
                 FeedStatusChangedDecoder.TEMPLATE_ID, StorageObservedDecoder.TEMPLATE_ID, BackupCompletedDecoder.TEMPLATE_ID,
                 JournalRecoveredDecoder.TEMPLATE_ID, ProjectionObservedDecoder.TEMPLATE_ID, EngineFaultedDecoder.TEMPLATE_ID,
                 ProcessStartedDecoder.TEMPLATE_ID, ProcessStoppedDecoder.TEMPLATE_ID, WatchdogReportedDecoder.TEMPLATE_ID,
                 ProtectiveStopMissingDecoder.TEMPLATE_ID, OverfillFoundDecoder.TEMPLATE_ID, OrderApprovalRequestedDecoder.TEMPLATE_ID,
                 TradingDayClosedDecoder.TEMPLATE_ID, LoginObservedDecoder.TEMPLATE_ID, KeysRotatedDecoder.TEMPLATE_ID,
                 SettingsRefusedDecoder.TEMPLATE_ID, RebalanceRefusedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    /** What this record gives, mostly nothing. */
    List<Found> onRecord(int templateId, Row row) {
        found.clear();
        switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID -> onSession(row);
            case CheckpointedDecoder.TEMPLATE_ID -> row.rows("positions").forEach(held ->
                strategyByPosition.put(held.number("positionId"), held.number("strategyId"))); // open since before this session
            case SettingsAppliedDecoder.TEMPLATE_ID -> onSettings(row);
            case SettingsRefusedDecoder.TEMPLATE_ID -> add(AlertKind.SETTINGS, AlertSeverity.NOTICE, "", "new settings of " + row.text("user")
                + " were refused, " + row.rows("problems").size() + " problems. Nothing has changed; see tradebot settings check.");
            case OrderRequestedDecoder.TEMPLATE_ID -> orderById.put(row.number("orderId"), new Working(row));
            case OrderFilledDecoder.TEMPLATE_ID -> onFill(row);
            case OrderStateChangedDecoder.TEMPLATE_ID -> onOrderState(row);
            case PositionOpenedDecoder.TEMPLATE_ID -> strategyByPosition.put(row.number("positionId"), row.number("strategyId"));
            case TradeClosedDecoder.TEMPLATE_ID -> onTradeClosed(row);
            case AlertRaisedDecoder.TEMPLATE_ID -> onRaised(row);
            case KillSwitchTrippedDecoder.TEMPLATE_ID -> onKill(row);
            case KillSwitchClearedDecoder.TEMPLATE_ID -> onKillCleared(row);
            case CircuitBreakerTrippedDecoder.TEMPLATE_ID -> add(AlertKind.CIRCUIT_BREAKER, AlertSeverity.CRITICAL, broker(),
                "drawdown breaker: equity " + money(row.number("equityE8")) + " is too far below its peak " + money(row.number("peakE8"))
                    + ". Entries are refused until " + time(row.number("clearsNanos")) + " at the earliest; exits go on. Look at the open positions.");
            case CircuitBreakerClearedDecoder.TEMPLATE_ID -> add(AlertKind.CIRCUIT_BREAKER, AlertSeverity.NOTICE, broker(),
                "the drawdown breaker is open for entries again, equity " + money(row.number("equityE8")) + ". Nothing to do.");
            case BrokerConnectionChangedDecoder.TEMPLATE_ID -> onConnection(row);
            case BrokerWarningReceivedDecoder.TEMPLATE_ID -> add(AlertKind.BROKER, isYes(row, "isUnknown") ? AlertSeverity.WARNING : AlertSeverity.NOTICE,
                context(0, row.number("instrumentId")), "the broker says " + row.text("code") + ' ' + row.text("text")
                    + order(row.number("orderId")) + ". Look at the broker's page.");
            case OrderRejectedDecoder.TEMPLATE_ID -> onRejected(row);
            case FeedStatusChangedDecoder.TEMPLATE_ID -> onFeed(row);
            case StorageObservedDecoder.TEMPLATE_ID -> onStorage(row);
            case BackupCompletedDecoder.TEMPLATE_ID -> onBackup(row);
            case JournalRecoveredDecoder.TEMPLATE_ID -> add(AlertKind.STORAGE, AlertSeverity.CRITICAL, "", "the journal was damaged ("
                + row.enumValue("cause").name() + "), " + row.number("lostCount") + " synced excerpts are lost, the rest is continued behind "
                + row.number("verifiedSequence") + ". Compare with the broker before trading goes on, and check the disk.");
            case ProjectionObservedDecoder.TEMPLATE_ID -> onProjection(row);
            case EngineFaultedDecoder.TEMPLATE_ID -> add(AlertKind.FAULT, AlertSeverity.CRITICAL, broker(), "the engine failed: " + row.text("text")
                + ". The process halts and nothing is sent any more. Look at orders and positions at the broker, then run tradebot doctor.");
            case ProcessStartedDecoder.TEMPLATE_ID -> onProcessStarted(row);
            case ProcessStoppedDecoder.TEMPLATE_ID -> onProcessStopped(row);
            case WatchdogReportedDecoder.TEMPLATE_ID -> onWatchdog(row);
            case ProtectiveStopMissingDecoder.TEMPLATE_ID -> onStopMissing(row);
            case OverfillFoundDecoder.TEMPLATE_ID -> add(AlertKind.BROKER, AlertSeverity.CRITICAL, context(0, row.number("instrumentId")),
                quantity(row.number("filledQtyE9")) + " filled where " + quantity(row.number("orderedQtyE9")) + " were ordered, order "
                    + row.number("orderId") + ". The excess is booked and closed; compare with the broker's page.");
            case OrderApprovalRequestedDecoder.TEMPLATE_ID -> add(AlertKind.BROKER, AlertSeverity.NOTICE,
                context(row.number("strategyId"), row.number("instrumentId")), "order waits for approval " + row.number("approvalNumber") + ": "
                    + row.enumValue("side").name() + ' ' + quantity(row.number("qtyE9")) + " at about " + price(row.number("referencePriceE8"))
                    + ". Approve or decline it before " + time(row.number("expiresNanos")) + '.');
            case TradingDayClosedDecoder.TEMPLATE_ID -> onDayClosed(row);
            case LoginObservedDecoder.TEMPLATE_ID -> onLogin(row);
            case KeysRotatedDecoder.TEMPLATE_ID -> add(AlertKind.SECURITY, AlertSeverity.NOTICE, "", "all keys were rotated by " + row.text("user") + " ("
                + row.enumValue("cause").name() + "), generation " + row.number("generation") + ". If that was not you, stop the bot and change its secrets.");
            case RebalanceRefusedDecoder.TEMPLATE_ID -> add(AlertKind.HOLDINGS, AlertSeverity.NOTICE, context(0, row.number("instrumentId")),
                "the holdings manager does nothing: " + row.enumValue("action").name() + " was refused, " + row.enumValue("reason").name()
                    + ". See tradebot explain.");
            default -> throw new IllegalStateException("record id " + templateId + " has no rule");
        }
        return isTold ? List.copyOf(found) : List.of();
    }

    private void add(AlertKind kind, AlertSeverity severity, String context, String text) {
        found.add(new Found(kind, severity, OneLine.of(context, TEXT_LENGTH_MAX), OneLine.of(text, TEXT_LENGTH_MAX)));
    }

    // --- session and settings ---

    private void onSession(Row row) {
        identity = row.text("identity");
        String mode = row.enumValue("runMode").name();
        isTold = mode.equals("PAPER") || mode.equals("LIVE");
        settings.clear();
        row.rows("settings").forEach(setting -> settings.put(setting.text("key"), setting.text("value")));
        orderById.clear();
        strategyByPosition.clear();
        troubles.clear();
    }

    private void onSettings(Row row) {
        List<String> keys = new ArrayList<>();
        for (Row setting : row.rows("settings")) {
            settings.put(setting.text("key"), setting.text("newValue"));
            keys.add(setting.text("key"));
        }
        add(AlertKind.SETTINGS, AlertSeverity.NOTICE, "", row.text("user") + " changed " + String.join(", ", keys)
            + ". If that was not you, stop the bot and look at its users.");
    }

    private boolean isWanted(String key) {
        return !"false".equals(settings.get(key));
    }

    // --- orders and trades ---

    private void onFill(Row row) {
        Working order = orderById.get(row.number("orderId"));
        if (order != null) {
            order.fill(row.number("priceE8"), row.number("qtyE9"));
        }
    }

    private void onOrderState(Row row) {
        if (!ENDED.contains(row.enumValue("toState").name())) {
            return;
        }
        Working order = orderById.remove(row.number("orderId"));
        long qtyE9 = row.number("filledQtyE9");
        if (order != null && order.isEntry && qtyE9 > 0 && isWanted("NOTIFY_ON_FILL")) {
            String at = order.qtyE9 == 0 ? "" : " at " + price(order.valueE17.divide(BigInteger.valueOf(order.qtyE9)).longValueExact());
            add(AlertKind.FILL, AlertSeverity.INFO, context(order.strategyId, order.instrumentId), "entered: " + order.side + ' ' + quantity(qtyE9) + at
                + ", order " + row.number("orderId") + ". Nothing to do.");
        }
    }

    private void onTradeClosed(Row row) {
        strategyByPosition.remove(row.number("positionId"));
        if (isWanted("NOTIFY_ON_EXIT")) {
            add(AlertKind.EXIT, AlertSeverity.INFO, context(row.number("strategyId"), row.number("instrumentId")), "closed " + row.enumValue("side").name() + ' '
                + quantity(row.number("qtyE9")) + ", " + price(row.number("entryPriceE8")) + " to " + price(row.number("exitPriceE8")) + ", net "
                + money(row.number("pnlE8")) + ", because of " + row.enumValue("exitReason").name() + ". Nothing to do.");
        }
    }

    private void onRejected(Row row) {
        Working order = orderById.get(row.number("orderId"));
        add(AlertKind.BROKER, AlertSeverity.WARNING, order == null ? broker() : context(order.strategyId, order.instrumentId), "the broker refused order "
            + row.number("orderId") + ": " + row.enumValue("reason").name() + ' ' + row.text("text") + ". Look at the account's permissions and buying power.");
    }

    private void onStopMissing(Row row) {
        Long strategyId = strategyByPosition.get(row.number("positionId"));
        add(AlertKind.BROKER, AlertSeverity.WARNING, context(strategyId == null ? 0 : strategyId, 0), quantity(row.number("qtyE9")) + " of position "
            + row.number("positionId") + " have no stop at the broker: " + row.enumValue("reason").name() + ". The bot watches "
            + price(row.number("stopPriceE8")) + " itself; while it is down nothing protects them.");
    }

    /** What the engine says in its own words: unknown orders, external activity, differences with the broker. */
    private void onRaised(Row row) {
        add(AlertKind.valueOf(row.enumValue("kind").name()), AlertSeverity.valueOf(row.enumValue("severity").name()),
            context(row.number("strategyId"), row.number("instrumentId")), row.text("text") + order(row.number("orderId")));
    }

    // --- safety ---

    private void onKill(Row row) {
        isKilled = true;
        add(AlertKind.KILL_SWITCH, AlertSeverity.CRITICAL, broker(), "kill switch: " + row.enumValue("cause").name()
            + ". Nothing is entered any more, orders are cancelled, positions are closed. Find out why, then tradebot reset-kill.");
    }

    private void onKillCleared(Row row) {
        isKilled = false;
        add(AlertKind.KILL_SWITCH, AlertSeverity.NOTICE, broker(), "the kill switch (" + row.enumValue("cause").name() + ") was reset by "
            + (isYes(row, "isByOperator") ? "an operator" : "the next session") + ". The bot trades again.");
    }

    private void onWatchdog(Row row) {
        String subject = row.enumValue("subject").name();
        String verdict = row.enumValue("verdict").name();
        if (verdict.equals("HEALTHY")) {
            over("watchdog " + subject, AlertKind.WATCHDOG, subject + " moves again. " + row.text("text"));
        } else {
            boolean isFailed = verdict.equals("FAILED");
            troubles.add("watchdog " + subject);
            add(AlertKind.WATCHDOG, isFailed ? AlertSeverity.CRITICAL : AlertSeverity.WARNING, broker(), subject + " is " + verdict + ". " + row.text("text")
                + (isFailed ? " The kill switch trips when it lasts. Look at tradebot status and the host." : " Look at the host's load."));
        }
    }

    // --- outside ---

    private void onConnection(Row row) {
        String connection = row.enumValue("connection").name();
        String state = row.enumValue("toState").name();
        String said = row.text("code") + ' ' + row.text("text");
        if (state.equals("READY")) {
            over("connection " + connection, AlertKind.BROKER, "the connection " + connection + " is ready again.");
        } else if (state.equals("REFUSED")) {
            troubles.add("connection " + connection);
            add(AlertKind.BROKER, AlertSeverity.CRITICAL, broker(), "the broker refuses the connection " + connection + ": " + said.strip()
                + ". It is not tried again by itself. Check the credentials.");
        } else if (state.equals("DISCONNECTED") && troubles.add("connection " + connection)) {
            add(AlertKind.BROKER, AlertSeverity.WARNING, broker(), "the connection " + connection + " is lost: " + said.strip()
                + ". Nothing is entered; it is tried again. Look at the broker's status page when it lasts.");
        }
    }

    private void onFeed(Row row) {
        long instrumentId = row.number("instrumentId");
        String status = row.enumValue("status").name();
        String stream = "feed " + row.text("feed") + (instrumentId == 0 ? "" : ' ' + symbol(instrumentId));
        if (status.equals("LIVE")) {
            over(stream, AlertKind.FEED, stream + " is live again.");
        } else if ((status.equals("STALE") || status.equals("DISCONNECTED") || status.equals("REFUSED")) && troubles.add(stream)) {
            // one mute symbol is a thin one; a mute stream stops entries
            add(AlertKind.FEED, instrumentId == 0 ? AlertSeverity.WARNING : AlertSeverity.INFO, context(0, instrumentId), stream + " is " + status + ". "
                + row.text("text") + " Nothing is entered on it. Look at the source of market data when it lasts.");
        }
    }

    private void over(String trouble, AlertKind kind, String text) {
        if (troubles.remove(trouble)) {
            add(kind, AlertSeverity.NOTICE, broker(), text + " Nothing to do.");
        }
    }

    private void onStorage(Row row) {
        if (isYes(row, "isSyncFailed")) {
            if (troubles.add("sync")) {
                add(AlertKind.STORAGE, AlertSeverity.CRITICAL, "", "a sync of the journal failed. Nothing may be entered on this disk; replace it and restore.");
            }
        } else if (row.number("freeBytes") < row.number("guardBytes")) {
            if (troubles.add("space")) {
                add(AlertKind.STORAGE, AlertSeverity.CRITICAL, "", (row.number("freeBytes") >> 20) + " MiB are free at the journal, fewer than "
                    + (row.number("guardBytes") >> 20) + ". Nothing is entered until there is room; remove old backups and archives.");
            }
        } else {
            over("space", AlertKind.STORAGE, "there is room at the journal again.");
        }
    }

    private void onBackup(Row row) {
        if (isYes(row, "isFailed")) {
            add(AlertKind.STORAGE, AlertSeverity.WARNING, "", "backup " + row.text("name") + " failed: " + row.text("text")
                + ". Make one by hand and see why.");
        }
    }

    private void onProjection(Row row) {
        if (isYes(row, "isRebuilding")) {
            add(AlertKind.STORAGE, AlertSeverity.NOTICE, "", "tables " + row.text("projection") + " are being made anew from the journal: "
                + row.text("text") + ". Trading goes on. Nothing to do.");
        }
    }

    // --- process and day ---

    private void onProcessStarted(Row row) {
        String cause = row.enumValue("cause").name();
        if (cause.equals("CRASH")) {
            add(AlertKind.FAULT, AlertSeverity.WARNING, broker(), "the process before ended without stopping; this one goes on behind excerpt "
                + row.number("lastSequence") + " and asks the broker what it missed. See logs/error_tracebacks.log.");
        }
    }

    private void onProcessStopped(Row row) {
        long orders = row.number("openOrderCount");
        long positions = row.number("openPositionCount");
        if (orders > 0 || positions > 0) {
            add(AlertKind.FAULT, AlertSeverity.CRITICAL, broker(), "the bot stopped (" + row.enumValue("cause").name() + ") with " + orders
                + " open orders and " + positions + " open positions. Nothing watches them. " + row.text("text") + " Start it again or close them at the broker.");
        }
    }

    private void onDayClosed(Row row) {
        add(AlertKind.DAILY_SUMMARY, AlertSeverity.NOTICE, broker(), "session " + LocalDate.ofEpochDay(row.number("sessionEpochDay")) + ": "
            + row.number("tradeCount") + " trades (" + row.number("winCount") + " won, " + row.number("lossCount") + " lost), " + row.number("signalCount")
            + " signals, net " + money(row.number("netPnlE8")) + ", fees " + money(row.number("feesE8")) + ", equity " + money(row.number("equityE8"))
            + (strategyByPosition.isEmpty() ? "" : ", " + strategyByPosition.size() + " positions open") + (isKilled ? ", kill switch on" : "")
            + ". The bot is alive. This comes after each session; when it does not, look.");
    }

    private void onLogin(Row row) {
        String outcome = row.enumValue("outcome").name();
        if (outcome.equals("LOCKED")) {
            add(AlertKind.SECURITY, AlertSeverity.WARNING, "", "login of " + row.text("user") + " from " + row.text("address") + " is locked after "
                + row.number("attemptCount") + " attempts. If that was not you, stop the page and look at who can reach it.");
        }
    }

    // --- words ---

    /** Strategy, symbol and broker, what is known of them. */
    private String context(long strategyId, long instrumentId) {
        List<String> words = new ArrayList<>();
        if (strategyId != 0) {
            String name = names.strategyName(strategyId);
            words.add(name == null ? "strategy " + strategyId : name);
        }
        if (instrumentId != 0) {
            words.add(symbol(instrumentId));
        }
        if (!broker().isEmpty()) {
            words.add(broker());
        }
        return String.join(" ", words);
    }

    private String broker() {
        String broker = settings.getOrDefault("BROKER_NAME", "");
        return broker.isEmpty() ? "" : broker + '/' + settings.getOrDefault("MODE", "").toLowerCase(Locale.ROOT);
    }

    private String symbol(long instrumentId) {
        String symbol = names.symbol(instrumentId);
        return symbol == null ? "#" + instrumentId : symbol;
    }

    private static String order(long orderId) {
        return orderId == 0 ? "" : " (order " + orderId + ')';
    }

    private static boolean isYes(Row row, String field) {
        return row.enumValue(field).name().equals("YES");
    }

    private static String money(long cashE8) {
        return FixedPoint.format(FixedPoint.roundToCentsHalfUp(cashE8), 8, 2) + " USD";
    }

    private static String price(long priceE8) {
        return FixedPoint.formatShort(priceE8, 8, 2);
    }

    private static String quantity(long qtyE9) {
        return FixedPoint.formatShort(qtyE9, 9, 0);
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }
}
