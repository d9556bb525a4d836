package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.CheckpointedEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads the part of a Checkpointed record that is about statements. Engine thread only, cold. */
final class ReconciliationRecord {

    private final FactLog log;
    private final Breaks breaks;
    private final List<Statement> statements;

    ReconciliationRecord(FactLog log, Breaks breaks, List<Statement> statements) {
        this.log = log;
        this.breaks = breaks;
        this.statements = statements;
    }

    void write(CheckpointedEncoder record, String pendingId, int pendingDay, List<StatementLine> pending) {
        putFacts(record);
        CheckpointedEncoder.FactCountsEncoder counts = record.factCountsCount(log.countByInstrument().size());
        log.countByInstrument().forEach((instrumentId, count) -> counts.next().instrumentId(instrumentId).factCount(count));
        CheckpointedEncoder.AppliedActionsEncoder actions = record.appliedActionsCount(log.firstActionDayByInstrument().size());
        log.firstActionDayByInstrument().forEach((instrumentId, day) -> actions.next().instrumentId(instrumentId).effectiveEpochDay(day));
        putBalances(record);
        putBreaks(record);
        List<Statement> all = new ArrayList<>(statements);
        if (!pending.isEmpty()) {
            all.add(new Statement(pendingId, pendingDay, pending, false));
        }
        putStatements(record, all, pending.isEmpty() ? -1 : statements.size());
    }

    private void putFacts(CheckpointedEncoder record) {
        CheckpointedEncoder.FactsEncoder rows = record.factsCount(log.facts().size());
        for (Fact fact : log.facts()) {
            rows.next()
                .kind(fact.kind())
                .factEpochDay(fact.epochDay())
                .instrumentId(fact.instrumentId())
                .orderId(fact.orderId())
                .qtyE9(fact.qtyE9())
                .priceE8(fact.priceE8())
                .amountE8(fact.amountE8())
                .bookedE8(fact.bookedE8())
                .bookedQtyE9(fact.bookedQtyE9())
                .isBooked(flag(fact.isBooked()))
                .factId(fact.id())
                .linkId(fact.linkId());
        }
    }

    private void putBalances(CheckpointedEncoder record) {
        DatedBalances balances = log.balances();
        int count = balances.cashByDay().size() + balances.unitsByInstrument().values().stream().mapToInt(Map::size).sum();
        CheckpointedEncoder.DatedBalancesEncoder rows = record.datedBalancesCount(count);
        balances.cashByDay().forEach((day, change) -> rows.next().instrumentId(0).balanceEpochDay(day).changeValue(change));
        balances.unitsByInstrument().forEach((instrumentId, changes) -> changes.forEach((day, change) ->
            rows.next().instrumentId(instrumentId).balanceEpochDay(day).changeValue(change)));
    }

    private void putBreaks(CheckpointedEncoder record) {
        CheckpointedEncoder.BreaksEncoder rows = record.breaksCount(breaks.openCount());
        for (Breaks.Open open : breaks.open()) {
            Difference difference = open.difference();
            rows.next()
                .breakNumber(open.number())
                .kind(difference.kind())
                .instrumentId(difference.instrumentId())
                .orderId(difference.orderId())
                .statementEpochDay(difference.statementDay())
                .unit(difference.unit())
                .brokerValue(difference.brokerValue())
                .journalValue(difference.journalValue())
                .bookValue(difference.bookValue())
                .priceE8(difference.priceE8())
                .foundNanos(open.foundNanos())
                .factCount(Math.toIntExact(open.factCount()))
                .breakKey(difference.key())
                .text(difference.text());
        }
    }

    private static void putStatements(CheckpointedEncoder record, List<Statement> all, int pendingIndex) {
        CheckpointedEncoder.StatementsEncoder rows = record.statementsCount(all.size());
        for (int i = 0; i < all.size(); i++) {
            rows.next()
                .statementEpochDay(all.get(i).epochDay())
                .isPending(flag(i == pendingIndex))
                .isComplete(flag(all.get(i).isComplete()))
                .statementId(all.get(i).id());
        }
        CheckpointedEncoder.StatementLinesEncoder lines = record.statementLinesCount(all.stream().mapToInt(one -> one.lines().size()).sum());
        for (int i = 0; i < all.size(); i++) {
            for (StatementLine line : all.get(i).lines()) {
                lines.next()
                    .statementNumber(i + 1)
                    .lineNumber(line.number())
                    .kind(line.kind())
                    .instrumentId(line.instrumentId())
                    .qtyE9(line.qtyE9())
                    .priceE8(line.priceE8())
                    .amountE8(line.amountE8())
                    .executionId(line.executionId())
                    .text(line.text());
            }
        }
    }

    /** Returns the statement whose end has not come, or null. */
    Statement read(CheckpointedDecoder record) {
        for (CheckpointedDecoder.FactsDecoder row : record.facts()) {
            log.facts().add(new Fact(row.kind(), row.factId(), row.linkId(), row.factEpochDay(), row.instrumentId(), row.orderId(), row.qtyE9(),
                row.priceE8(), row.amountE8(), row.bookedE8(), row.bookedQtyE9(), row.isBooked() == BooleanType.YES));
        }
        for (CheckpointedDecoder.FactCountsDecoder row : record.factCounts()) {
            log.countByInstrument().put(row.instrumentId(), row.factCount());
        }
        for (CheckpointedDecoder.AppliedActionsDecoder row : record.appliedActions()) {
            log.firstActionDayByInstrument().put(row.instrumentId(), row.effectiveEpochDay());
        }
        for (CheckpointedDecoder.DatedBalancesDecoder row : record.datedBalances()) {
            if (row.instrumentId() == 0) {
                log.balances().cashByDay().put(row.balanceEpochDay(), row.changeValue());
            } else {
                log.balances().unitsByInstrument().computeIfAbsent(row.instrumentId(), id -> new TreeMap<>())
                    .put(row.balanceEpochDay(), row.changeValue());
            }
        }
        for (CheckpointedDecoder.BreaksDecoder row : record.breaks()) {
            String key = row.breakKey();
            String text = row.text();
            breaks.restore(new Breaks.Open(row.breakNumber(), new Difference(key, row.kind(), row.instrumentId(), row.orderId(),
                row.statementEpochDay(), row.unit(), row.brokerValue(), row.journalValue(), row.bookValue(), row.priceE8(), text),
                row.foundNanos(), row.factCount()));
        }
        return readStatements(record);
    }

    private Statement readStatements(CheckpointedDecoder record) {
        List<Statement> all = new ArrayList<>();
        int pendingIndex = -1;
        for (CheckpointedDecoder.StatementsDecoder row : record.statements()) {
            pendingIndex = row.isPending() == BooleanType.YES ? all.size() : pendingIndex;
            all.add(new Statement(row.statementId(), row.statementEpochDay(), new ArrayList<>(), row.isComplete() == BooleanType.YES));
        }
        for (CheckpointedDecoder.StatementLinesDecoder row : record.statementLines()) {
            String executionId = row.executionId();
            String text = row.text();
            all.get(row.statementNumber() - 1).lines().add(new StatementLine(row.lineNumber(), row.kind(), row.instrumentId(), row.qtyE9(),
                row.priceE8(), row.amountE8(), executionId, text));
        }
        Statement unfinished = pendingIndex < 0 ? null : all.remove(pendingIndex);
        statements.addAll(all);
        return unfinished;
    }

    private static BooleanType flag(boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }
}
