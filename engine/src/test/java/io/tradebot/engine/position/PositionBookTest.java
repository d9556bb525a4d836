package io.tradebot.engine.position;

import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.script.Seed;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PositionBookTest {

    private static final long E9 = 1_000_000_000L;
    private static final long E8 = 100_000_000L;

    private final DecisionLog log = new DecisionLog();
    private final Cash cash = new Cash(0);
    private final LotBook lots = new LotBook(log.decisions(), LotMethod.FIFO);
    private final PositionBook book = new PositionBook(log.decisions(), cash, lots, new ExecutionBook());
    private final Market market = new Market(log.decisions());

    private Instrument instrument(int id, String symbol) {
        market.define(id, symbol, InstrumentKind.EQUITY, 1, 0, 0, 0);
        return market.instrument(id);
    }

    private static Position.Entry entry(long orderId, Instrument instrument, PositionSide side) {
        return new Position.Entry(orderId, orderId + 1, 1, 1, 0, instrument, instrument.id(), side, AssetClass.LONG_EQUITY, 1_800 * E9, 9_999 * E9);
    }

    private static Fill fill(long orderId, long priceE8, long qtyE9, long commissionE8, long executedNanos) {
        return new Fill(orderId, "X", priceE8, qtyE9, commissionE8, executedNanos);
    }

    @Test
    void shouldKeepOpenPositionsInTheOrderOfSymbols() {
        Instrument b = instrument(1, "BBB");
        Instrument a = instrument(2, "AAA");
        book.open(entry(1, b, PositionSide.LONG), fill(1, 10 * E8, E9, 0, 0));
        book.open(entry(3, a, PositionSide.LONG), fill(1, 10 * E8, E9, 0, 0));
        assertEquals(List.of("AAA", "BBB"), book.open().stream().map(position -> position.instrument().symbol()).toList());
    }

    @Test
    void shouldTimeOutBeforeTheHardExitOnly() {
        Instrument abc = instrument(1, "ABC");
        Position early = book.open(entry(1, abc, PositionSide.LONG), fill(1, E8, E9, 0, 0));
        assertEquals(ExitReason.TIMEOUT, early.deadlineReason());
        assertEquals(1_800 * E9, early.deadlineNanos());
        Position exact = book.open(entry(3, abc, PositionSide.LONG), fill(1, E8, E9, 0, 8_199 * E9));
        assertEquals(ExitReason.HARD_EXIT, exact.deadlineReason(), "a timeout at the hard exit is a hard exit");
        assertEquals(9_999 * E9, exact.deadlineNanos());
    }

    @Test
    void shouldBookWhatIsFilledBeyondThePositionOnTheOtherSide() {
        Position position = book.open(entry(1, instrument(1, "ABC"), PositionSide.LONG), fill(1, E8, E9, 0, 0));
        log.take();
        assertTrue(book.reduce(position, ExitReason.TIMEOUT, fill(2, 2 * E8, 3 * E9, 0, 0)));
        assertEquals(List.of("LotClosed", "LotOpened", "TradeClosed"), log.takeNames());
        assertEquals(-2 * E9, lots.qtyE9(0, 1));
        assertEquals(4 * E8, lots.find(2).leavesAmountE8());
        assertEquals(5 * E8, cash.totalE8(), "bought for 1, sold for 6");
        assertEquals(E8, position.pnlE8(), "the position's part of the fill");
    }

    @Test
    void shouldAverageHalfUp() {
        AveragePrice average = new AveragePrice();
        assertEquals(0, average.priceE8());
        average.add(1, 1);
        assertEquals(1, average.priceE8());
        average.add(2, 1);
        assertEquals(2, average.priceE8(), "1.5 is 2");
        average.add(1, 1);
        assertEquals(1, average.priceE8());
    }

    /**
     * However a position is bought and sold in parts, quantities and amounts of the lots add up to those of the legs, so that no
     * cent is lost or invented: gains less fees are the result of the trade and what the cash has changed by. The commission of
     * each order is booked half up to the cent, whatever the fractions of its fills.
     */
    @Test
    void shouldNeverDriftOverPartialFills() {
        long seed = Seed.take("PositionBookTest");
        RandomGenerator random = Seed.generator(seed);
        Instrument abc = instrument(1, "ABC");
        for (int run = 0; run < 3_000; run++) {
            PositionSide side = random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
            runOne("seed " + seed + " run " + run, random, entry(run * 10L + 1, abc, side), side);
        }
    }

    private void runOne(String what, RandomGenerator random, Position.Entry entry, PositionSide side) {
        log.take();
        BigInteger boughtNotional = BigInteger.ZERO;
        BigInteger soldNotional = BigInteger.ZERO;
        long cashBefore = cash.totalE8();
        long entryFees = 0;
        long exitFees = 0;
        long qty = 0;
        Position position = null;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            long fillQty = random.nextLong(1, 50 * E9);
            long price = random.nextLong(1, 200 * E8);
            long fee = random.nextLong(-1_000_000, 3_000_000);
            if (position == null) {
                position = book.open(entry, fill(entry.orderId(), price, fillQty, fee, 0));
            } else {
                book.add(position, fill(entry.orderId(), price, fillQty, fee, 0));
            }
            boughtNotional = boughtNotional.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(fillQty)));
            qty += fillQty;
            entryFees += fee;
        }
        long left = qty;
        while (left > 0) {
            long fillQty = Math.min(left, random.nextLong(1, 50 * E9));
            long price = random.nextLong(1, 200 * E8);
            long fee = random.nextLong(-1_000_000, 3_000_000);
            left -= fillQty;
            exitFees += fee;
            soldNotional = soldNotional.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(fillQty)));
            assertEquals(left == 0, book.reduce(position, ExitReason.TIMEOUT, fill(entry.orderId() + 5, price, fillQty, fee, 7)), what);
        }
        long fees = FixedPoint.roundToCentsHalfUp(entryFees) + FixedPoint.roundToCentsHalfUp(exitFees);
        check(what, side, qty, fees, boughtNotional, soldNotional, cash.totalE8() - cashBefore);
        assertTrue(book.open().isEmpty(), what);
    }

    private void check(String what, PositionSide side, long qty, long fees, BigInteger boughtNotional, BigInteger soldNotional,
            long cashChange) {
        long openedQty = 0;
        long openedAmount = 0;
        long closedQty = 0;
        long costAmount = 0;
        long proceeds = 0;
        long gains = 0;
        long bookedFees = 0;
        List<RecordContent> trades = new ArrayList<>();
        for (RecordContent record : log.take()) {
            switch (record.type().name()) {
                case "LotOpened" -> {
                    openedQty += record.row().number("qtyE9");
                    openedAmount += record.row().number("amountE8");
                }
                case "LotClosed" -> {
                    closedQty += record.row().number("qtyE9");
                    costAmount += record.row().number("openAmountE8");
                    proceeds += record.row().number("closeAmountE8");
                    gains += record.row().number("gainE8");
                    assertEquals(0, record.row().number("openAmountE8") % 1_000_000, what);
                    assertEquals(0, record.row().number("closeAmountE8") % 1_000_000, what);
                    assertTrue(record.row().number("leavesQtyE9") >= 0 && record.row().number("openAmountE8") >= 0, what);
                }
                case "FeeBooked" -> {
                    bookedFees += record.row().number("amountE8");
                    assertEquals(0, record.row().number("amountE8") % 1_000_000, what);
                    assertNotEquals(0, record.row().number("amountE8"), what);
                }
                case "TradeClosed" -> trades.add(record);
                default -> assertEquals("PositionOpened", record.type().name(), what);
            }
        }
        assertEquals(qty, openedQty, what);
        assertEquals(qty, closedQty, what);
        assertEquals(openedAmount, costAmount, what);
        assertEquals(side == PositionSide.LONG ? proceeds - costAmount : costAmount - proceeds, gains, what);
        assertEquals(1, trades.size(), what);
        RecordContent trade = trades.get(0);
        assertEquals(gains - fees, trade.row().number("pnlE8"), what);
        assertEquals(fees, trade.row().number("feesE8"), what);
        assertEquals(fees, bookedFees, what);
        assertEquals(gains - fees, cashChange, what);
        assertEquals(qty, trade.row().number("qtyE9"), what);
        assertEquals(average(boughtNotional, qty), trade.row().number("entryPriceE8"), what);
        assertEquals(average(soldNotional, qty), trade.row().number("exitPriceE8"), what);
    }

    private static long average(BigInteger notional, long qty) {
        return new BigDecimal(notional).divide(BigDecimal.valueOf(qty), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
