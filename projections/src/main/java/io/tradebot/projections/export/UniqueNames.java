package io.tradebot.projections.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Names that a format accepts, one per name of ours and never the same one for two. Not thread safe; owned by one export.
 *
 * <p>The same names asked for in the same order give the same result.
 */
final class UniqueNames {

    private final int lengthMax;
    private final UnaryOperator<String> rule;
    private final Map<String, String> nameByOurs = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * Names by a rule.
     *
     * @param lengthMax longest name that the format takes
     * @param rule      makes a name that the format takes, of any length
     * @param reserved  names that are not free
     */
    UniqueNames(int lengthMax, UnaryOperator<String> rule, String... reserved) {
        this.lengthMax = lengthMax;
        this.rule = rule;
        taken.addAll(Set.of(reserved));
    }

    /** The format's name for ours; a taken or too long one ends in {@code -2}, {@code -3} and so on. */
    String of(String ours) {
        String known = nameByOurs.get(ours);
        if (known != null) {
            return known;
        }
        String wanted = rule.apply(ours);
        String name = wanted;
        for (int number = 2; name.length() > lengthMax || !taken.add(name); number++) {
            String ending = "-" + number;
            name = wanted.substring(0, Math.min(wanted.length(), lengthMax - ending.length())) + ending;
        }
        nameByOurs.put(ours, name);
        return name;
    }
}
