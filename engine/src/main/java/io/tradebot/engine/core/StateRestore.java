package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.CounterKind;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.LatchKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RateWindowKind;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the state that a Checkpointed record holds into a new desk: the inverse of {@link StateSnapshot}. Writes no decision. Engine
 * thread only, cold.
 */
final class StateRestore {

    /** Records of earlier versions of the schema do not hold all of the state. */
    static final int FIRST_VERSION = 3;

    private final DirectBuffer buffer;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CheckpointedDecoder record = new CheckpointedDecoder();
    private final Map<CounterKind, Long> counters = new EnumMap<>(CounterKind.class);
    private final List<Stop> stops = new ArrayList<>();

    /** A stop that the engine watches; its orders are not known yet when its position is read. */
    private record Stop(Position position, long bestPx, boolean wasReached, long distancePpm) {
    }

    /**
     * Takes a copy of a record.
     *
     * @throws IllegalArgumentException when the bytes are no such record, or one of a schema that does not hold all of the state
     */
    StateRestore(DirectBuffer source, int offset, int length) {
        byte[] copy = new byte[length];
        source.getBytes(offset, copy);
        buffer = new UnsafeBuffer(copy);
        header.wrap(buffer, 0);
        if (header.templateId() != CheckpointedDecoder.TEMPLATE_ID || header.schemaId() != CheckpointedDecoder.SCHEMA_ID) {
            throw new IllegalArgumentException("record " + header.templateId() + " of schema " + header.schemaId() + " is no Checkpointed record ("
                + CheckpointedDecoder.TEMPLATE_ID + " of schema " + CheckpointedDecoder.SCHEMA_ID + ")");
        }
        if (header.version() < FIRST_VERSION || header.version() > CheckpointedDecoder.SCHEMA_VERSION) {
            throw new IllegalArgumentException("the Checkpointed record is of schema version " + header.version() + ", this program continues from "
                + FIRST_VERSION + " to " + CheckpointedDecoder.SCHEMA_VERSION + "; fold the journal from its begin, or use the program that wrote it");
        }
    }

    /** The hash that the record names. */
    byte[] stateHash() {
        rewind();
        byte[] hash = new byte[CheckpointedDecoder.stateHashLength()];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) record.stateHash(i);
        }
        return hash;
    }

    private void rewind() {
        record.wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
    }

    private void skipToStrategies() {
        rewind();
        skip(record.positions());
        skip(record.lots());
        skip(record.openOrders());
        skip(record.reserves());
        skip(record.latches());
        skip(record.counters());
        skip(record.rateWindows());
        skip(record.blocklist());
        skip(record.executions());
        skip(record.bookedIds());
    }

    private static void skip(Iterable<?> group) {
        group.forEach(row -> { });
    }

    /** Ids of strategies by name, in the order of the ids. */
    Map<String, Integer> strategyIds() {
        skipToStrategies();
        Map<String, Integer> idByName = new LinkedHashMap<>();
        for (CheckpointedDecoder.StrategiesDecoder row : record.strategies()) {
            int id = row.strategyId();
            idByName.put(row.name(), id);
        }
        return idByName;
    }

    /** Puts everything else into a desk that has just been built. */
    void into(TradingDesk desk) {
        readInstruments(desk.market);
        rewind();
        readPositions(desk);
        readLots(desk);
        readOrders(desk);
        readCash(desk);
        readLatches(desk);
        readCounters();
        readRateWindows(desk);
        for (CheckpointedDecoder.BlocklistDecoder row : record.blocklist()) {
            desk.blocklist.restore(row.instrumentId());
        }
        for (CheckpointedDecoder.ExecutionsDecoder row : record.executions()) {
            desk.orders.restoreExecution(row.orderId(), row.executionId());
        }
        for (CheckpointedDecoder.BookedIdsDecoder row : record.bookedIds()) {
            desk.bookedIds.restore(BookedIds.Kind.valueOf(row.kind().name()), row.brokerText(), row.bookedEpochDay());
        }
        skipStrategies();
        skipInstruments();
        readPendingEntries(desk);
        readApprovals(desk);
        readConditions(desk);
        readAccount(desk);
        applyCounters(desk);
        BookRestore books = new BookRestore(record, (int) counter(CounterKind.COA_VERSION));
        books.into(desk);
        desk.reconciliation.restore(record, (int) (long) counters.getOrDefault(CounterKind.FACTS_KEPT_FROM, (long) Integer.MIN_VALUE),
            (int) counter(CounterKind.NEXT_BREAK_ID) - 1, desk.cash.totalE8(), books.shortLots());
        stops.forEach(stop -> desk.exits.restoreWatched(stop.position, stop.bestPx, stop.wasReached, stop.distancePpm));
    }

    private void skipStrategies() { // texts behind a row are passed, so that the next row begins where it is
        for (CheckpointedDecoder.StrategiesDecoder row : record.strategies()) {
            row.skipName();
        }
    }

    private void skipInstruments() {
        for (CheckpointedDecoder.InstrumentsDecoder row : record.instruments()) {
            row.skipSymbol();
        }
    }

    private long counter(CounterKind kind) {
        Long value = counters.get(kind);
        if (value == null) {
            throw new IllegalArgumentException("the Checkpointed record holds no counter " + kind);
        }
        return value;
    }

    private void readInstruments(Market market) {
        skipToStrategies();
        skipStrategies();
        for (CheckpointedDecoder.InstrumentsDecoder row : record.instruments()) {
            int id = row.instrumentId();
            InstrumentKind kind = row.kind();
            market.define(id, row.symbol(), kind, row.multiplier(), row.underlyingId(), row.strikeE8(), row.expiryEpochDay());
            if (row.isTrading() == BooleanType.NO) {
                market.onTradingState(TradingHaltChangedDecoder.TEMPLATE_ID, id, TradingState.HALTED);
            }
        }
    }

    private void readPositions(TradingDesk desk) {
        for (CheckpointedDecoder.PositionsDecoder row : record.positions()) {
            Instrument instrument = desk.market.instrument(row.instrumentId());
            Position position = desk.positions.restore(row.positionId(), new Position.Entry(row.orderId(), row.protectiveOrderId(), row.strategyId(),
                row.slot(), row.fallbackLevel(), instrument, row.signalInstrumentId(), row.side(), row.assetClass(), 0, 0), row.entryNanos(),
                row.deadlineNanos(), row.deadlineReason(), new PositionBook.Fills(row.entryQtyE9(), row.entryPriceE8(),
                row.entryNotionalRestValue(), row.entryAmountE8(), row.exitQtyE9(), row.exitPriceE8(), row.exitNotionalRestValue(),
                row.exitAmountE8(), row.feesE8()));
            position.exitOrderId(row.exitOrderId());
            if (isYes(row.isToLeave())) {
                position.leave();
            }
            if (isYes(row.isStopWatched())) {
                stops.add(new Stop(position, row.extremePriceE8() / FixedPoint.E8_PER_PX, isYes(row.isStopReached()), row.stopDistancePpm()));
            }
        }
    }

    private void readLots(TradingDesk desk) {
        for (CheckpointedDecoder.LotsDecoder row : record.lots()) {
            desk.lots.restore(row.lotId(), row.positionId(), row.orderId(), row.strategyId(), row.instrumentId(), row.assetClass(), row.side(),
                row.openedNanos(), row.qtyE9(), row.amountE8(), row.actionCount());
        }
    }

    private void readOrders(TradingDesk desk) {
        Map<Integer, Long> idByPlace = new TreeMap<>();
        for (CheckpointedDecoder.OpenOrdersDecoder row : record.openOrders()) {
            desk.orders.restore(row);
            if (row.openPlace() > 0) {
                idByPlace.put(row.openPlace(), row.orderId());
            }
        }
        desk.orders.restoreOpen(idByPlace.values().stream().mapToLong(Long::longValue).toArray());
    }

    private void readCash(TradingDesk desk) {
        long[] parts = new long[3];
        for (CheckpointedDecoder.ReservesDecoder row : record.reserves()) {
            switch (row.reserve()) {
                case FLOAT -> parts[0] = row.amountE8();
                case TAX -> parts[1] = row.amountE8();
                case PAYROLL -> parts[2] = row.amountE8();
                case NULL_VAL -> throw new IllegalArgumentException("the Checkpointed record holds cash without a bucket");
            }
        }
        desk.cash.restore(parts[0], parts[1], parts[2]);
    }

    private void readLatches(TradingDesk desk) {
        for (CheckpointedDecoder.LatchesDecoder row : record.latches()) {
            LatchKind latch = row.latch();
            if (latch == LatchKind.KILL_SWITCH) {
                desk.killSwitch.restore(KillCause.get((short) row.value()), row.unit(), row.actualValue(), row.limitValue(), row.sinceNanos(),
                    isYes(row.isToCancel()));
            } else if (latch == LatchKind.CIRCUIT_BREAKER) {
                desk.breaker.restoreTripped(row.untilNanos());
            } else if (latch == LatchKind.STOPPED) {
                desk.operator.restoreStopped();
            }
        }
    }

    private void readCounters() {
        for (CheckpointedDecoder.CountersDecoder row : record.counters()) {
            counters.put(row.counter(), row.value());
        }
    }

    private void readRateWindows(TradingDesk desk) {
        int sessionCount = desk.dayTrades.sessionCount();
        int[] days = new int[sessionCount];
        int[] closed = new int[sessionCount];
        int at = 0;
        for (CheckpointedDecoder.RateWindowsDecoder row : record.rateWindows()) {
            if (row.window() == RateWindowKind.ORDERS_PER_SYMBOL) {
                desk.traffic.restore(row.eventNanos(), row.instrumentId(), row.side(), row.qtyE9());
            } else if (row.window() == RateWindowKind.DAY_TRADES) {
                days[at] = row.sessionEpochDay();
                closed[at++] = row.eventCount();
            }
        }
        if (at != sessionCount) {
            throw new IllegalArgumentException("the Checkpointed record holds day trades of " + at + " sessions: " + Arrays.toString(closed)
                + ", " + sessionCount + " are needed");
        }
        desk.dayTrades.restore(days, closed);
    }

    private void readPendingEntries(TradingDesk desk) {
        for (CheckpointedDecoder.PendingEntriesDecoder row : record.pendingEntries()) {
            desk.entries.restore(new PendingEntry(row.orderId(), row.protectiveOrderId(), row.targetOrderId(),
                StrategyRun.find(desk.runs, row.strategyId()), Slot.ofEarlierSession(row.slot(), row.fallbackLevel()),
                desk.market.instrument(row.instrumentId()), desk.market.instrument(row.signalInstrumentId()), row.side(), row.assetClass()));
        }
    }

    /** There are none between trading days: each ends with its strategy's window. */
    private void readApprovals(TradingDesk desk) {
        for (CheckpointedDecoder.ApprovalsDecoder row : record.approvals()) {
            desk.signals.waiting().add(new SignalDesk.Waiting(row.approvalNumber(), StrategyRun.find(desk.runs, row.strategyId()),
                Slot.ofEarlierSession(row.slot(), 0), row.direction(), row.instrumentId(), row.expiresNanos()));
        }
    }

    private void readConditions(TradingDesk desk) {
        for (CheckpointedDecoder.EntryBlocksDecoder row : record.entryBlocks()) {
            MeasureUnit unit = row.unit();
            desk.blocks.restore(new EntryBlocks.Block(row.reason(), row.instrumentId(), unit, row.actualValue(), row.limitValue()));
        }
        for (CheckpointedDecoder.FeedsDownDecoder row : record.feedsDown()) {
            desk.conditions.downSinceByFeed().computeIfAbsent(row.instrumentId(), id -> new TreeMap<>())
                .put(row.feed(), row.sinceNanos());
        }
        for (CheckpointedDecoder.WatchdogsDecoder row : record.watchdogs()) {
            desk.conditions.failedSince().put(row.subject(), row.sinceNanos());
        }
    }

    private void readAccount(TradingDesk desk) {
        for (CheckpointedDecoder.AccountsDecoder row : record.accounts()) {
            desk.account.observe(row.account(), isYes(row.isShortingAllowed()), row.buyingPowerE8(), row.fractionalBuyingPowerE8(),
                row.firstOrderId());
        }
    }

    private void applyCounters(TradingDesk desk) {
        desk.orders.restoreIds(counter(CounterKind.NEXT_ORDER_ID), counter(CounterKind.FIRST_KNOWN_ORDER_ID));
        desk.positions.restoreLastPositionId(counter(CounterKind.NEXT_POSITION_ID) - 1);
        desk.lots.restoreLastLotId(counter(CounterKind.NEXT_LOT_ID) - 1);
        desk.market.restoreLastInstrumentId((int) counter(CounterKind.NEXT_INSTRUMENT_ID) - 1);
        desk.executions.restoreLastNumber(counter(CounterKind.NEXT_EXECUTION_NUMBER) - 1);
        desk.alerts.restore((int) counter(CounterKind.NEXT_ALERT_ID) - 1);
        desk.signals.restoreLastNumber((int) counter(CounterKind.NEXT_APPROVAL_NUMBER) - 1);
        desk.inForce.restoreChangeCount((int) counter(CounterKind.SETTINGS_NUMBER));
        if (counters.containsKey(CounterKind.BROKER_CONNECTION)) {
            desk.broker.restore((int) counter(CounterKind.LAST_SNAPSHOT), counters.getOrDefault(CounterKind.RECONCILED, Long.MIN_VALUE),
                ConnectionState.get((short) counter(CounterKind.BROKER_CONNECTION)));
        }
        desk.refusedInRow = (int) counter(CounterKind.REFUSALS_IN_ROW);
        desk.breaker.restore(cents(CounterKind.EQUITY), cents(CounterKind.EQUITY_PEAK));
        desk.lossLimit.restore(cents(CounterKind.DAY_FLOAT), cents(CounterKind.DAY_LOSS_SUM));
        desk.traffic.restoreCounts((int) counter(CounterKind.DAY_CANCELS), (int) counter(CounterKind.DAY_FILLS));
        DaySummary summary = desk.summary;
        summary.netPnlE8 = counter(CounterKind.DAY_NET_PNL);
        summary.signalCount = (int) counter(CounterKind.DAY_SIGNALS);
        summary.winCount = (int) counter(CounterKind.DAY_WINS);
        summary.lossCount = (int) counter(CounterKind.DAY_LOSSES);
        summary.feesE8 = counter(CounterKind.DAY_FEES);
        summary.tradeCount = (int) counter(CounterKind.DAY_CLOSED_TRADES);
        desk.lastMinuteStartNanos = counters.getOrDefault(CounterKind.LAST_MINUTE, Long.MIN_VALUE);
        if (counters.containsKey(CounterKind.LAST_TRADING_DAY)) {
            desk.restoreDay((int) counter(CounterKind.LAST_TRADING_DAY), counters.containsKey(CounterKind.SESSION_EPOCH_DAY));
        }
    }

    private long cents(CounterKind kind) {
        return FixedPoint.divideExact(counter(kind), FixedPoint.E8_PER_CENT);
    }

    private static boolean isYes(BooleanType flag) {
        return flag == BooleanType.YES;
    }
}
