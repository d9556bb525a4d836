package io.tradebot.engine.core;

import io.tradebot.engine.book.BookMemory;
import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotUse;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.LotPart;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.PositionSide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the part of a Checkpointed record that is about the books: the inverse of {@link BookSnapshot}. Engine thread only, cold. */
final class BookRestore {

    private final CheckpointedDecoder record;
    private final int chartVersion;
    private final Map<Long, Lot> lotById = new TreeMap<>();
    private final Map<Long, Execution> executionByNumber = new TreeMap<>();

    BookRestore(CheckpointedDecoder record, int chartVersion) {
        this.record = record;
        this.chartVersion = chartVersion;
    }

    void into(TradingDesk desk) {
        for (CheckpointedDecoder.ChartAccountsDecoder row : record.chartAccounts()) {
            desk.books.chart().restore(chartVersion, row.accountNumber(), row.accountType());
        }
        readLots(desk);
        readPositions(desk);
        readExecutions(desk);
        for (CheckpointedDecoder.ExecutionOpeningsDecoder row : record.executionOpenings()) {
            BookMemory.restoreOpening(execution(row.executionNumber()), lot(row.lotId()), row.qtyE9(), row.amountE8(), row.actionCount());
        }
        for (CheckpointedDecoder.ExecutionUsesDecoder row : record.executionUses()) {
            BookMemory.restoreUse(execution(row.executionNumber()), new LotUse(lot(row.lotId()), row.qtyE9(), row.openAmountE8(),
                row.closeAmountE8(), row.actionCount(), isYes(row.isDesignated())));
        }
        for (CheckpointedDecoder.PositionExitsDecoder row : record.positionExits()) {
            desk.positions.findEver(row.positionId()).exits().add(execution(row.executionNumber()));
        }
        for (CheckpointedDecoder.CommissionsDecoder row : record.commissions()) {
            desk.executions.restoreCommission(row.orderId(), row.chargedE8(), row.bookedE8());
        }
        readAnnounced(desk);
    }

    /** Lots that were sold short. */
    Set<Long> shortLots() {
        Set<Long> ids = new TreeSet<>();
        lotById.values().stream().filter(lot -> lot.side() == PositionSide.SHORT).forEach(lot -> ids.add(lot.id()));
        return ids;
    }

    private Lot lot(long id) {
        Lot lot = lotById.get(id);
        if (lot == null) {
            throw new IllegalArgumentException("the Checkpointed record names lot " + id + " and does not hold it");
        }
        return lot;
    }

    private Execution execution(long number) {
        Execution execution = executionByNumber.get(number);
        if (execution == null) {
            throw new IllegalArgumentException("the Checkpointed record names execution number " + number + " and does not hold it");
        }
        return execution;
    }

    private void readLots(TradingDesk desk) {
        desk.lots.open().forEach(lot -> lotById.put(lot.id(), lot));
        for (CheckpointedDecoder.ClosedLotsDecoder row : record.closedLots()) {
            lotById.put(row.lotId(), desk.lots.restore(row.lotId(), row.positionId(), row.orderId(), row.strategyId(), row.instrumentId(),
                row.assetClass(), row.side(), row.openedNanos(), 0, 0, row.actionCount()));
        }
    }

    private void readPositions(TradingDesk desk) {
        for (CheckpointedDecoder.ClosedPositionsDecoder row : record.closedPositions()) {
            Position position = desk.positions.restore(row.positionId(), new Position.Entry(row.orderId(), row.protectiveOrderId(), row.strategyId(),
                row.slot(), row.fallbackLevel(), desk.market.instrument(row.instrumentId()), row.signalInstrumentId(), row.side(),
                row.assetClass(), 0, 0), row.entryNanos(), row.deadlineNanos(), row.deadlineReason(), new PositionBook.Fills(row.entryQtyE9(),
                row.entryPriceE8(), row.entryNotionalRestValue(), row.entryAmountE8(), row.exitQtyE9(), row.exitPriceE8(),
                row.exitNotionalRestValue(), row.exitAmountE8(), row.feesE8()));
            position.exitOrderId(row.exitOrderId());
            position.closedEpochDay(row.closedEpochDay());
            if (isYes(row.isToLeave())) {
                position.leave();
            }
        }
    }

    private void readExecutions(TradingDesk desk) {
        for (CheckpointedDecoder.BookedExecutionsDecoder row : record.bookedExecutions()) {
            Execution.Terms terms = new Execution.Terms(row.orderId(), row.executionId(), row.positionId(), row.strategyId(), row.instrumentId(),
                isYes(row.isEntry()), isYes(row.isBuy()), row.exitReason(), row.priceE8(), row.qtyE9(), row.amountE8(), row.commissionE8(),
                row.executedNanos());
            executionByNumber.put(row.executionNumber(), BookMemory.restore(desk.executions, terms, isYes(row.isInBook()), row.executionNumber(),
                row.leavesQtyE9(), row.leavesAmountE8(), row.actionCount(), isYes(row.isTakenBack())));
        }
    }

    private void readAnnounced(TradingDesk desk) {
        Map<Long, List<LotPart>> partsByOrder = new TreeMap<>();
        for (CheckpointedDecoder.DesignatedLotsDecoder row : record.designatedLots()) {
            partsByOrder.computeIfAbsent(row.orderId(), id -> new ArrayList<>()).add(new LotPart(row.lotId(), row.qtyE9()));
        }
        partsByOrder.forEach(desk.lots::designate);
        for (CheckpointedDecoder.ActionCountsDecoder row : record.actionCounts()) {
            desk.lots.restoreActionCount(row.instrumentId(), row.actionCount());
        }
        for (CheckpointedDecoder.OpenedBeforeDecoder row : record.openedBefore()) {
            desk.lotDesk.openedBefore().add(row.instrumentId());
        }
        for (CheckpointedDecoder.PendingActionsDecoder row : record.pendingActions()) {
            desk.companyActions.pending().add(new CorporateActions.Action(row.instrumentId(), row.kind(), row.exEpochDay(), row.numerator(),
                row.denominator(), row.newInstrumentId(), row.announcementId()));
        }
    }

    private static boolean isYes(BooleanType flag) {
        return flag == BooleanType.YES;
    }
}
