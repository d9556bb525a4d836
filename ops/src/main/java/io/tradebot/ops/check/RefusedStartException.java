package io.tradebot.ops.check;

import io.tradebot.journal.event.CheckVerdict;

import java.util.List;
import java.util.stream.Collectors;

/** Checks found what a start must not pass over. The message has every refusal with its remedy. */
public final class RefusedStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the refusals among these findings. */
    public RefusedStartException(List<Finding> findings) {
        super("the bot was not started: " + findings.stream().filter(finding -> finding.verdict() == CheckVerdict.REFUSED).map(Finding::toString)
            .collect(Collectors.joining("\n")));
    }
}
