package io.tradebot.engine.check;

import io.tradebot.journal.event.CheckVerdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What one self check found. Engine thread only. */
public final class Findings {

    private final List<Finding> found = new ArrayList<>();

    /**
     * One finding.
     *
     * @param verdict REFUSED stops the start when the module is switched on, WARNED does not
     * @param text    what was found and what to do
     */
    public record Finding(CheckVerdict verdict, String text) {
    }

    /** Something is wrong: no trading with this module. */
    public void refuse(String text) {
        found.add(new Finding(CheckVerdict.REFUSED, text));
    }

    /** Something is odd and may be meant. */
    public void warn(String text) {
        found.add(new Finding(CheckVerdict.WARNED, text));
    }

    /** Refuses when the two differ. */
    public void expect(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            refuse(what + " is " + actual + " and must be " + expected + "; this build must not trade, install a sound one");
        }
    }

    /** All findings in order. */
    public List<Finding> all() {
        return List.copyOf(found);
    }

    /** True when one of them is a refusal. */
    public boolean isRefused() {
        return found.stream().anyMatch(finding -> finding.verdict() == CheckVerdict.REFUSED);
    }
}
