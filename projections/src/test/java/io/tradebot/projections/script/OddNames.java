package io.tradebot.projections.script;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.InstrumentKind;

import java.util.List;

/**
 * Two days of securities whose names a format may trip over: a share class, a single letter, the name of the currency, an option
 * symbol with three blanks, quotes, markup, a semicolon, a colon, letters outside ASCII, and pairs that differ only in such
 * characters. Each is bought (the second even ones sold short), half of it closed with a gain, the rest kept. Quantities have nine
 * decimals and prices that give no whole cents.
 */
public final class OddNames {

    /** The symbols in the order of their instrument ids from 1. */
    public static final List<String> SYMBOLS = List.of("BRK.B", "F", "USD", "SPY   250418P00500000", "A&B <\"C'>", "\u00C4=\u00D6",
        "\u00C4:\u00D6", "x;y", "x,y|z", "1INCH", "=CMD()", "A B", "A-B", "LONG NAME OF A SECURITY, NO. 1",
        "LONG NAME OF A SECURITY, NO. 2", "null", "\\u0041{}%$#", "a b");
    private static final String FIRST = "2025-04-07T";
    private static final String SECOND = "2025-04-08T";

    private OddNames() {
    }

    /** The whole journal. */
    public static JournalScript write() {
        JournalScript script = new JournalScript();
        script.at(FIRST + "13:00:00Z").sessionStarted("A-LONG-ENTITY-NAME_US_SIM_BOT1", "1000000.00").strategy(1, "op\"en, <x>: \u00E4");
        for (int id = 1; id <= SYMBOLS.size(); id++) {
            String symbol = SYMBOLS.get(id - 1);
            script.at(FIRST + "13:00:00Z");
            if (isOption(symbol)) {
                script.option(id, InstrumentKind.PUT_OPTION, 1, "500", "2025-04-18", symbol);
            } else {
                script.instrument(id, InstrumentKind.EQUITY, 1, symbol);
            }
        }
        for (int id = 1; id <= SYMBOLS.size(); id++) {
            AssetClass assetClass = assetClass(id);
            boolean isOption = assetClass == AssetClass.LONG_PUT;
            script.at(FIRST + "14:00:00Z").filled(id, id, isOption ? "3" : "10.000000001", "33.3333", "1.00")
                .lotOpened(id, id, id, 1, id, assetClass, isOption ? "3" : "10.000000001", "33.3333", isOption ? "9999.99" : "333.33")
                .commission(id, id, 1, id, "1.00");
        }
        for (int id = 1; id <= SYMBOLS.size(); id++) {
            AssetClass assetClass = assetClass(id);
            boolean isOption = assetClass == AssetClass.LONG_PUT;
            boolean isLong = assetClass != AssetClass.SHORT_POSITION;
            // 333.33 x 3.3 / 10.000000001 is 109.9989 and goes up; 9999.99 / 3 is exact
            script.at(SECOND + "15:00:00Z").filled(100 + id, id, isOption ? "1" : "3.3", isOption ? "40" : "33.4", "0.35");
            if (isOption) {
                script.lotClosed(id, id, 100 + id, 1, id, assetClass, "1", "2", "40", "3333.33", "4000.00", "666.67");
            } else {
                script.lotClosed(id, id, 100 + id, 1, id, assetClass, "3.3", "6.700000001", "33.4", "110.00", "110.22",
                    isLong ? "0.22" : "-0.22");
            }
            script.commission(100 + id, id, 1, id, "0.35");
        }
        return script;
    }

    private static boolean isOption(String symbol) {
        return symbol.startsWith("SPY ");
    }

    private static AssetClass assetClass(int id) {
        if (isOption(SYMBOLS.get(id - 1))) {
            return AssetClass.LONG_PUT;
        }
        return id % 2 == 0 ? AssetClass.SHORT_POSITION : AssetClass.LONG_EQUITY;
    }
}
