package io.tradebot.ops.config;

import java.util.List;

/** The answers cannot be used; carries every problem, none of which repeats a secret. */
public final class ProvisioningRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** At least one problem. */
    public ProvisioningRefusedException(List<String> problems) {
        super((problems.size() == 1 ? "one answer is wrong:" : problems.size() + " answers are wrong:") + "\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems. */
    public List<String> problems() {
        return problems;
    }
}
