package io.tradebot.engine.core;

import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.Retention;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTraffic;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.risk.BrokerAccount;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DayTradeRules;
import io.tradebot.engine.risk.EntryBlocks;
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
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the state of a desk as a Checkpointed record: everything that later decisions depend on. Every group stands in an order of its
 * own (positions, lots and orders by id, windows oldest first, the rest by code), so equal states are equal bytes; the hash is SHA-256
 * over all groups as encoded. {@link StateRestore} is the inverse. Engine thread only, cold.
 *
 * <p>What is carried and what a session start drops on purpose, with the reasons: ops/docs/journal-format.md, Sessions and checkpoints.
 */
final class StateSnapshot {

    private static final long NEVER = CheckpointedEncoder.LatchesEncoder.untilNanosNullValue();
    private static final int NO_DAY = CheckpointedEncoder.RateWindowsEncoder.sessionEpochDayNullValue();
    private static final int INITIAL_LENGTH = 16 << 10;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_LENGTH);
    private final CheckpointedEncoder record = new CheckpointedEncoder();
    private final byte[] hash;

    /** Takes the state of the desk; {@code lastSequence} as in the record. */
    StateSnapshot(TradingDesk desk, long lastSequence) {
        this(desk, lastSequence, desk.strategyIds);
    }

    /** The same with other strategies: those that were known before the session loaded its own. */
    StateSnapshot(TradingDesk desk, long lastSequence, Map<String, Integer> strategyIds) {
        List<Order> orders = knownOrders(desk);
        record.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).lastSequence(lastSequence);
        putPositions(desk, sorted(desk.positions.open(), Comparator.comparingLong(Position::id)));
        putLots(desk);
        putOrders(desk, orders);
        putCash(desk);
        putLatches(desk);
        putCounters(desk);
        putRateWindows(desk);
        putBlocklist(blocked(desk));
        putExecutions(orders);
        putBookedIds(desk.bookedIds);
        putStrategies(strategyIds);
        putInstruments(desk);
        putPendingEntries(desk);
        putApprovals(desk);
        putConditions(desk);
        putAccount(desk);
        new BookSnapshot(record).write(desk);
        desk.reconciliation.write(record);
        int groups = MessageHeaderEncoder.ENCODED_LENGTH + CheckpointedEncoder.BLOCK_LENGTH;
        hash = sha256(groups, length() - groups);
        for (int i = 0; i < hash.length; i++) {
            record.stateHash(i, (short) (hash[i] & 0xFF));
        }
    }

    /** Appends the record. */
    void write(RecordBatch records) {
        int start = records.begin(length());
        records.buffer().putBytes(start, buffer, 0, length());
        records.end(length());
    }

    /** The record with its SBE header at the begin; a copy. */
    byte[] bytes() {
        byte[] bytes = new byte[length()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** SHA-256 over all groups as encoded; a copy. */
    byte[] hash() {
        return hash.clone();
    }

    private int length() {
        return MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength();
    }

    private byte[] sha256(int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
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
                .isStopReached(flag(stop != null && stop.wasReached()))
                .isToLeave(flag(position.isToLeave()))
                .stopDistancePpm(stop == null ? OrderTicket.NO_PRICE : stop.distancePpm());
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
                .strategyId((short) lot.strategyId())
                .actionCount(lot.actionCount());
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
                .clientOrderId(order.clientOrderId())
                .openPlace(desk.orders.open().indexOf(order) + 1)
                .fillRestValue(order.fillRestE17());
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
        List<EntryBlock> blocks = Arrays.stream(EntryBlock.values()).filter(desk.blocks::contains).toList(); // those of one instrument stand in a group of their own
        boolean isStopped = desk.operator.isStopped();
        CheckpointedEncoder.LatchesEncoder rows = record.latchesCount((kill.isTripped() ? 1 : 0) + (breaker.isTripped() ? 1 : 0)
            + blocks.size() + (isStopped ? 1 : 0));
        if (kill.isTripped()) {
            rows.next().latch(LatchKind.KILL_SWITCH).sinceNanos(kill.sinceNanos()).untilNanos(NEVER).value(kill.cause().value())
                .unit(kill.unit()).actualValue(kill.actualValue()).limitValue(kill.limitValue()).isToCancel(flag(kill.isNew()));
        }
        if (breaker.isTripped()) {
            rows.next().latch(LatchKind.CIRCUIT_BREAKER).sinceNanos(breaker.clearsNanos() - CircuitBreaker.PAUSE_NANOS)
                .untilNanos(breaker.clearsNanos()).value(0).unit(MeasureUnit.NONE).actualValue(0).limitValue(0).isToCancel(BooleanType.NO);
        }
        for (EntryBlock block : blocks) {
            putLatch(rows.next().latch(LatchKind.ENTRY_BLOCK), block.value());
        }
        if (isStopped) {
            putLatch(rows.next().latch(LatchKind.STOPPED), 0);
        }
    }

    private static void putLatch(CheckpointedEncoder.LatchesEncoder row, long value) {
        row.sinceNanos(0).untilNanos(NEVER).value(value).unit(MeasureUnit.NONE).actualValue(0).limitValue(0).isToCancel(BooleanType.NO);
    }

    /** In the order of their codes. */
    private void putCounters(TradingDesk desk) {
        DayTradeRules dayTrades = desk.dayTrades;
        List<Counter> counters = new ArrayList<>();
        counters.add(new Counter(CounterKind.NEXT_ORDER_ID, desk.orders.nextOrderId()));
        counters.add(new Counter(CounterKind.NEXT_POSITION_ID, desk.positions.lastPositionId() + 1));
        counters.add(new Counter(CounterKind.NEXT_LOT_ID, desk.lots.lastLotId() + 1));
        counters.add(new Counter(CounterKind.NEXT_INSTRUMENT_ID, desk.market.lastInstrumentId() + 1L));
        counters.add(new Counter(CounterKind.DAY_TRADES, dayTrades.closedInSession(dayTrades.sessionCount() - 1)));
        counters.add(new Counter(CounterKind.DAY_NET_PNL, desk.summary.netPnlE8));
        counters.add(new Counter(CounterKind.EQUITY, FixedPoint.centsToE8(desk.breaker.equityCents())));
        counters.add(new Counter(CounterKind.EQUITY_PEAK, FixedPoint.centsToE8(desk.breaker.peakCents())));
        counters.add(new Counter(CounterKind.DAY_FLOAT, FixedPoint.centsToE8(desk.lossLimit.floatCents())));
        counters.add(new Counter(CounterKind.NEXT_BREAK_ID, desk.reconciliation.lastBreakNumber() + 1L));
        counters.add(new Counter(CounterKind.NEXT_ALERT_ID, desk.alerts.lastNumber() + 1L));
        counters.add(new Counter(CounterKind.REFUSALS_IN_ROW, desk.refusedInRow));
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
        counters.add(new Counter(CounterKind.COA_VERSION, desk.books.chart().version()));
        putBroker(desk.broker, counters);
        counters.add(new Counter(CounterKind.NEXT_EXECUTION_NUMBER, desk.executions.lastNumber() + 1));
        counters.add(new Counter(CounterKind.NEXT_APPROVAL_NUMBER, desk.signals.lastApprovalNumber() + 1L));
        counters.add(new Counter(CounterKind.SETTINGS_NUMBER, desk.inForce.changeCount()));
        if (desk.lastDay != null) {
            counters.add(new Counter(CounterKind.LAST_TRADING_DAY, desk.lastDay.epochDay()));
        }
        if (desk.reconciliation.keptFromDay() != Integer.MIN_VALUE) {
            counters.add(new Counter(CounterKind.FACTS_KEPT_FROM, desk.reconciliation.keptFromDay()));
        }
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
                .side(traffic.sideAt(i)).qtyE9(traffic.qtyE9At(i)).eventCount(1).sessionEpochDay(NO_DAY);
        }
        for (int i = 0; i < dayTrades.sessionCount(); i++) {
            rows.next().window(RateWindowKind.DAY_TRADES).instrumentId(0).eventNanos(0).side(OrderSide.NULL_VAL).qtyE9(0)
                .eventCount(dayTrades.closedInSession(i)).sessionEpochDay(dayTrades.epochDayOfSession(i));
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
            ids.known(kind).forEach((id, day) -> rows.next().kind(code).brokerText(id).bookedEpochDay(day));
        }
    }

    private static int count(BookedIds ids) {
        int count = 0;
        for (BookedIds.Kind kind : BookedIds.Kind.values()) {
            count += ids.known(kind).size();
        }
        return count;
    }

    private void putStrategies(Map<String, Integer> idByName) {
        CheckpointedEncoder.StrategiesEncoder rows = record.strategiesCount(idByName.size());
        idByName.entrySet().stream().sorted(Map.Entry.comparingByValue())
            .forEach(entry -> rows.next().strategyId(entry.getValue().shortValue()).name(entry.getKey()));
    }

    /** Options that ended long ago are left out, unless something that is carried names them. */
    private void putInstruments(TradingDesk desk) {
        Set<Integer> named = desk.namedInstruments();
        int firstDay = desk.lastDay == null ? Integer.MIN_VALUE : desk.lastDay.epochDay() - Retention.KEPT_DAYS;
        List<Instrument> carried = new ArrayList<>();
        for (Instrument instrument : desk.market.inSymbolOrder()) {
            if (!instrument.isOption() || instrument.expiryEpochDay() >= firstDay || named.contains(instrument.id())) {
                carried.add(instrument);
            }
        }
        carried.sort(Comparator.comparingInt(Instrument::id));
        CheckpointedEncoder.InstrumentsEncoder rows = record.instrumentsCount(carried.size());
        for (Instrument instrument : carried) {
            rows.next()
                .instrumentId(instrument.id())
                .kind(instrument.kind())
                .multiplier(instrument.multiplier())
                .underlyingId(instrument.underlyingId())
                .strikeE8(FixedPoint.pxToE8(instrument.strikePx()))
                .expiryEpochDay(instrument.expiryEpochDay())
                .isTrading(flag(instrument.isTrading()))
                .symbol(instrument.symbol());
        }
    }

    private void putPendingEntries(TradingDesk desk) {
        CheckpointedEncoder.PendingEntriesEncoder rows = record.pendingEntriesCount(desk.entries.entries().size());
        for (PendingEntry entry : desk.entries.entries()) {
            rows.next()
                .orderId(entry.orderId())
                .protectiveOrderId(entry.protectiveOrderId())
                .targetOrderId(entry.targetOrderId())
                .strategyId((short) desk.orders.find(entry.orderId()).strategyId())
                .slot(entry.slot().number())
                .fallbackLevel(entry.slot().fallbackLevel())
                .instrumentId(entry.instrument().id())
                .signalInstrumentId(entry.signalSymbol().id())
                .side(entry.side())
                .assetClass(entry.assetClass());
        }
    }

    private void putApprovals(TradingDesk desk) {
        CheckpointedEncoder.ApprovalsEncoder rows = record.approvalsCount(desk.signals.waiting().size());
        for (SignalDesk.Waiting waiting : desk.signals.waiting()) {
            rows.next()
                .approvalNumber(waiting.number())
                .strategyId((short) waiting.run().id())
                .slot(waiting.slot().number())
                .direction(waiting.direction())
                .instrumentId(waiting.instrumentId())
                .expiresNanos(waiting.expiresNanos());
        }
    }

    private void putConditions(TradingDesk desk) {
        CheckpointedEncoder.EntryBlocksEncoder blocks = record.entryBlocksCount(desk.blocks.inForce().size());
        for (EntryBlocks.Block block : desk.blocks.inForce()) {
            blocks.next().reason(block.reason()).instrumentId(block.instrumentId()).unit(block.unit()).actualValue(block.actualValue())
                .limitValue(block.limitValue());
        }
        Map<Integer, Map<String, Long>> down = desk.conditions.downSinceByFeed();
        CheckpointedEncoder.FeedsDownEncoder feeds = record.feedsDownCount(down.values().stream().mapToInt(Map::size).sum());
        down.forEach((instrumentId, sinceByFeed) -> sinceByFeed.forEach((feed, since) ->
            feeds.next().instrumentId(instrumentId).sinceNanos(since).feed(feed)));
        Map<WatchdogSubject, Long> failed = desk.conditions.failedSince();
        CheckpointedEncoder.WatchdogsEncoder watchdogs = record.watchdogsCount(failed.size());
        failed.forEach((subject, since) -> watchdogs.next().subject(subject).sinceNanos(since));
    }

    private void putAccount(TradingDesk desk) {
        BrokerAccount account = desk.account;
        CheckpointedEncoder.AccountsEncoder rows = record.accountsCount(account.isKnown() ? 1 : 0);
        if (account.isKnown()) {
            rows.next().isShortingAllowed(flag(account.isShortingAllowed())).buyingPowerE8(account.buyingPowerE8(false))
                .fractionalBuyingPowerE8(account.fractionalBuyingPowerE8()).firstOrderId(account.firstOrderId()).account(account.account());
        }
    }

    private static BooleanType flag(boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }
}
