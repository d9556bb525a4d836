package io.tradebot.ops.cli;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the first record of a run says.
 *
 * @param identity under which everything is filed
 * @param mode     backtest, paper, live, what_if
 * @param settings in force at the start
 */
record RunStart(String identity, String mode, Map<String, String> settings) {

    static RunStart of(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            if (!reader.next()) {
                throw new CommandFailure(ExitCode.BAD_DATA, "the journal " + journal + " is empty");
            }
            RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
            cursor.next();
            RecordContent first = RecordContent.read(RecordCatalogue.ofSchema(), cursor);
            String identity = first.row().text("identity");
            if (identity == null || !identity.matches("[A-Za-z0-9_-]+")) {
                throw new CommandFailure(ExitCode.BAD_DATA, "the journal " + journal + " begins with " + first.type().name()
                    + ", not with a SessionStarted that has an identity");
            }
            Map<String, String> settings = new LinkedHashMap<>();
            first.row().rows("settings").forEach(row -> settings.put(row.text("key"), row.text("value")));
            return new RunStart(identity, first.row().enumValue("runMode").name().toLowerCase(Locale.ROOT), settings);
        }
    }

    /** Value of a setting; empty when the run did not have it. */
    String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    /** Folder of exports: that of the mode, but paper when FORCE_PAPER_EXPORT says so. */
    String exportMode() {
        return mode.equals("live") && setting("FORCE_PAPER_EXPORT").equals("true") ? "paper" : mode;
    }
}
