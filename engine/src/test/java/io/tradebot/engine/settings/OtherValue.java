package io.tradebot.engine.settings;

import java.util.List;

/** Values to change a setting to. */
public final class OtherValue {

    private OtherValue() {
    }

    /** A valid value other than the one before; null for what has none that is easily found. */
    public static String of(Setting row, EngineSettings before) {
        for (String value : List.of("1", "2", "0.5", "true", "false", "live", "test", "debug", "off", "AAA", "AAA:BBB", "10:00", "1000", "10m",
            "LIFO", "disabled", "mon", "UTC", "open", "https://example.com", "legacy", "csv", "quiet", "IBKR", "ibkr_fixed")) {
            try {
                if (!row.isSecret() && !row.type().canonical(value).equals(before.value(row.key()))) {
                    return value;
                }
            } catch (RefusedValueException refused) {
                continue; // not of this type
            }
        }
        return null;
    }
}
