package io.tradebot.engine.fee;

import io.tradebot.journal.value.FixedPoint;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The tables of this package as they stand in its CSV files. Pure. */
final class FeeTables {

    private FeeTables() {
    }

    static DatedTable<FeeRow> section31() {
        List<FeeRow> rows = new ArrayList<>();
        for (String[] field : PackagedTable.read("sec-section-31.csv", "from,through,usd_per_million,source")) {
            long rateE9 = FixedPoint.parse(field[2], 3); // USD per million scaled by 10^3 is the same number as USD per USD scaled by 10^9
            rows.add(new FeeRow(day(field[0]), day(field[1]), rateE9, Long.MAX_VALUE, field[3]));
        }
        return new DatedTable<>("Section 31 fee (sec-section-31.csv)", rows);
    }

    /** Trading activity fee of one unit: share or contract. */
    static DatedTable<FeeRow> tradingActivity(String unit) {
        List<FeeRow> rows = new ArrayList<>();
        for (String[] field : PackagedTable.read("finra-taf.csv", "unit,from,through,usd_per_unit,cap_usd,source")) {
            if (field[0].equals(unit)) {
                long capE8 = field[4].isEmpty() ? Long.MAX_VALUE : FixedPoint.parse(field[4], 8);
                rows.add(new FeeRow(day(field[1]), day(field[2]), FixedPoint.parse(field[3], 9), capE8, field[5]));
            }
        }
        return new DatedTable<>("trading activity fee per " + unit + " (finra-taf.csv)", rows);
    }

    static DatedTable<FeeRow> optionsRegulatory() {
        List<FeeRow> rows = new ArrayList<>();
        for (String[] field : PackagedTable.read("options-regulatory-fee.csv", "from,through,usd_per_contract,source")) {
            rows.add(new FeeRow(day(field[0]), day(field[1]), FixedPoint.parse(field[2], 9), Long.MAX_VALUE, field[3]));
        }
        return new DatedTable<>("options regulatory fee (options-regulatory-fee.csv)", rows);
    }

    /** Commission of one unit in a broker's price list: one table for each premium from which rows hold, the lowest first. */
    static List<DatedTable<CommissionRow>> commission(String schedule, String unit) {
        List<CommissionRow> rows = new ArrayList<>();
        for (String[] field : PackagedTable.read("commission.csv", "schedule,unit,from,through,premium_from,usd_per_unit,minimum_usd,"
            + "minimum_below_one_usd,maximum_percent,source")) {
            if (field[0].equals(schedule) && field[1].equals(unit)) {
                rows.add(new CommissionRow(day(field[2]), day(field[3]), FixedPoint.parse(field[4], 8), FixedPoint.parse(field[5], 9),
                    FixedPoint.parse(field[6], 2), FixedPoint.parse(field[7], 2),
                    field[8].isEmpty() ? Long.MAX_VALUE : FixedPoint.parse(field[8], 4), field[9]));
            }
        }
        String name = "commission of " + schedule + " per " + unit + " (commission.csv)";
        long[] premiums = rows.stream().mapToLong(CommissionRow::premiumFromE8).distinct().sorted().toArray();
        List<DatedTable<CommissionRow>> tables = new ArrayList<>();
        for (long premium : premiums.length == 0 ? new long[1] : premiums) {
            tables.add(new DatedTable<>(name, rows.stream().filter(row -> row.premiumFromE8() == premium).toList()));
        }
        return tables;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }
}
