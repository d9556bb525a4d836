package io.tradebot.replay.whatif;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.replay.backtest.RunTally;
import org.agrona.DirectBuffer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what a journal's run would have decided under other settings. Not thread safe. */
public final class WhatIf {

    private final Path journal;
    private final int keptMax;
    private EngineSettings was;
    private RunMode mode;

    private WhatIf(Path journal, int keptMax) {
        this.journal = journal;
        this.keptMax = keptMax;
    }

    /**
     * Runs it.
     *
     * @param valueByKey settings that are to differ from the journal's
     * @param keptMax    changed decisions to list; all are counted
     * @throws io.tradebot.engine.settings.InvalidSettingsException naming all problems of the other settings
     */
    public static WhatIfReport run(Path journal, Map<String, String> valueByKey, int keptMax) {
        return new WhatIf(journal, keptMax).run(valueByKey);
    }

    private WhatIfReport run(Map<String, String> valueByKey) {
        SettingsTable table = StrategyCatalog.settingsTable();
        readStart(table);
        Map<String, String> all = new LinkedHashMap<>();
        was.entries().forEach(entry -> all.put(entry.key(), entry.value()));
        all.put("VERSION_TAG", SettingsTable.PRODUCT_VERSION_TAG); // an older journal is asked by this program
        EngineSettings now = table.check(SettingsFile.of("journal", all), SettingsFile.of("--set", valueByKey)).settings();
        List<SettingChange> changed = new ArrayList<>();
        for (EngineSettings.Entry entry : now.entries()) {
            String before = was.value(entry.key());
            if (!before.equals(entry.value())) {
                changed.add(new SettingChange(entry.key(), before, entry.value()));
            }
        }
        return mode == RunMode.BACKTEST ? simulate(now, changed) : replay(now, changed);
    }

    private void readStart(SettingsTable table) {
        try (JournalReader reader = JournalReader.open(journal)) {
            RecordCursor cursor = new RecordCursor();
            if (!reader.next() || !cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength()).next()
                || cursor.templateId() != SessionStartedDecoder.TEMPLATE_ID) {
                throw new IllegalArgumentException("the journal " + journal + " does not begin with SessionStarted; it holds no run");
            }
            SessionStartedDecoder started = new SessionStartedDecoder();
            started.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
            mode = started.runMode();
            List<EngineSettings.Entry> entries = new ArrayList<>();
            for (SessionStartedDecoder.SettingsDecoder setting : started.settings()) {
                entries.add(new EngineSettings.Entry(setting.key(), setting.value()));
            }
            was = EngineSettings.fromJournal(table, entries);
        }
    }

    private WhatIfReport simulate(EngineSettings now, List<SettingChange> changed) {
        DecisionGroups before = new DecisionGroups();
        RunTally tallyBefore = new RunTally();
        DecisionGroups after = new DecisionGroups();
        RunTally tallyAfter = new RunTally();
        ExcerptSink journaled = new Both(before, tallyBefore);
        SimulatedRerun rerun = new SimulatedRerun(now, new Both(after, tallyAfter));
        String end = "";
        try (JournalReader reader = JournalReader.open(journal)) {
            while (end.isEmpty() && reader.next()) {
                if (before.isEnded() && !before.hasSameExecutions(after)) {
                    end = "sequence " + reader.sequence() + " (" + Instant.ofEpochSecond(0, reader.timeNanos())
                        + "): what was added there is about executions of the journal, and the other run has different ones";
                    continue;
                }
                journaled.append(reader.buffer(), reader.bodyOffset(), reader.bodyLength(), reader.timeNanos());
                rerun.onExcerpt(reader);
            }
        }
        Optional<WhatIfReport.Money> money = Optional.empty();
        if (before.isEnded()) {
            money = Optional.of(new WhatIfReport.Money(tallyBefore.metrics(), tallyAfter.metrics(), tallyBefore.chainHead(), tallyAfter.chainHead()));
        } else { // the exchange answers whole minutes; the last one is not whole
            after.cutAt(before.openFromNumber());
            before.cutAt(before.openFromNumber());
            end = "sequence " + before.wholeSequence() + ": the journal breaks off within the minute behind it";
        }
        Differences differences = new Differences(keptMax);
        differences.compare(before, after);
        return new WhatIfReport(changed, before.decisionCount(), differences.alteredCount(), differences.goneCount(),
            differences.newCount(), differences.changes(), money,
            end.isEmpty() ? "to the end: the simulated exchange answered every order anew, from the bars in the journal" : "to " + end, end.isEmpty());
    }

    private WhatIfReport replay(EngineSettings now, List<SettingChange> changed) {
        Differences differences = new Differences(keptMax);
        RecordedRerun rerun = new RecordedRerun(now, differences);
        try (JournalReader reader = JournalReader.open(journal)) {
            boolean isKnown = true;
            while (isKnown && reader.next()) {
                isKnown = rerun.onExcerpt(reader);
            }
        }
        boolean isToTheEnd = rerun.end().isEmpty();
        return new WhatIfReport(changed, rerun.decisionCount(), differences.alteredCount(), differences.goneCount(),
            differences.newCount(), differences.changes(), Optional.empty(), isToTheEnd ? "to the end: no order differs" : "to " + rerun.end(), isToTheEnd);
    }

    /** One run, looked at in two ways. */
    private record Both(ExcerptSink first, ExcerptSink second) implements ExcerptSink {

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            first.append(body, offset, length, timeNanos);
            return second.append(body, offset, length, timeNanos);
        }

        @Override
        public void sync() {
            // nothing is kept
        }
    }
}
