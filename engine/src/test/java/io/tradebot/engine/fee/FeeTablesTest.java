package io.tradebot.engine.fee;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FeeTablesTest {

    private static final List<String> SCHEDULES = List.of("alpaca", "ibkr_fixed", "ibkr_tiered", "ibkr_lite", "tradier");

    @Test
    void shouldCoverEveryDateOfTheSharesTables() {
        assertCovers(FeeTables.section31(), "2010-01-01", "2026-11-07");
        assertCovers(FeeTables.tradingActivity("share"), "2010-01-01", "2026-12-31");
        assertCovers(FeeTables.tradingActivity("contract"), "2012-07-01", "2026-12-31");
        SCHEDULES.forEach(schedule -> assertCovers(FeeTables.commission(schedule, "share").get(0), "2010-01-01", "2026-12-31"));
    }

    @Test
    void shouldNameASourceForEveryRow() {
        FeeTables.section31().rows().forEach(row -> assertFalse(row.source().isBlank()));
        FeeTables.tradingActivity("share").rows().forEach(row -> assertFalse(row.source().isBlank()));
        FeeTables.optionsRegulatory().rows().forEach(row -> assertFalse(row.source().isBlank()));
    }

    @Test
    void shouldRaiseTheCapWithTheRate() {
        for (FeeRow row : FeeTables.tradingActivity("share").rows()) {
            // every cap is that of about 50 000 shares
            long perShareE9 = row.capE8() == Long.MAX_VALUE ? 0 : row.capE8() * 10 / 50_000;
            assertTrue(Math.abs(perShareE9 - row.rateE9()) <= 1_000, LocalDate.ofEpochDay(row.fromEpochDay()) + ": " + row);
        }
    }

    @Test
    void shouldKnowTheNamesOfTheSetting() {
        assertNull(FeeSchedule.named("off"));
        SCHEDULES.forEach(schedule -> assertEquals(schedule, FeeSchedule.named(schedule).name()));
        assertThrows(IllegalArgumentException.class, () -> FeeSchedule.named("etrade"));
    }

    @Test
    void shouldRefuseRowsThatOverlap() {
        FeeRow first = new FeeRow(10, 20, 1, 1, "");
        assertThrows(IllegalStateException.class, () -> new DatedTable<>("t", List.of(first, new FeeRow(20, 30, 1, 1, ""))));
        assertThrows(IllegalStateException.class, () -> new DatedTable<>("t", List.of(new FeeRow(10, 9, 1, 1, ""))));
        DatedTable<FeeRow> table = new DatedTable<>("t", List.of(first, new FeeRow(22, 30, 2, 1, "")));
        assertEquals(2, table.at(22).rateE9());
        assertTrue(assertThrows(UnknownFeeException.class, () -> table.at(21)).getMessage()
            .contains("(known from 1970-01-11 to 1970-01-21, from 1970-01-23 to 1970-01-31)"));
    }

    private static void assertCovers(DatedTable<?> table, String from, String through) {
        int first = (int) LocalDate.parse(from).toEpochDay();
        int last = (int) LocalDate.parse(through).toEpochDay();
        for (int day = first; day <= last; day++) {
            table.at(day);
        }
        assertThrows(UnknownFeeException.class, () -> table.at(first - 1));
        assertThrows(UnknownFeeException.class, () -> table.at(last + 1));
    }
}
