package io.tradebot.engine.core;

import io.tradebot.engine.book.BookMemory;
import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.book.LotUse;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.record.LotPart;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CheckpointedEncoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the part of a Checkpointed record that is about the books: what executions did, so that they can be taken back, and what was
 * announced or named. Engine thread only, cold.
 */
final class BookSnapshot {

    private final CheckpointedEncoder record;

    BookSnapshot(CheckpointedEncoder record) {
        this.record = record;
    }

    void write(TradingDesk desk) {
        BookMemory memory = new BookMemory(desk.executions, desk.lots, desk.positions.exits());
        CheckpointedEncoder.ChartAccountsEncoder accounts = record.chartAccountsCount(desk.books.chart().typesByNumber().size());
        desk.books.chart().typesByNumber().forEach((number, type) -> accounts.next().accountNumber(number).accountType(type));
        putClosedLots(memory);
        List<Position> closed = desk.positions.closed();
        putClosedPositions(closed);
        putExecutions(memory.executions(), desk.executions.booked().size());
        putOpenings(memory.executions());
        putUses(memory.executions());
        putExits(desk, closed);
        CheckpointedEncoder.CommissionsEncoder commissions = record.commissionsCount(desk.executions.commissionCount());
        desk.executions.tellCommissions((orderId, chargedE8, bookedE8) -> commissions.next().orderId(orderId).chargedE8(chargedE8)
            .bookedE8(bookedE8));
        putAnnounced(desk);
    }

    private void putClosedLots(BookMemory memory) {
        CheckpointedEncoder.ClosedLotsEncoder rows = record.closedLotsCount(memory.closedLots().size());
        for (Lot lot : memory.closedLots()) {
            rows.next()
                .lotId(lot.id())
                .positionId(lot.positionId())
                .instrumentId(lot.instrumentId())
                .assetClass(lot.assetClass())
                .side(lot.side())
                .openedNanos(lot.openedNanos())
                .orderId(lot.orderId())
                .strategyId((short) lot.strategyId())
                .actionCount(lot.actionCount());
        }
    }

    private void putClosedPositions(List<Position> closed) {
        CheckpointedEncoder.ClosedPositionsEncoder rows = record.closedPositionsCount(closed.size());
        for (Position position : closed) {
            rows.next()
                .positionId(position.id())
                .orderId(position.entryOrderId())
                .strategyId((short) position.strategyId())
                .slot(position.slot())
                .instrumentId(position.instrument().id())
                .signalInstrumentId(position.signalInstrumentId())
                .side(position.side())
                .fallbackLevel(position.fallbackLevel())
                .entryNanos(position.entryNanos())
                .feesE8(position.feesE8())
                .deadlineNanos(position.deadlineNanos())
                .deadlineReason(position.deadlineReason())
                .assetClass(position.assetClass())
                .protectiveOrderId(position.protectiveOrderId())
                .exitOrderId(position.exitOrderId())
                .entryQtyE9(position.entryQtyE9())
                .entryAmountE8(position.entryAmountE8())
                .entryPriceE8(position.entryPriceE8())
                .entryNotionalRestValue(position.entryRestE17())
                .exitQtyE9(position.exitQtyE9())
                .exitAmountE8(position.exitAmountE8())
                .exitPriceE8(position.exitPriceE8())
                .exitNotionalRestValue(position.exitRestE17())
                .isToLeave(flag(position.isToLeave()))
                .closedEpochDay(position.closedEpochDay());
        }
    }

    private void putExecutions(List<Execution> executions, int bookedCount) {
        CheckpointedEncoder.BookedExecutionsEncoder rows = record.bookedExecutionsCount(executions.size());
        for (int i = 0; i < executions.size(); i++) {
            Execution execution = executions.get(i);
            Execution.Terms terms = execution.terms();
            rows.next()
                .executionNumber(execution.number())
                .orderId(terms.orderId())
                .positionId(terms.positionId())
                .strategyId((short) terms.strategyId())
                .instrumentId(terms.instrumentId())
                .isInBook(flag(i < bookedCount))
                .isEntry(flag(terms.isEntry()))
                .isBuy(flag(terms.isBuy()))
                .exitReason(terms.exitReason())
                .priceE8(terms.priceE8())
                .qtyE9(terms.qtyE9())
                .amountE8(terms.amountE8())
                .commissionE8(terms.commissionE8())
                .executedNanos(terms.executedNanos())
                .leavesQtyE9(execution.leavesQtyE9())
                .leavesAmountE8(execution.leavesAmountE8())
                .actionCount(execution.actionCount())
                .isTakenBack(flag(execution.isTakenBack()))
                .executionId(terms.executionId());
        }
    }

    private void putOpenings(List<Execution> executions) {
        CheckpointedEncoder.ExecutionOpeningsEncoder rows = record.executionOpeningsCount(
            executions.stream().mapToInt(execution -> execution.openings().size()).sum());
        for (Execution execution : executions) {
            for (Execution.Opening opening : execution.openings()) {
                rows.next().executionNumber(execution.number()).lotId(opening.lot().id()).qtyE9(opening.qtyE9()).amountE8(opening.amountE8())
                    .actionCount(opening.actionCount());
            }
        }
    }

    private void putUses(List<Execution> executions) {
        List<Execution> byNumber = new ArrayList<>(executions); // so that each lot's users come in the order in which they used it
        byNumber.sort(Comparator.comparingLong(Execution::number));
        CheckpointedEncoder.ExecutionUsesEncoder rows = record.executionUsesCount(
            byNumber.stream().mapToInt(execution -> execution.uses().size()).sum());
        for (Execution execution : byNumber) {
            for (LotUse use : execution.uses()) {
                rows.next().executionNumber(execution.number()).lotId(use.lot().id()).qtyE9(use.qtyE9()).openAmountE8(use.openAmountE8())
                    .closeAmountE8(use.closeAmountE8()).actionCount(use.actionCount()).isDesignated(flag(use.isDesignated()));
            }
        }
    }

    private void putExits(TradingDesk desk, List<Position> closed) {
        List<Position> all = new ArrayList<>(closed);
        all.addAll(desk.positions.open());
        all.sort(Comparator.comparingLong(Position::id));
        CheckpointedEncoder.PositionExitsEncoder rows = record.positionExitsCount(
            all.stream().mapToInt(position -> position.exits().size()).sum());
        for (Position position : all) {
            position.exits().forEach(exit -> rows.next().positionId(position.id()).executionNumber(exit.number()));
        }
    }

    private void putAnnounced(TradingDesk desk) {
        CheckpointedEncoder.DesignatedLotsEncoder designated = record.designatedLotsCount(
            desk.lots.designated().values().stream().mapToInt(List::size).sum());
        desk.lots.designated().forEach((orderId, parts) -> {
            for (LotPart part : parts) {
                designated.next().orderId(orderId).lotId(part.lotId()).qtyE9(part.qtyE9());
            }
        });
        CheckpointedEncoder.ActionCountsEncoder counts = record.actionCountsCount(desk.lots.actionCounts().size());
        desk.lots.actionCounts().forEach((instrumentId, count) -> counts.next().instrumentId(instrumentId).actionCount(count));
        CheckpointedEncoder.OpenedBeforeEncoder opened = record.openedBeforeCount(desk.lotDesk.openedBefore().size());
        desk.lotDesk.openedBefore().forEach(instrumentId -> opened.next().instrumentId(instrumentId));
        CheckpointedEncoder.PendingActionsEncoder pending = record.pendingActionsCount(desk.companyActions.pending().size());
        for (CorporateActions.Action action : desk.companyActions.pending()) {
            pending.next()
                .instrumentId(action.instrumentId())
                .kind(action.kind())
                .exEpochDay(action.exEpochDay())
                .numerator(action.numerator())
                .denominator(action.denominator())
                .newInstrumentId(action.newInstrumentId())
                .announcementId(action.announcementId());
        }
    }

    private static BooleanType flag(boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }
}
