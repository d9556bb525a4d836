package io.tradebot.engine.fee;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BorrowFeeTest {

    @ParameterizedTest
    @CsvSource({
        "2050000, 25000, 1, 142",    // published: Alpaca forum 14424, 20 500 at 2.5 %: 1.42 a day
        "2000000, 50000, 1, 278",    // 20 000 at 5 %: 2.7778
        "2000000, 50000, 3, 833",    // over a weekend 8.3333
        "3600000, 10000, 1, 100",
        "180, 1000000, 1, 1",        // half a cent
        "179, 1000000, 1, 0",
        "2050000, 25000, 0, 0"})
    void shouldChargeTheAnnualRateByNightsOfAYearOf360Days(long valueCents, long annualPpm, int nights, long expectedCents) {
        assertEquals(expectedCents, BorrowFee.cents(valueCents, annualPpm, nights));
    }

    @ParameterizedTest
    @CsvSource({"2024-03-08, 2024-03-08, 0", "2024-03-07, 2024-03-08, 1", "2024-03-08, 2024-03-11, 3"})
    void shouldCountNightsAndNothingWithinADay(LocalDate opened, LocalDate closed, int expected) {
        assertEquals(expected, BorrowFee.nights((int) opened.toEpochDay(), (int) closed.toEpochDay()));
    }
}
