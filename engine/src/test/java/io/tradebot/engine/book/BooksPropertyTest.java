package io.tradebot.engine.book;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.LotPart;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.script.Seed;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordContent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random fills, partial and too large ones, busts, corrections, splits, ends of options and named lots, by every method. After each
 * step the records alone, folded as the ledger folds them, give the lots, the cash and the gains that the engine holds.
 */
class BooksPropertyTest {

    private static final long E9 = 1_000_000_000L;
    private static final long E8 = 100_000_000L;
    private static final int RUNS = 400;
    private static final int STEPS = 60;

    /** What records say: lots by id, cash, gains and fees. Every excerpt must balance by itself. */
    private static final class Fold {
        private final Map<Long, long[]> lots = new TreeMap<>(); // quantity, amount, side, position
        private long cashE8;
        private long gainE8;
        private long feesE8;

        /** {@code reversedE8} is what an execution had brought; the ledger knows it from the entry of that execution. */
        void apply(String what, List<RecordContent> records, ToLongFunction<String> reversedE8) {
            long before = bookE8();
            List<RecordContent> reversals = records.stream().filter(record -> record.type().name().equals("FillReversed")).toList();
            // A bust alone: units that it leaves on the other side have no cash of their own. Behind a correction all lots are of fills.
            boolean isBustAlone = !reversals.isEmpty() && reversals.stream().noneMatch(Fold::isCorrected);
            for (RecordContent record : records) {
                apply(record, isBustAlone, reversedE8);
            }
            lots.forEach((id, lot) -> assertTrue(lot[0] >= 0 && lot[1] >= 0 && lot[1] % 1_000_000 == 0, what + " lot " + id));
            assertEquals(before, bookE8(), what + ": cash and open lots = gains less fees");
        }

        private static boolean isCorrected(RecordContent reversal) {
            return reversal.row().enumValue("isCorrected").name().equals("YES");
        }

        /** Cash and cost of all lots less what was earned: constant, because no booking here brings money from outside. */
        private long bookE8() {
            long openE8 = lots.values().stream().mapToLong(lot -> lot[2] * lot[1]).sum();
            return cashE8 + openE8 - gainE8 + feesE8;
        }

        private void apply(RecordContent record, boolean isBustAlone, ToLongFunction<String> reversedE8) {
            RecordContent.Row row = record.row();
            switch (record.type().name()) {
                case "LotOpened" -> {
                    long side = row.enumValue("side").name().equals("LONG") ? 1 : -1;
                    lots.put(row.number("lotId"), new long[] {row.number("qtyE9"), row.number("amountE8"), side, row.number("positionId")});
                    cashE8 -= isBustAlone ? 0 : side * row.number("amountE8");
                }
                case "LotClosed" -> {
                    long[] lot = lots.get(row.number("lotId"));
                    lot[0] -= row.number("qtyE9");
                    lot[1] -= row.number("openAmountE8");
                    assertEquals(lot[0], row.number("leavesQtyE9"));
                    cashE8 += lot[2] * row.number("closeAmountE8");
                    gainE8 += row.number("gainE8");
                    assertEquals(lot[2] * (row.number("closeAmountE8") - row.number("openAmountE8")), row.number("gainE8"));
                }
                case "LotAdjusted" -> {
                    long[] lot = lots.get(row.number("lotId"));
                    assertEquals(lot[0], row.number("previousQtyE9"));
                    assertEquals(lot[1], row.number("previousAmountE8"));
                    lot[0] = row.number("qtyE9");
                    lot[1] = row.number("amountE8");
                }
                case "FeeBooked" -> {
                    feesE8 += row.number("amountE8");
                    cashE8 -= row.number("amountE8");
                }
                case "FillReversed" -> {
                    gainE8 -= row.number("gainE8");
                    cashE8 -= reversedE8.applyAsLong(row.text("executionId"));
                }
                default -> assertTrue(List.of("PositionOpened", "TradeClosed").contains(record.type().name()), record.type().name());
            }
        }
    }

    private final DecisionLog log = new DecisionLog();
    private final Market market = new Market(log.decisions());

    @Test
    void shouldHoldTheSameAsItsRecordsWhateverHappens() {
        long seed = Seed.take("BooksPropertyTest");
        market.define(1, "ABC", InstrumentKind.EQUITY, 1, 0, 0, 0);
        market.define(2, "ABCP", InstrumentKind.PUT_OPTION, 100, 1, 0, 0);
        for (int run = 0; run < RUNS; run++) {
            for (LotMethod method : List.of(LotMethod.FIFO, LotMethod.LIFO, LotMethod.HIFO, LotMethod.SPECIFIC)) {
                new Run("seed " + seed + " run " + run + " " + method, Seed.generator(seed + run), method).go();
            }
        }
    }

    private final class Run {
        private final String what;
        private final RandomGenerator random;
        private final Cash cash = new Cash(0);
        private final ExecutionBook executions = new ExecutionBook();
        private final LotBook lots;
        private final PositionBook book;
        private final Fold fold = new Fold();
        private final Instrument instrument;
        private final List<Execution> booked = new ArrayList<>();
        private Position position;
        private long lastId;

        Run(String what, RandomGenerator random, LotMethod method) {
            this.what = what;
            this.random = random;
            lots = new LotBook(log.decisions(), method);
            book = new PositionBook(log.decisions(), cash, lots, executions);
            instrument = market.instrument(random.nextInt(4) == 0 ? 2 : 1);
            log.take();
        }

        void go() {
            PositionSide side = instrument.isOption() || random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
            AssetClass assetClass = side == PositionSide.LONG ? AssetClass.LONG_EQUITY : AssetClass.SHORT_POSITION;
            position = book.open(new Position.Entry(1, 2, 1, 1, 0, instrument, 1, side, assetClass, E9, E9), fill(1));
            booked.add(executions.find(1, "X" + lastId));
            check("open");
            for (int step = 0; step < STEPS; step++) {
                check(step(random.nextInt(13)));
            }
        }

        private String step(int kind) {
            switch (kind) {
                case 0, 1, 2 -> {
                    book.add(position, fill(1));
                    book.settle(position);
                    booked.add(executions.find(1, "X" + lastId));
                    return "add";
                }
                case 3, 4, 5, 6 -> {
                    exit();
                    return "exit";
                }
                case 7, 8 -> {
                    correct(false);
                    return "bust";
                }
                case 9 -> {
                    correct(true);
                    return "correction";
                }
                case 10 -> {
                    split();
                    return "split";
                }
                case 11 -> {
                    designate();
                    return "designation";
                }
                default -> {
                    endOption();
                    return "end of an option";
                }
            }
        }

        private Fill fill(long orderId) {
            long qtyE9 = instrument.isOption() ? random.nextLong(1, 20) * E9 : random.nextLong(1, 50 * E9);
            return new Fill(orderId, "X" + ++lastId, random.nextLong(1, 200 * E8), qtyE9, random.nextLong(0, 3 * E8), random.nextLong(0, 1_000));
        }

        private void exit() {
            Fill fill = fill(3);
            if (position.qtyE9() == 0) {
                book.bookOutside(1, instrument, position.side() == PositionSide.SHORT, ExitReason.TIMEOUT, fill);
            } else {
                book.reduce(position, ExitReason.TIMEOUT, fill);
            }
            booked.add(executions.find(3, fill.executionId()));
        }

        /** As CorrectionDesk does it; orders are not part of this. */
        private void correct(boolean isReplaced) {
            Execution execution = booked.get(random.nextInt(booked.size()));
            List<Execution> chain = ExecutionBook.chainOf(execution);
            boolean hasEvent = chain.stream().anyMatch(link -> link.orderId() == 0);
            if (execution.isTakenBack() || hasEvent || chain.stream().anyMatch(lots::isSettled)) {
                return;
            }
            long lotId = execution.lotId();
            List<Execution> resting = chain.stream().filter(link -> link != execution).toList();
            LotAdjustment reason = isReplaced ? LotAdjustment.CORRECTION : LotAdjustment.BUST;
            boolean isAlone = !isReplaced && !resting.isEmpty() && execution.terms().isEntry()
                && Math.abs(lots.qtyE9(position.id(), instrument.id())) == execution.leftOfOpenedQtyE9();
            if (isAlone) {
                book.undoOpened(execution, resting.stream().filter(link -> link.terms().positionId() == execution.terms().positionId()).toList(), reason);
                book.refundCommission(execution, lotId);
            } else {
                for (int i = resting.size() - 1; i >= 0; i--) {
                    book.undo(resting.get(i), true, LotAdjustment.CORRECTION);
                }
                book.undo(execution, isReplaced, reason);
                book.refundCommission(execution, lotId);
                if (isReplaced) {
                    booked.add(book.bookInPlaceOf(execution, fill(execution.orderId()), instrument.multiplier()));
                }
                resting.forEach(book::bookAgain);
            }
            book.settle(position);
        }

        private void split() {
            long numerator = random.nextLong(1, 8);
            long denominator = random.nextLong(1, 8);
            lots.noteAction(instrument.id());
            for (Lot lot : lots.of(instrument.id())) {
                lots.act(lot, instrument.id(), Math.max(lot.leavesQtyE9() / denominator * numerator, 1), LotAdjustment.SPLIT);
            }
            book.act(position, instrument, qtyE9 -> qtyE9 / denominator * numerator);
            book.settle(position);
        }

        /** Expires, or is settled in cash. */
        private void endOption() {
            long contracts = lots.closableQtyE9(position.id(), instrument.id(), false) / E9;
            if (!instrument.isOption() || contracts == 0) {
                return;
            }
            long amountE8 = random.nextLong(0, 1_000) * 1_000_000;
            book.bookEvent(new Execution(new Execution.Terms(0, "E" + ++lastId, position.id(), 1, instrument.id(), false, false,
                ExitReason.OPTION_EXPIRY, 0, random.nextLong(1, contracts + 1) * E9, amountE8, 0, 2_000)));
            book.settle(position);
        }

        private void designate() {
            List<LotPart> parts = new ArrayList<>();
            for (Lot lot : lots.of(instrument.id())) {
                if (lot.positionId() == position.id() && random.nextBoolean()) {
                    parts.add(new LotPart(lot.id(), random.nextLong(1, lot.leavesQtyE9() + 1)));
                }
            }
            lots.designate(3, lots.method() == LotMethod.SPECIFIC ? parts : List.of());
        }

        private void check(String step) {
            String at = what + ", " + step;
            fold.apply(at, log.take(), id -> booked.stream().filter(known -> known.executionId().equals(id)).findFirst().orElseThrow().cashE8());
            assertEquals(fold.cashE8, cash.totalE8(), at + ": cash");
            Map<Long, List<Long>> held = new TreeMap<>();
            lots.open().forEach(lot -> held.put(lot.id(), List.of(lot.leavesQtyE9(), lot.leavesAmountE8(), lot.positionId())));
            Map<Long, List<Long>> folded = new TreeMap<>();
            fold.lots.forEach((id, lot) -> {
                if (lot[0] > 0) {
                    folded.put(id, List.of(lot[0], lot[1], lot[3]));
                }
            });
            assertEquals(folded, held, at + ": lots");
            assertEquals(position.qtyE9(), Math.abs(lots.qtyE9(position.id(), instrument.id())), at + ": position");
            assertTrue(position.qtyE9() >= 0 && (position.qtyE9() > 0) == book.open().contains(position), at + ": open");
        }
    }
}
