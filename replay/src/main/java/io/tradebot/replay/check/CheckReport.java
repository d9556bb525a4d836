package io.tradebot.replay.check;

import java.util.List;

/**
 * Outcome of a check.
 *
 * @param runCount      runs made
 * @param decisionCount decisions of the whole run that others were compared with
 * @param findings      what was found; empty when nothing was
 * @param notes         differences that are allowed, and what was looked at
 */
public record CheckReport(int runCount, long decisionCount, List<CheckFinding> findings, List<String> notes) {

    public CheckReport {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** True when nothing was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
