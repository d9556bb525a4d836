package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.data.MarketHistory;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Looks for decisions that depend on the future: what the strategies' classes refer to, the same run twice, and runs on data
 * that end at a bar. In each of those all decisions up to the end of that bar must be the ones of the whole run, byte for
 * byte. Not thread safe.
 */
public final class LookaheadCheck {

    private static final int FINDINGS_MAX = 10;

    private final MarketHistory history;
    private final EngineSettings settings;
    private final int cutCount;
    private final Progress progress;
    private final List<CheckFinding> findings = new ArrayList<>();

    /** Told after each run. */
    public interface Progress {
        /** {@code done} of {@code total} runs are done. */
        void onRun(int done, int total);
    }

    private LookaheadCheck(MarketHistory history, EngineSettings settings, int cutCount, Progress progress) {
        this.history = history;
        this.settings = settings;
        this.cutCount = cutCount;
        this.progress = progress;
    }

    /**
     * Checks the strategies of the settings.
     *
     * @param cutCount cuts: first at minutes that decided something, then spread over all minutes with bars
     */
    public static CheckReport run(MarketHistory history, EngineSettings settings, int cutCount, Progress progress) {
        return new LookaheadCheck(history, settings, cutCount, progress).run();
    }

    private CheckReport run() {
        findings.addAll(ContractScan.of(settings));
        DecisionTrail whole = DecisionTrail.of(history, settings);
        int[] cuts = choose(whole.minutes());
        int total = cuts.length + 2;
        progress.onRun(1, total);
        compareRepeat(whole);
        progress.onRun(2, total);
        int runCount = 2;
        for (int cut : cuts) {
            if (findings.size() >= FINDINGS_MAX) {
                break;
            }
            compareCut(whole, whole.minutes().get(cut));
            progress.onRun(++runCount, total);
        }
        return new CheckReport(runCount, whole.decisionCount(), findings, List.of("cut at " + (runCount - 2) + " of "
            + whole.minutes().size() + " minutes with bars, among them " + decided(whole.minutes(), cuts) + " that decided something"));
    }

    private void compareRepeat(DecisionTrail whole) {
        DecisionTrail again = DecisionTrail.of(history, settings);
        int at = whole.firstDifference(again, Math.max(whole.count(), again.count()));
        if (at >= 0) {
            findings.add(new CheckFinding(CheckFinding.Kind.REPEAT, whole.when(at), "the same run made twice differs: first "
                + whole.describe(at, again) + ", then " + again.describe(at, whole) + ". Something is kept between runs or comes from outside"));
        }
    }

    private void compareCut(DecisionTrail whole, DecisionTrail.Minute minute) {
        DecisionTrail cut = DecisionTrail.of(history.until(minute.timeNanos()), settings);
        int at = whole.firstDifference(cut, minute.index() + 1);
        if (at >= 0) {
            findings.add(new CheckFinding(CheckFinding.Kind.LOOKAHEAD, whole.when(at), "with data to the end "
                + whole.describe(at, cut) + ", with data to " + whole.when(minute.index()) + " " + cut.describe(at, whole)));
        }
    }

    /** Indexes into the minutes, ascending. */
    private int[] choose(List<DecisionTrail.Minute> minutes) {
        List<Integer> decided = new ArrayList<>();
        for (int i = 0; i < minutes.size(); i++) {
            if (minutes.get(i).hasDecisions()) {
                decided.add(i);
            }
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        spread(decided.size(), cutCount).forEach(i -> chosen.add(decided.get(i)));
        if (chosen.size() < cutCount) {
            chosen.addAll(spread(minutes.size(), cutCount - chosen.size()));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /** At most {@code wanted} of {@code count} places, evenly, the last one among them. */
    static List<Integer> spread(int count, int wanted) {
        List<Integer> places = new ArrayList<>();
        int taken = Math.min(count, wanted);
        for (int i = 1; i <= taken; i++) {
            places.add((int) ((long) i * count / taken) - 1);
        }
        return places;
    }

    private static int decided(List<DecisionTrail.Minute> minutes, int[] cuts) {
        int count = 0;
        for (int cut : cuts) {
            count += minutes.get(cut).hasDecisions() ? 1 : 0;
        }
        return count;
    }
}
