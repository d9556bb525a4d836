package io.tradebot.engine.check;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.SelfCheckSubject;

/**
 * A module and its check.
 *
 * @param name      at most 32 ASCII characters
 * @param isEnabled a module that is switched off is checked and recorded, and stops nothing
 */
public record CheckModule(SelfCheckSubject subject, String name, boolean isEnabled, SelfCheck check) {

    /** Runs the check and writes what came of it. True unless it stops the start. */
    public boolean run(Decisions decisions) {
        Findings findings = new Findings();
        try {
            check.selfCheck(findings);
        } catch (RuntimeException thrown) {
            findings.refuse("the check itself failed: " + thrown);
        }
        if (findings.all().isEmpty()) {
            decisions.selfCheckReported(subject, CheckVerdict.PASSED, isEnabled, name, "");
        }
        for (Findings.Finding finding : findings.all()) {
            decisions.selfCheckReported(subject, finding.verdict(), isEnabled, name, finding.text());
        }
        return !(isEnabled && findings.isRefused());
    }
}
