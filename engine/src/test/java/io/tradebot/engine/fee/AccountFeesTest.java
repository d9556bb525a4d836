package io.tradebot.engine.fee;

import io.tradebot.engine.position.LegAmount;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Amounts are computed by hand from the price lists and notices named in the tables; those marked "published" are the broker's own examples. */
class AccountFeesTest {

    private static final int SHARES_PER_CONTRACT = 100;
    private long orderCount;

    // ----- Section 31

    @ParameterizedTest
    @CsvSource({
        "2010-01-14, 0.26", // 10 000 x 25.70 / 1 000 000 = 0.257
        "2010-01-15, 0.13",
        "2011-01-21, 0.20", // 0.192
        "2012-03-31, 0.18",
        "2012-04-01, 0.23", // 0.224
        "2024-05-21, 0.08", // published for 8.00: Alpaca, "REG/TAF Fee Updates"
        "2024-05-22, 0.28", // 0.278
        "2025-05-13, 0.28",
        "2025-05-14, 0.00",
        "2026-04-03, 0.00",
        "2026-04-04, 0.21", // 0.206
        "2026-11-07, 0.21"})
    void shouldTakeTheSection31RateOfTheTradeDateRoundedUp(String date, String expected) {
        Execution sale = sale(date, "100", "100.00");
        assertEquals(expected, sum(account("alpaca").charges(sale), FeeKind.SEC_SECTION_31));
        assertEquals("0.00", sum(account("alpaca").charges(buy(date, "100", "100.00")), FeeKind.SEC_SECTION_31));
    }

    @Test
    void shouldNameTheNotice() {
        assertEquals("SEC release 34-99973 of 2024-04-17 (89 FR 29402)", account("alpaca").charges(sale("2024-05-22", "100", "100.00")).get(0).source());
    }

    // ----- trading activity fee

    @ParameterizedTest
    @CsvSource({
        "2011-06-30, 50000, 3.75",
        "2011-07-01, 50000, 4.50",
        "2012-02-29, 50000, 4.50",
        "2012-03-01, 50001, 4.75",
        "2012-07-01, 50000, 5.95",
        "2012-07-01, 49900, 5.94", // 5.93810
        "2012-07-01, 900000, 5.95",
        "2021-12-31, 100, 0.02",   // 0.0119
        "2022-01-01, 60000, 6.49", // 7.80 without the cap
        "2023-01-01, 60000, 7.27",
        "2024-01-01, 60000, 8.30",
        "2025-12-31, 5, 0.01",     // published: Alpaca, "Regulatory Fees": 0.00083 becomes 0.01
        "2026-01-01, 60000, 9.79",
        "2026-09-30, 100, 0.02",   // 0.0195
        "2026-10-01, 100, 0.00"})
    void shouldTakeTheTradingActivityFeeOfTheDateUpToItsCap(String date, String shares, String expected) {
        assertEquals(expected, sum(account("alpaca").charges(sale(date, shares, "20.00")), FeeKind.FINRA_TAF));
        assertEquals("0.00", sum(account("alpaca").charges(buy(date, shares, "20.00")), FeeKind.FINRA_TAF));
    }

    @Test
    void shouldExemptSharesSoldBelowTheRate() {
        assertEquals("0.00", sum(account("alpaca").charges(sale("2024-01-02", "60000", "0.0001")), FeeKind.FINRA_TAF));
        assertEquals("8.30", sum(account("alpaca").charges(sale("2024-01-02", "60000", "0.0002")), FeeKind.FINRA_TAF));
    }

    // ----- options

    @ParameterizedTest
    @CsvSource({
        "2023-12-29, 0.30, 0.03", // 10 x 0.02905; 10 x 0.00244
        "2024-01-02, 0.27, 0.03", // 10 x 0.02685; 10 x 0.00279
        "2025-05-13, 0.27, 0.03"})
    void shouldChargeOptionFeesOfBothSidesAndOfSales(String date, String expectedOrf, String expectedTaf) {
        List<FeeCharge> sold = account("alpaca").charges(option(date, 10, "1.00", true));
        assertEquals(expectedOrf, sum(sold, FeeKind.OPTION_REGULATORY));
        assertEquals(expectedTaf, sum(sold, FeeKind.FINRA_TAF));
        List<FeeCharge> bought = account("alpaca").charges(option(date, 10, "1.00", false));
        assertEquals(expectedOrf, sum(bought, FeeKind.OPTION_REGULATORY));
        assertEquals(1, bought.size());
    }

    @Test
    void shouldChargeSection31OnThePremium() {
        // 10 contracts x 100 x 5.00 = 5000.00; x 27.80 / 1 000 000 = 0.139
        assertEquals("0.14", sum(account("alpaca").charges(option("2025-01-02", 10, "5.00", true)), FeeKind.SEC_SECTION_31));
    }

    // ----- rounding

    @Test
    void shouldRoundUpTheDaysSumAtAlpaca() {
        AccountFees account = account("alpaca");
        List<String> charged = new ArrayList<>();
        for (int i = 0; i < 13; i++) { // 0.00083 each: 12 are 0.00996, 13 are 0.01079
            charged.add(sum(account.charges(sale("2025-06-02", "5", "20.00")), FeeKind.FINRA_TAF));
        }
        assertEquals("0.01", charged.get(0));
        assertEquals("0.01", charged.get(12));
        assertEquals(2, charged.stream().filter("0.01"::equals).count());
        assertEquals("0.01", sum(account.charges(sale("2025-06-03", "5", "20.00")), FeeKind.FINRA_TAF), "a new day begins at nothing");
    }

    @Test
    void shouldChargeFractionsInWholeCentsAtInteractiveBrokers() {
        AccountFees account = account("ibkr_fixed");
        List<String> charged = new ArrayList<>();
        for (int i = 0; i < 19; i++) { // 6 are 0.00498, 7 are 0.00581; 18 are 0.01494, 19 are 0.01577
            charged.add(sum(account.charges(sale("2025-06-02", "5", "20.00")), FeeKind.FINRA_TAF));
        }
        assertEquals("0.00", charged.get(5));
        assertEquals("0.01", charged.get(6));
        assertEquals("0.00", charged.get(17));
        assertEquals("0.01", charged.get(18));
        assertEquals(2, charged.stream().filter("0.01"::equals).count());
    }

    @Test
    void shouldRoundUpEachExecutionAtTradier() {
        AccountFees account = account("tradier");
        for (int i = 0; i < 3; i++) {
            assertEquals("0.01", sum(account.charges(sale("2025-06-02", "5", "20.00")), FeeKind.FINRA_TAF));
        }
    }

    // ----- commissions

    @ParameterizedTest
    @CsvSource({
        "ibkr_fixed,  2024-01-02, 100,    25.00, 1.00",  // published
        "ibkr_fixed,  2024-01-02, 1000,   25.00, 5.00",  // published
        "ibkr_fixed,  2024-01-02, 1000,   0.25,  2.50",  // published: the maximum of 1 %
        "ibkr_fixed,  2019-04-16, 1000,   0.25,  2.50",
        "ibkr_fixed,  2019-04-15, 1000,   0.25,  1.25",  // the maximum of 0.5 %
        "ibkr_fixed,  2024-01-02, 1,      50.00, 0.50",  // the maximum wins over the minimum
        "ibkr_fixed,  2024-01-02, 1,      100.00, 1.00",
        "ibkr_fixed,  2024-01-02, 0.5,    100.00, 0.01", // less than one share
        "ibkr_fixed,  2024-01-02, 333,    25.00, 1.67",  // 1.665
        "ibkr_tiered, 2024-01-02, 200,    10.00, 0.70",
        "ibkr_tiered, 2024-01-02, 50,     10.00, 0.35",
        "ibkr_tiered, 2024-01-02, 1,      7.38,  0.07",  // 0.0738
        "ibkr_lite,   2024-01-02, 1000,   25.00, 0.00",
        "alpaca,      2024-01-02, 1000,   25.00, 0.00",
        "tradier,     2024-01-02, 1000,   25.00, 0.00"})
    void shouldTakeTheCommissionOfThePriceListWithItsMinimumAndMaximum(String schedule, String date, String shares, String price, String expected) {
        assertEquals(expected, usd(account(schedule).commissionE8(buy(date, shares, price))));
        assertEquals(expected, usd(account(schedule).commissionE8(sale(date, shares, price))));
    }

    @ParameterizedTest
    @CsvSource({
        "ibkr_tiered, 2024-01-02, 1,  2.00,  1.00",  // published, as the next three
        "ibkr_tiered, 2024-01-02, 2,  5.00,  1.30",
        "ibkr_tiered, 2024-01-02, 3,  0.075, 1.50",
        "ibkr_tiered, 2024-01-02, 5,  0.03,  1.25",
        "ibkr_fixed,  2017-07-03, 2,  5.00,  1.40",  // published, list with Section 31 at 21.80
        "ibkr_fixed,  2017-07-04, 2,  5.00,  1.30",
        "ibkr_fixed,  2024-01-02, 10, 0.10,  6.50",
        "ibkr_fixed,  2024-01-02, 10, 0.0999, 5.00",
        "ibkr_fixed,  2024-01-02, 10, 0.05,  5.00",
        "ibkr_fixed,  2024-01-02, 10, 0.0499, 2.50",
        "tradier,     2024-01-02, 10, 1.00,  3.50",
        "alpaca,      2024-01-02, 10, 1.00,  0.00"})
    void shouldTakeTheCommissionOfContractsByPremium(String schedule, String date, long contracts, String premium, String expected) {
        assertEquals(expected, usd(account(schedule).commissionE8(option(date, contracts, premium, false))));
    }

    @Test
    void shouldChargePartsOfAnOrderLikeTheWhole() {
        AccountFees account = account("ibkr_fixed");
        long order = ++orderCount;
        List<String> parts = new ArrayList<>();
        for (String shares : List.of("60", "40", "100", "100", "700")) {
            parts.add(usd(account.commissionE8(execution(order, "2024-01-02", shares, "25.00", false))));
        }
        assertEquals(List.of("1.00", "0.00", "0.00", "0.50", "3.50"), parts); // 1000 shares in all: 5.00
        assertEquals("1.00", usd(account.commissionE8(execution(order + 1, "2024-01-02", "60", "25.00", false))), "another order");
        assertEquals("1.00", usd(account.commissionE8(execution(order, "2024-01-03", "60", "25.00", false))), "the same order on another day");
    }

    // ----- what is not known

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2009-12-31 | false | commission of alpaca per share (commission.csv) is not known for trade date 2009-12-31 (known from 2010-01-01 to 2026-12-31).
        2026-11-08 | false | Section 31 fee (sec-section-31.csv) is not known for trade date 2026-11-08 (known from 2010-01-01 to 2026-11-07).
        2023-02-24 | true  | options regulatory fee (options-regulatory-fee.csv) is not known for trade date 2023-02-24 (known from 2023-02-27 to 2025-05-13).
        2012-06-29 | true  | trading activity fee per contract (finra-taf.csv) is not known for trade date 2012-06-29 (known from 2012-07-01 to 2026-12-31).""")
    void shouldRefuseADateThatTheTablesDoNotCover(String date, boolean withOptions, String expected) {
        UnknownFeeException refused = assertThrows(UnknownFeeException.class, () -> FeeSchedule.named("alpaca").requireKnown(day(date), withOptions));
        assertEquals(expected + " Choose other dates, set FEE_SCHEDULE=off, or add the row and its source to the table.", refused.getMessage());
    }

    @Test
    void shouldNotGuessTheFeeOfAnExecution() {
        assertThrows(UnknownFeeException.class, () -> account("tradier").charges(sale("2026-11-09", "1", "10.00")));
        assertThrows(UnknownFeeException.class, () -> account("ibkr_lite").commissionE8(option("2024-01-02", 1, "1.00", false)));
        FeeSchedule.named("alpaca").requireKnown(day("2026-11-06"), false);
        FeeSchedule.named("ibkr_tiered").requireKnown(day("2023-08-03"), true);
    }

    @Test
    void shouldRefuseTimeThatGoesBack() {
        AccountFees account = account("alpaca");
        account.charges(sale("2024-01-03", "1", "10.00"));
        assertThrows(IllegalArgumentException.class, () -> account.charges(sale("2024-01-02", "1", "10.00")));
    }

    private static AccountFees account(String schedule) {
        return new AccountFees(FeeSchedule.named(schedule));
    }

    private Execution sale(String date, String shares, String price) {
        return execution(++orderCount, date, shares, price, true);
    }

    private Execution buy(String date, String shares, String price) {
        return execution(++orderCount, date, shares, price, false);
    }

    private static Execution execution(long order, String date, String shares, String price, boolean isSale) {
        long priceE8 = FixedPoint.parse(price, 8);
        long qtyE9 = FixedPoint.parse(shares, 9);
        return new Execution(order, day(date), false, isSale, priceE8, qtyE9, LegAmount.ofE8(priceE8, qtyE9, 1) / FixedPoint.E8_PER_CENT);
    }

    private Execution option(String date, long contracts, String premium, boolean isSale) {
        long priceE8 = FixedPoint.parse(premium, 8);
        long qtyE9 = contracts * FixedPoint.E9;
        return new Execution(++orderCount, day(date), true, isSale, priceE8, qtyE9,
            LegAmount.ofE8(priceE8, qtyE9, SHARES_PER_CONTRACT) / FixedPoint.E8_PER_CENT);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static String sum(List<FeeCharge> charges, FeeKind kind) {
        return usd(charges.stream().filter(charge -> charge.kind() == kind).mapToLong(FeeCharge::amountE8).sum());
    }

    private static String usd(long amountE8) {
        return FixedPoint.format(amountE8, 8, 2);
    }
}
