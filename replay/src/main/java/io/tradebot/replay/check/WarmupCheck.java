package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.replay.data.MarketHistory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Looks for strategies that need more history than they say, by runs that begin at a later session.
 *
 * <p>With the same history behind it, a later start must see the same candidates, gates and signals at once: a strategy keeps
 * nothing from one day to the next. Without history it may differ until averages over days are full; after
 * {@value #WARM_SESSIONS_MAX} sessions it must not. Money is taken out of the comparison: limits that depend on the results
 * of earlier days are off in all runs.
 */
public final class WarmupCheck {

    /** Sessions after which every average over days is full (strategy-rules 5.1: volumes of 20). */
    public static final int WARM_SESSIONS_MAX = 20;
    private static final int FINDINGS_MAX = 10;
    private static final Map<String, String> MONEY_OFF = Map.of("DAILY_LOSS_LIMIT", "1", "CIRCUIT_BREAKER_DRAWDOWN", "0",
        "PDT_ENFORCE", "false");

    private final MarketHistory history;
    private final EngineSettings settings;
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private WarmupCheck(MarketHistory history, EngineSettings settings) {
        this.history = history;
        this.settings = settings;
    }

    /**
     * Checks the strategies of the settings.
     *
     * @param startCount later starts to try, spread over all sessions but the first
     */
    public static CheckReport run(MarketHistory history, EngineSettings settings, int startCount, LookaheadCheck.Progress progress) {
        return new WarmupCheck(history, withoutMoney(settings)).run(startCount, progress);
    }

    private static EngineSettings withoutMoney(EngineSettings settings) {
        Map<String, String> valueByKey = new LinkedHashMap<>();
        settings.entries().forEach(entry -> valueByKey.put(entry.key(), entry.value()));
        return StrategyCatalog.settingsTable().check(SettingsFile.of("settings", valueByKey),
            SettingsFile.of("warm-up check", MONEY_OFF)).settings();
    }

    private CheckReport run(int startCount, LookaheadCheck.Progress progress) {
        SortedMap<Integer, List<String>> whole = SessionDecisions.of(history, settings);
        List<Integer> days = List.copyOf(whole.keySet());
        List<Integer> starts = LookaheadCheck.spread(Math.max(0, days.size() - 1), startCount);
        int total = 1 + 2 * starts.size();
        int runCount = 1;
        progress.onRun(runCount, total);
        for (int place : starts) {
            if (findings.size() >= FINDINGS_MAX) {
                break;
            }
            int day = days.get(place + 1);
            Comparison later = compare(whole, SessionDecisions.of(history.from(day, true), settings), day);
            if (later.differing > 0) {
                findings.add(new CheckFinding(CheckFinding.Kind.LATE_START, date(day), later.text()
                    + ". A strategy must not keep anything from one day to the next"));
            }
            progress.onRun(++runCount, total);
            judgeWithoutHistory(day, compare(whole, SessionDecisions.of(history.from(day, false), settings), day));
            progress.onRun(++runCount, total);
        }
        long lineCount = whole.values().stream().mapToLong(List::size).sum();
        notes.add("started at " + starts.size() + " of " + days.size() + " sessions, with the history behind them and without");
        return new CheckReport(runCount, lineCount, findings, notes);
    }

    private void judgeWithoutHistory(int day, Comparison cold) {
        if (cold.differing == 0) {
            return;
        }
        String text = "without history before " + date(day) + " " + cold.text()
            + (cold.warmAfter == cold.compared ? "; not yet equal at the end of the run" : "; equal after " + cold.warmAfter);
        if (cold.warmAfter > WARM_SESSIONS_MAX) {
            findings.add(new CheckFinding(CheckFinding.Kind.NEVER_WARM, date(day), text));
        } else {
            notes.add(text);
        }
    }

    /** Sessions that differ, how many sessions of the later run have passed when all are equal, and the first difference. */
    private record Comparison(int differing, int compared, int warmAfter, String first) {
        String text() {
            return differing + " of " + compared + " sessions differ, first " + first;
        }
    }

    private static Comparison compare(SortedMap<Integer, List<String>> whole, SortedMap<Integer, List<String>> later, int day) {
        int differing = 0;
        int warmAfter = 0;
        int compared = 0;
        String first = "";
        for (Map.Entry<Integer, List<String>> session : whole.tailMap(day).entrySet()) {
            compared++;
            List<String> there = later.getOrDefault(session.getKey(), List.of("no such session"));
            if (!there.equals(session.getValue())) {
                differing++;
                warmAfter = compared;
                if (first.isEmpty()) {
                    first = date(session.getKey()) + ": " + difference(session.getValue(), there);
                }
            }
        }
        return new Comparison(differing, compared, warmAfter, first);
    }

    private static String difference(List<String> whole, List<String> later) {
        for (int i = 0; ; i++) {
            String a = i < whole.size() ? whole.get(i) : "nothing more";
            String b = i < later.size() ? later.get(i) : "nothing more";
            if (!a.equals(b)) {
                return a + " in the whole run, " + b + " in the later one";
            }
        }
    }

    private static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
