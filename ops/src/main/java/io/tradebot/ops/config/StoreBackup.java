package io.tradebot.ops.config;

import java.time.Instant;

/**
 * A key set that was kept, with everything it opens.
 *
 * @param set      its number
 * @param created  when it came into force
 * @param user     who made the change that made it
 * @param reason   why
 * @param problem  what is wrong with it, empty when all of it opens
 */
public record StoreBackup(int set, Instant created, String user, String reason, String problem) {

    /** Whether a rollback can take it. */
    public boolean isWhole() {
        return problem.isEmpty();
    }
}
