package io.tradebot.replay.whatif;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Counts what differs between two runs and keeps the first of it. Not thread safe. */
final class Differences {

    private static final Set<String> OBJECTS = Set.of("strategy", "instrument", "role", "filter", "indicator");

    private final int keptMax;
    private final List<DecisionChange> changes = new ArrayList<>();
    private long alteredCount;
    private long goneCount;
    private long newCount;

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
            String subject = subject(line);
            String partner = come.stream().filter(other -> subject(other).equals(subject)).findFirst().orElse("");
            come.remove(partner);
            add(new DecisionChange(sequence, timeNanos, line, partner));
        }
        come.forEach(line -> add(new DecisionChange(sequence, timeNanos, "", line)));
    }

    private void add(DecisionChange change) {
        if (change.was().isEmpty()) {
            newCount++;
        } else if (change.now().isEmpty()) {
            goneCount++;
        } else {
            alteredCount++;
        }
        if (changes.size() < keptMax) {
            changes.add(change);
        }
    }

    /** What a decision is about: its kind, and the words that name its object. */
    private static String subject(String line) {
        StringBuilder subject = new StringBuilder();
        for (String word : line.split(" ")) {
            if (subject.length() == 0 || OBJECTS.contains(word.substring(0, Math.max(0, word.indexOf('='))))) {
                subject.append(word).append(' ');
            }
        }
        return subject.toString();
    }

    /** Decisions about the same object that say something else. */
    long alteredCount() {
        return alteredCount;
    }

    /** Decisions of the journal that are not taken any more. */
    long goneCount() {
        return goneCount;
    }

    /** Decisions that the journal does not have. */
    long newCount() {
        return newCount;
    }

    List<DecisionChange> changes() {
        return changes;
    }
}
