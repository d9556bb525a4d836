package io.tradebot.replay.backtest;

import io.tradebot.replay.data.OptionContract;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names option contracts as the Options Clearing Corporation does: underlying, expiry yymmdd, C or P, strike in eight digits. */
final class OptionSymbol {

    /** The code holds thousandths of a dollar; the strike is E8. */
    private static final long E8_PER_MILL = 100_000L;

    private OptionSymbol() {
    }

    /** For example {@code GOOG160115P00750000}. */
    static String of(OptionContract contract) {
        String expiry = LocalDate.ofEpochDay(contract.expiryEpochDay()).format(DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT));
        char right = contract.right() == OptionContract.Right.PUT ? 'P' : 'C';
        return String.format(Locale.ROOT, "%s%s%c%08d", contract.underlying(), expiry, right, contract.strikeE8() / E8_PER_MILL);
    }
}
