package io.tradebot.engine.check;

/** A module that can check itself. Engine thread only, once a run. */
@FunctionalInterface
public interface SelfCheck {

    /**
     * Compares what the module does with what is known to be right and adds a finding for each difference; no finding means
     * that it is in order. What it throws counts as a refusal.
     */
    void selfCheck(Findings findings);
}
