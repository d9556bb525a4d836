package io.tradebot.ops.cli;

import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps secrets out of command lines, which everybody on the machine may read and shells write down. */
final class SecretArguments {

    private SecretArguments() {
    }

    /** Refuses secrets among the keys that arguments set; names all of them, never a value. */
    static void refuse(SettingsTable table, Collection<String> keys) {
        List<SettingsProblem> problems = new ArrayList<>();
        for (String key : keys) {
            Setting row = table.row(key);
            if (row != null && row.isSecret()) {
                problems.add(new SettingsProblem("command line", row.key(), "", "is secret, and everybody on this machine may read command lines",
                    "Store it with tradebot settings set --from FILE, and renew it, as it was seen."));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
