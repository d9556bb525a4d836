package io.tradebot.engine.book;

import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CashTest {

    private final Cash cash = new Cash(FixedPoint.centsToE8(10_000));

    @Test
    void shouldBeginWithEverythingInTheFloat() {
        assertBuckets(10_000, 0, 0);
    }

    @Test
    void shouldMoveBetweenFloatAndReservesWithoutChangingTheTotal() {
        cash.reserve(ReserveKind.TAX, FixedPoint.centsToE8(700));
        cash.reserve(ReserveKind.PAYROLL, FixedPoint.centsToE8(30));
        cash.reserve(ReserveKind.TAX, FixedPoint.centsToE8(-100));
        assertBuckets(9_370, 600, 30);
        assertEquals(FixedPoint.centsToE8(10_000), cash.totalE8());
    }

    @Test
    void shouldLetTheFloatGoBelowZero() {
        cash.receive(FixedPoint.centsToE8(-10_001));
        assertBuckets(-1, 0, 0);
    }

    @Test
    void shouldRefuseFractionsOfACentAndLeaveEverythingAsItWas() {
        assertThrows(ArithmeticException.class, () -> cash.receive(1));
        assertThrows(ArithmeticException.class, () -> cash.reserve(ReserveKind.TAX, FixedPoint.E8_PER_CENT - 1));
        assertThrows(ArithmeticException.class, () -> new Cash(1));
        assertBuckets(10_000, 0, 0);
    }

    @Test
    void shouldRefuseTheFloatAsAReserve() {
        assertThrows(IllegalArgumentException.class, () -> cash.reserve(ReserveKind.FLOAT, FixedPoint.E8));
        assertBuckets(10_000, 0, 0);
    }

    private void assertBuckets(long floatCents, long taxCents, long payrollCents) {
        assertEquals(FixedPoint.centsToE8(floatCents), cash.floatE8());
        assertEquals(FixedPoint.centsToE8(taxCents), cash.taxReserveE8());
        assertEquals(FixedPoint.centsToE8(payrollCents), cash.payrollReserveE8());
        assertEquals(cash.floatE8(), cash.balanceE8(ReserveKind.FLOAT));
        assertEquals(cash.taxReserveE8(), cash.balanceE8(ReserveKind.TAX));
        assertEquals(cash.payrollReserveE8(), cash.balanceE8(ReserveKind.PAYROLL));
    }
}
