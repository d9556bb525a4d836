package io.tradebot.engine.core;

import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.BrokerAccount;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.engine.settings.RiskSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.FeedStatusChangedDecoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.event.WatchdogVerdict;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to hold for entries: the account's standing, the connection to the broker, market data, the clock, the disk. A fact that
 * says otherwise blocks them until one says that it holds again; where nobody says anything, as in a backtest, nothing is blocked.
 * What stays wrong for too long closes positions (market data) or trips the kill switch (the watchdog). Engine thread only.
 */
final class OperatingConditions {

    private static final long NOT_KNOWN = Long.MIN_VALUE;

    private final SettingsInForce settings;
    private final Decisions decisions;
    private final EntryBlocks blocks;
    private final BrokerAccount account;
    private final KillSwitch killSwitch;
    private final Market market;
    private final OrderTable orders;
    private final PositionBook positions;
    private final ExitDesk exits;
    private final Alerts alerts;
    private boolean isClockAlarmed;
    private final Map<Integer, Map<String, Long>> downSinceByFeed = new TreeMap<>(); // by instrument, 0 for whole streams
    private final Map<WatchdogSubject, Long> failedSince = new TreeMap<>();

    OperatingConditions(SettingsInForce settings, Decisions decisions, EntryBlocks blocks, BrokerAccount account, KillSwitch killSwitch, Market market,
            OrderTable orders, PositionBook positions, ExitDesk exits, Alerts alerts) {
        this.settings = settings;
        this.decisions = decisions;
        this.blocks = blocks;
        this.account = account;
        this.killSwitch = killSwitch;
        this.market = market;
        this.orders = orders;
        this.positions = positions;
        this.exits = exits;
        this.alerts = alerts;
    }

    /** Takes the broker's figures of the account; those of another account are refused. */
    void onAccount(AccountStatus status, boolean isShortingAllowed, long buyingPowerE8, long fractionalBuyingPowerE8, String observedAccount,
            int restrictionCount) {
        if (!account.isOurs(observedAccount)) {
            decisions.inputRefused(InputRefusal.FOREIGN_ACCOUNT, AccountObservedDecoder.TEMPLATE_ID, 0, 0);
            return;
        }
        account.observe(observedAccount, isShortingAllowed, buyingPowerE8, fractionalBuyingPowerE8, orders.nextOrderId());
        if (status != AccountStatus.ACTIVE) {
            block(EntryBlock.ACCOUNT, MeasureUnit.CODE, status.value(), AccountStatus.ACTIVE.value());
        } else if (restrictionCount > 0) {
            block(EntryBlock.ACCOUNT, MeasureUnit.COUNT, restrictionCount, 0);
        } else {
            unblock(EntryBlock.ACCOUNT);
        }
    }

    /** A stream, or an instrument in it, is live or not; entries come back when every stream that was down is live. */
    void onFeed(FeedStatus status, int instrumentId, long lastReceivedNanos, long limitNanos, String feed, long timeNanos) {
        if (instrumentId != EntryBlocks.ALL && market.instrument(instrumentId) == null) {
            decisions.inputRefused(InputRefusal.UNKNOWN_INSTRUMENT, FeedStatusChangedDecoder.TEMPLATE_ID, instrumentId, 0);
            return;
        }
        Map<String, Long> down = downSinceByFeed.computeIfAbsent(instrumentId, id -> new TreeMap<>());
        if (status == FeedStatus.LIVE) {
            down.remove(feed);
            if (down.isEmpty()) {
                downSinceByFeed.remove(instrumentId);
                blocks.unblock(EntryBlock.FEED_STALE, instrumentId);
            }
            return;
        }
        down.putIfAbsent(feed, lastReceivedNanos == NOT_KNOWN ? timeNanos : Math.min(lastReceivedNanos, timeNanos));
        if (lastReceivedNanos == NOT_KNOWN || limitNanos == NOT_KNOWN) {
            blocks.block(EntryBlock.FEED_STALE, instrumentId, 0, MeasureUnit.CODE, status.value(), FeedStatus.LIVE.value());
        } else {
            blocks.block(EntryBlock.FEED_STALE, instrumentId, 0, MeasureUnit.NANOS, timeNanos - lastReceivedNanos, limitNanos);
        }
    }

    /** Of the connections only the one that carries orders is needed for entries. */
    void onConnection(ConnectionKind connection, ConnectionState state) {
        if (connection != ConnectionKind.ORDERS) {
            return;
        }
        if (state == ConnectionState.READY) {
            unblock(EntryBlock.BROKER_NOT_READY);
        } else {
            block(EntryBlock.BROKER_NOT_READY, MeasureUnit.CODE, state.value(), ConnectionState.READY.value());
        }
    }

    /** A skew beyond the lower limit is told once, until one within it; beyond the higher one it blocks entries. */
    void onClockSkew(long skewNanos) {
        boolean isBeyond = limits().clockAlarmNanos() > 0 && Math.abs(skewNanos) > limits().clockAlarmNanos();
        if (isBeyond && !isClockAlarmed) {
            alerts.raise(AlertKind.WATCHDOG, AlertSeverity.WARNING, 0, 0, "the clock is off by " + FixedPoint.formatShort(skewNanos, 9, 0)
                + " s, more than CLOCK_ALARM_SECONDS. Look at the host's time service; entries are blocked above MAX_CLOCK_SKEW_SECONDS.");
        }
        isClockAlarmed = isBeyond;
        if (limits().maxClockSkewNanos() > 0 && Math.abs(skewNanos) > limits().maxClockSkewNanos()) {
            block(EntryBlock.CLOCK, MeasureUnit.NANOS, Math.abs(skewNanos), limits().maxClockSkewNanos());
        } else {
            unblock(EntryBlock.CLOCK);
        }
    }

    void onStorage(long freeBytes, long guardBytes, boolean isSyncFailed) {
        if (isSyncFailed) {
            block(EntryBlock.STORAGE, MeasureUnit.NONE, 0, 0);
        } else if (freeBytes < guardBytes) {
            block(EntryBlock.STORAGE, MeasureUnit.BYTES, freeBytes, guardBytes);
        } else {
            unblock(EntryBlock.STORAGE);
        }
    }

    /** A subject that failed blocks entries until it is back within its hard limit. */
    void onWatchdog(WatchdogSubject subject, WatchdogVerdict verdict, MeasureUnit unit, long actualValue, long limitValue, long timeNanos) {
        if (verdict == WatchdogVerdict.FAILED) {
            failedSince.putIfAbsent(subject, timeNanos);
            block(EntryBlock.WATCHDOG, unit, actualValue, limitValue);
            return;
        }
        failedSince.remove(subject);
        if (failedSince.isEmpty()) {
            unblock(EntryBlock.WATCHDOG);
        }
    }

    /** Called behind every fact of an order of the instrument: says whether one of its outcomes is not known. */
    void onOrderFact(int instrumentId, long orderId, boolean isOutcomeUnknown) {
        if (isOutcomeUnknown) {
            blocks.block(EntryBlock.ORDER_UNKNOWN, instrumentId, orderId, MeasureUnit.NONE, 0, 0);
        } else {
            blocks.unblock(EntryBlock.ORDER_UNKNOWN, instrumentId);
        }
    }

    /** Does what is due because something stayed wrong until now. */
    void advanceTo(long timeNanos) {
        long failedNanos = earliest(failedSince);
        if (limits().watchdogKillNanos() > 0 && timeNanos - limits().watchdogKillNanos() >= failedNanos) {
            killSwitch.trip(KillCause.WATCHDOG, MeasureUnit.NANOS, timeNanos, failedNanos + limits().watchdogKillNanos());
        }
        List<Position> open = positions.open();
        for (int i = 0; i < open.size() && limits().dataLostNanos() > 0; i++) {
            Position position = open.get(i);
            long downNanos = Math.min(downSince(EntryBlocks.ALL),
                Math.min(downSince(position.instrument().id()), downSince(position.signalInstrumentId())));
            if (position.exitOrderId() == 0 && timeNanos - limits().dataLostNanos() >= downNanos) {
                exits.request(position, ExitReason.DATA_LOST, MeasureUnit.NANOS, timeNanos, downNanos + limits().dataLostNanos());
            }
        }
    }

    /** Since when streams are down, by instrument (0 for whole streams) and name. */
    Map<Integer, Map<String, Long>> downSinceByFeed() {
        return downSinceByFeed;
    }

    /** Since when subjects of the watchdog have failed. */
    Map<WatchdogSubject, Long> failedSince() {
        return failedSince;
    }

    private long downSince(int instrumentId) {
        Map<String, Long> down = downSinceByFeed.get(instrumentId);
        return down == null ? Long.MAX_VALUE : earliest(down);
    }

    private static long earliest(Map<?, Long> since) {
        long earliest = Long.MAX_VALUE;
        for (long nanos : since.values()) {
            earliest = Math.min(earliest, nanos);
        }
        return earliest;
    }

    private RiskSettings limits() {
        return settings.now().risk();
    }

    private void block(EntryBlock reason, MeasureUnit unit, long actualValue, long limitValue) {
        blocks.block(reason, 0, unit, actualValue, limitValue);
    }

    private void unblock(EntryBlock reason) {
        blocks.unblock(reason);
    }
}
