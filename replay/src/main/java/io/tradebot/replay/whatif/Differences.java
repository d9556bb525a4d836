package io.tradebot.replay.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Counts what differs between two runs and keeps the first of it. Not thread safe. */
final class Differences {

    private final int keptMax;
    private final List<DecisionChange> changes = new ArrayList<>();
    private long count;

    Differences(int keptMax) {
        this.keptMax = keptMax;
    }

    /** Compares two runs group by group. */
    void compare(DecisionGroups was, DecisionGroups now) {
        TreeSet<Integer> numbers = new TreeSet<>(was.groups().keySet());
        numbers.addAll(now.groups().keySet());
        for (int number : numbers) {
            DecisionGroups.Group before = was.groups().get(number);
            DecisionGroups.Group after = now.groups().get(number);
            DecisionGroups.Group place = before == null ? after : before;
            compare(place.sequence(), place.timeNanos(), before == null ? List.of() : before.lines(), after == null ? List.of() : after.lines());
        }
    }

    /** Compares what followed one input: a decision counts as changed when the other run has no equal one left. */
    void compare(long sequence, long timeNanos, List<String> was, List<String> now) {
        if (was.equals(now)) {
            return;
        }
        List<String> gone = new ArrayList<>(was);
        now.forEach(gone::remove);
        List<String> come = new ArrayList<>(now);
        was.forEach(come::remove);
        if (gone.isEmpty() && come.isEmpty()) {
            add(new DecisionChange(sequence, timeNanos, "the order " + was, "the order " + now));
        }
        for (String line : gone) {
            String partner = come.stream().filter(other -> name(other).equals(name(line))).findFirst().orElse("");
            come.remove(partner);
            add(new DecisionChange(sequence, timeNanos, line, partner));
        }
        come.forEach(line -> add(new DecisionChange(sequence, timeNanos, "", line)));
    }

    private void add(DecisionChange change) {
        count++;
        if (changes.size() < keptMax) {
            changes.add(change);
        }
    }

    private static String name(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    long count() {
        return count;
    }

    List<DecisionChange> changes() {
        return changes;
    }
}
