package io.tradebot.ops.check;

import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.SelfCheckSubject;

/**
 * What one check found.
 *
 * @param check   name of the check, one word
 * @param verdict PASSED, WARNED, REFUSED (stops a start) or NOT_APPLICABLE
 * @param subject what was looked at, as the journal names it
 * @param text    what was found, with path, value and limit
 * @param remedy  what to do; empty when there is nothing to do
 */
public record Finding(String check, CheckVerdict verdict, SelfCheckSubject subject, String text, String remedy) {

    /** For one line. */
    @Override
    public String toString() {
        return check + ": " + text + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
