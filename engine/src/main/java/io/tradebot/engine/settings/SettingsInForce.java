package io.tradebot.engine.settings;

/**
 * The settings that decide now. Whoever reads a setting that may change while a day is open reads it through here, at each
 * decision; nobody keeps its value. Engine thread only.
 */
public final class SettingsInForce {

    private EngineSettings now;
    private int changeCount;

    /** Begins with the settings of the session. */
    public SettingsInForce(EngineSettings now) {
        this.now = now;
    }

    /** What is in force. */
    public EngineSettings now() {
        return now;
    }

    /** Others are in force from the next decision on. */
    public void change(EngineSettings other) {
        now = other;
        changeCount++;
    }

    /** Changes so far, over all sessions. */
    public int changeCount() {
        return changeCount;
    }

    /** So many changes were made in earlier sessions. */
    public void restoreChangeCount(int count) {
        changeCount = count;
    }
}
