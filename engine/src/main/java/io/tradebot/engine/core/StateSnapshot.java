package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTraffic;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DayTradeRules;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.journal.event.BlocklistScope;
import io.tradebot.journal.event.BookedIdKind;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CheckpointedEncoder;
import io.tradebot.journal.event.CounterKind;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.LatchKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.RateWindowKind;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.value.FixedPoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the state of a desk as a Checkpointed record. Every group stands in an order of its own (positions, lots and orders by
 * id, windows oldest first, the rest by code), so equal states are equal bytes; the hash is SHA-256 over all groups as encoded.
 * Engine thread only, cold.
 */
final class StateSnapshot {

    private static final int GROUP_COUNT = 10;
    private static final int GROUP_HEADER_LENGTH = CheckpointedEncoder.PositionsEncoder.sbeHeaderSize();
    private static final int ROOM_FOR_FEW = 4096; // latches, counters and parts of the cash: some rows each

    private final RecordBatch records;
    private final CheckpointedEncoder record = new CheckpointedEncoder();

    StateSnapshot(RecordBatch records) {
        this.records = records;
    }

    void write(TradingDesk desk, long lastSequence) {
        List<Position> positions = sorted(desk.positions.open(), Comparator.comparingLong(Position::id));
        List<Order> orders = knownOrders(desk);
        List<Integer> blocked = blocked(desk);
        int start = records.begin(room(positions, orders, blocked, desk));
        record.wrapAndApplyHeader(records.buffer(), start, new MessageHeaderEncoder()).lastSequence(lastSequence);
        putPositions(desk, positions);
        putLots(desk);
        putOrders(desk, orders);
        putCash(desk);
        putLatches(desk);
        putCounters(desk);
        putRateWindows(desk);
        putBlocklist(blocked);
        putExecutions(orders);
        putBookedIds(desk.bookedIds);
        int groups = start + MessageHeaderEncoder.ENCODED_LENGTH + CheckpointedEncoder.BLOCK_LENGTH;
        int end = start + MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength();
        byte[] hash = sha256(groups, end - groups);
        for (int i = 0; i < hash.length; i++) {
            record.stateHash(i, (short) (hash[i] & 0xFF));
        }
        records.end(end - start);
    }

    private int room(List<Position> positions, List<Order> orders, List<Integer> blocked, TradingDesk desk) {
        long lots = desk.lots.open().size();
        long executions = orders.stream().mapToLong(order -> order.executionIds().size()).sum();
        long windows = desk.traffic.rememberedCount() + desk.dayTrades.sessionCount();
        long length = MessageHeaderEncoder.ENCODED_LENGTH + CheckpointedEncoder.BLOCK_LENGTH + GROUP_COUNT * GROUP_HEADER_LENGTH + ROOM_FOR_FEW
            + positions.size() * (long) CheckpointedEncoder.PositionsEncoder.sbeBlockLength()
            + lots * CheckpointedEncoder.LotsEncoder.sbeBlockLength()
            + count(desk.bookedIds) * (long) CheckpointedEncoder.BookedIdsEncoder.sbeBlockLength()
            + orders.size() * (long) CheckpointedEncoder.OpenOrdersEncoder.sbeBlockLength()
            + windows * CheckpointedEncoder.RateWindowsEncoder.sbeBlockLength()
            + blocked.size() * (long) CheckpointedEncoder.BlocklistEncoder.sbeBlockLength()
            + executions * CheckpointedEncoder.ExecutionsEncoder.sbeBlockLength();
        return Math.toIntExact(length);
    }

    private byte[] sha256(int offset, int length) {
        byte[] bytes = new byte[length];
        records.buffer().getBytes(offset, bytes);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        List<T> copy = new ArrayList<>(list);
        copy.sort(order);
        return copy;
    }

    private static List<Order> knownOrders(TradingDesk desk) {
        List<Order> known = new ArrayList<>();
        for (long id = desk.orders.firstKnownId(); id < desk.orders.nextOrderId(); id++) {
            Order order = desk.orders.find(id);
            if (order != null) {
                known.add(order);
            }
        }
        return known;
    }

    private static List<Integer> blocked(TradingDesk desk) {
        List<Integer> blocked = new ArrayList<>();
        for (Instrument instrument : desk.market.inSymbolOrder()) {
            if (desk.blocklist.contains(instrument.id())) {
                blocked.add(instrument.id());
            }
        }
        return sorted(blocked, Comparator.naturalOrder());
    }

    private void putPositions(TradingDesk desk, List<Position> positions) {
        CheckpointedEncoder.PositionsEncoder rows = record.positionsCount(positions.size());
        for (Position position : positions) {
            WatchedStop stop = desk.exits.watchedOf(position);
            rows.next()
                .positionId(position.id())
                .orderId(position.entryOrderId())
                .strategyId((short) position.strategyId())
                .slot(position.slot())
                .instrumentId(position.instrument().id())
                .signalInstrumentId(position.signalInstrumentId())
                .side(position.side())
                .fallbackLevel(position.fallbackLevel())
                .qtyE9(position.qtyE9())
                .entryNanos(position.entryNanos())
                .entryPriceE8(position.entryPriceE8())
                .extremePriceE8(stop == null ? 0 : FixedPoint.pxToE8(stop.bestPx()))
                .feesE8(position.feesE8())
                .deadlineNanos(position.deadlineNanos())
                .assetClass(position.assetClass())
                .deadlineReason(position.deadlineReason())
                .protectiveOrderId(position.protectiveOrderId())
                .exitOrderId(position.exitOrderId())
                .entryQtyE9(position.entryQtyE9())
                .entryAmountE8(position.entryAmountE8())
                .entryNotionalRestValue(position.entryRestE17())
                .exitQtyE9(position.exitQtyE9())
                .exitAmountE8(position.exitAmountE8())
                .exitPriceE8(position.exitPriceE8())
                .exitNotionalRestValue(position.exitRestE17())
                .isStopWatched(flag(stop != null))
                .isStopReached(flag(stop != null && stop.wasReached()));
        }
    }

    private void putLots(TradingDesk desk) {
        CheckpointedEncoder.LotsEncoder rows = record.lotsCount(desk.lots.open().size());
        for (Lot lot : desk.lots.open()) {
            rows.next()
                .lotId(lot.id())
                .positionId(lot.positionId())
                .instrumentId(lot.instrumentId())
                .assetClass(lot.assetClass())
                .side(lot.side())
                .qtyE9(lot.leavesQtyE9())
                .amountE8(lot.leavesAmountE8())
                .openedNanos(lot.openedNanos())
                .orderId(lot.orderId())
                .strategyId((short) lot.strategyId());
        }
    }

    private void putOrders(TradingDesk desk, List<Order> orders) {
        CheckpointedEncoder.OpenOrdersEncoder rows = record.openOrdersCount(orders.size());
        for (Order order : orders) {
            rows.next()
                .orderId(order.id())
                .positionId(order.positionId())
                .instrumentId(order.instrumentId())
                .side(order.side())
                .role(order.role())
                .state(order.state())
                .qtyE9(order.qtyE9())
                .filledQtyE9(order.filledQtyE9())
                .limitPriceE8(order.limitPriceE8())
                .stopPriceE8(order.stopPriceE8())
                .parentOrderId(order.parentOrderId())
                .ocoGroupId(order.ocoGroupId())
                .entryOrderId(order.entryOrderId())
                .strategyId((short) order.strategyId())
                .slot(order.slot())
                .signalInstrumentId(order.signalInstrumentId())
                .orderType(order.orderType())
                .exitReason(order.exitReason())
                .refusal(order.refusal())
                .isCancelRequested(flag(order.isCancelRequested()))
                .isOfDay(flag(desk.orders.entriesOfDay().contains(order)))
                .closedQtyE9(order.closedQtyE9())
                .averagePriceE8(order.averagePriceE8())
                .referencePriceE8(order.referencePriceE8())
                .trailPpm(order.trailPpm())
                .trailDistanceE8(order.trailDistanceE8())
                .askedQtyE9(order.askedQtyE9())
                .askedLimitPriceE8(order.askedLimitPriceE8())
                .askedStopPriceE8(order.askedStopPriceE8())
                .clientOrderId(order.clientOrderId());
        }
    }

    private void putCash(TradingDesk desk) {
        CheckpointedEncoder.ReservesEncoder rows = record.reservesCount(3);
        rows.next().reserve(ReserveKind.FLOAT).amountE8(desk.cash.floatE8());
        rows.next().reserve(ReserveKind.TAX).amountE8(desk.cash.taxReserveE8());
        rows.next().reserve(ReserveKind.PAYROLL).amountE8(desk.cash.payrollReserveE8());
    }

    private void putLatches(TradingDesk desk) {
        KillSwitch kill = desk.killSwitch;
        CircuitBreaker breaker = desk.breaker;
        List<EntryBlock> blocks = Arrays.stream(EntryBlock.values()).filter(desk.blocks::contains).toList(); // those of one instrument are not part of it
        CheckpointedEncoder.LatchesEncoder rows = record.latchesCount((kill.isTripped() ? 1 : 0) + (breaker.isTripped() ? 1 : 0)
            + blocks.size());
        if (kill.isTripped()) {
            rows.next().latch(LatchKind.KILL_SWITCH).sinceNanos(kill.sinceNanos()).untilNanos(CheckpointedEncoder.LatchesEncoder.untilNanosNullValue()).value(kill.cause().value())
                .unit(kill.unit()).actualValue(kill.actualValue()).limitValue(kill.limitValue());
        }
        if (breaker.isTripped()) {
            rows.next().latch(LatchKind.CIRCUIT_BREAKER).sinceNanos(breaker.clearsNanos() - CircuitBreaker.PAUSE_NANOS)
                .untilNanos(breaker.clearsNanos()).value(0).unit(MeasureUnit.NONE).actualValue(0).limitValue(0);
        }
        for (EntryBlock block : blocks) {
            rows.next().latch(LatchKind.ENTRY_BLOCK).sinceNanos(0).untilNanos(CheckpointedEncoder.LatchesEncoder.untilNanosNullValue())
                .value(block.value()).unit(MeasureUnit.NONE).actualValue(0).limitValue(0);
        }
    }

    /** In the order of their codes. */
    private void putCounters(TradingDesk desk) {
        DayTradeRules dayTrades = desk.dayTrades;
        List<Counter> counters = new ArrayList<>();
        counters.add(new Counter(CounterKind.NEXT_ORDER_ID, desk.orders.nextOrderId()));
        counters.add(new Counter(CounterKind.NEXT_POSITION_ID, desk.positions.lastPositionId() + 1));
        counters.add(new Counter(CounterKind.NEXT_LOT_ID, desk.lots.lastLotId() + 1));
        counters.add(new Counter(CounterKind.DAY_TRADES, dayTrades.closedInSession(dayTrades.sessionCount() - 1)));
        counters.add(new Counter(CounterKind.DAY_NET_PNL, desk.summary.netPnlE8));
        counters.add(new Counter(CounterKind.EQUITY, FixedPoint.centsToE8(desk.breaker.equityCents())));
        counters.add(new Counter(CounterKind.EQUITY_PEAK, FixedPoint.centsToE8(desk.breaker.peakCents())));
        counters.add(new Counter(CounterKind.DAY_FLOAT, FixedPoint.centsToE8(desk.lossLimit.floatCents())));
        if (desk.day != null) {
            counters.add(new Counter(CounterKind.SESSION_EPOCH_DAY, desk.day.epochDay()));
        }
        if (desk.lastMinuteStartNanos != Long.MIN_VALUE) {
            counters.add(new Counter(CounterKind.LAST_MINUTE, desk.lastMinuteStartNanos));
        }
        counters.add(new Counter(CounterKind.DAY_CANCELS, desk.traffic.cancelCount()));
        counters.add(new Counter(CounterKind.DAY_FILLS, desk.traffic.fillCount()));
        counters.add(new Counter(CounterKind.DAY_SIGNALS, desk.summary.signalCount));
        counters.add(new Counter(CounterKind.DAY_WINS, desk.summary.winCount));
        counters.add(new Counter(CounterKind.DAY_LOSSES, desk.summary.lossCount));
        counters.add(new Counter(CounterKind.DAY_FEES, desk.summary.feesE8));
        counters.add(new Counter(CounterKind.DAY_CLOSED_TRADES, desk.summary.tradeCount));
        counters.add(new Counter(CounterKind.DAY_LOSS_SUM, FixedPoint.centsToE8(desk.lossLimit.pnlCents())));
        counters.add(new Counter(CounterKind.FIRST_KNOWN_ORDER_ID, desk.orders.firstKnownId()));
        counters.add(new Counter(CounterKind.COA_VERSION, desk.books.chartVersion()));
        putBroker(desk.broker, counters);
        CheckpointedEncoder.CountersEncoder rows = record.countersCount(counters.size());
        counters.forEach(counter -> rows.next().counter(counter.kind()).value(counter.value()));
    }

    private static void putBroker(BrokerDesk broker, List<Counter> counters) {
        if (!broker.isSupervised()) {
            return;
        }
        counters.add(new Counter(CounterKind.LAST_SNAPSHOT, broker.lastSnapshot()));
        if (broker.cleanNanos() != Long.MIN_VALUE) {
            counters.add(new Counter(CounterKind.RECONCILED, broker.cleanNanos()));
        }
        counters.add(new Counter(CounterKind.BROKER_CONNECTION, broker.connection().value()));
    }

    private record Counter(CounterKind kind, long value) {
    }

    private void putRateWindows(TradingDesk desk) {
        OrderTraffic traffic = desk.traffic;
        DayTradeRules dayTrades = desk.dayTrades;
        CheckpointedEncoder.RateWindowsEncoder rows = record.rateWindowsCount(traffic.rememberedCount() + dayTrades.sessionCount());
        for (int i = 0; i < traffic.rememberedCount(); i++) {
            rows.next().window(RateWindowKind.ORDERS_PER_SYMBOL).instrumentId(traffic.instrumentIdAt(i)).eventNanos(traffic.timeNanosAt(i))
                .side(traffic.sideAt(i)).qtyE9(traffic.qtyE9At(i)).eventCount(1);
        }
        for (int i = 0; i < dayTrades.sessionCount(); i++) {
            rows.next().window(RateWindowKind.DAY_TRADES).instrumentId(0).eventNanos(0).side(OrderSide.NULL_VAL).qtyE9(0)
                .eventCount(dayTrades.closedInSession(i));
        }
    }

    private void putBlocklist(List<Integer> blocked) {
        CheckpointedEncoder.BlocklistEncoder rows = record.blocklistCount(blocked.size());
        for (int instrumentId : blocked) {
            rows.next().instrumentId(instrumentId).scope(BlocklistScope.DAY);
        }
    }

    private void putExecutions(List<Order> orders) {
        int count = orders.stream().mapToInt(order -> order.executionIds().size()).sum();
        CheckpointedEncoder.ExecutionsEncoder rows = record.executionsCount(count);
        for (Order order : orders) {
            for (String executionId : order.executionIds()) {
                rows.next().orderId(order.id()).executionId(executionId);
            }
        }
    }

    private void putBookedIds(BookedIds ids) {
        CheckpointedEncoder.BookedIdsEncoder rows = record.bookedIdsCount(count(ids));
        for (BookedIds.Kind kind : BookedIds.Kind.values()) {
            BookedIdKind code = BookedIdKind.valueOf(kind.name());
            ids.known(kind).forEach(id -> rows.next().kind(code).brokerText(id));
        }
    }

    private static int count(BookedIds ids) {
        int count = 0;
        for (BookedIds.Kind kind : BookedIds.Kind.values()) {
            count += ids.known(kind).size();
        }
        return count;
    }

    private static BooleanType flag(boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }
}
