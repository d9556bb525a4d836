package io.tradebot.ops.config;

/** The steps of a set-up, in order. A kill behind any of them leaves a home in which the same set-up can run again. */
public enum ProvisioningStep {

    /** The folders of the home are there. */
    FOLDERS,
    /** Generated passwords lie in files that only the owner may read. */
    TOKENS,
    /** The store is there with everything, in one rotation; from here the answers are not asked again. */
    STORE,
    /** The system logs have their first lines. */
    LOGS,
    /** The home says that it is set up. */
    MARKED
}
