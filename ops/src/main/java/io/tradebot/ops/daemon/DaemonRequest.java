package io.tradebot.ops.daemon;

import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.RunMode;
import io.tradebot.ops.notify.AlertSecrets;

import java.util.Optional;

/**
 * What a daemon is to run.
 *
 * @param home       folder of the bot
 * @param settings   settings in force, checked
 * @param identity   ENTITY_JURISDICTION_BROKER_BOT
 * @param mode       PAPER or LIVE
 * @param source     market data
 * @param faults     what goes wrong at the paper broker
 * @param pacing     how time runs
 * @param startNanos engine time at which a new journal begins; counts when time is not the wall clock's
 * @param endNanos   engine time at which it ends by itself; {@code Long.MAX_VALUE} for never
 * @param sealKey    signs the journal; null for unsigned
 * @param alerts     what the channels to people need
 * @param metricsToken whoever has it sees money in the metrics page; empty for nobody
 */
public record DaemonRequest(Home home, EngineSettings settings, String identity, RunMode mode, MarketSource source, FaultPlan faults, Pacing pacing,
                            long startNanos, long endNanos, SealKey sealKey, AlertSecrets alerts, Optional<String> metricsToken) {

    /** Alerts go to the local file only. */
    public DaemonRequest(Home home, EngineSettings settings, String identity, RunMode mode, MarketSource source, FaultPlan faults, Pacing pacing,
                         long startNanos, long endNanos, SealKey sealKey) {
        this(home, settings, identity, mode, source, faults, pacing, startNanos, endNanos, sealKey, AlertSecrets.none(), Optional.empty());
    }

    /** How time runs. */
    public enum Kind {
        /** With the wall clock. */
        REAL,
        /** From {@code startNanos} on, faster or slower than the wall clock. */
        ACCELERATED,
        /** From action to action, as fast as can be, the same every time. */
        STEPPED
    }

    /** {@code speedPpm} counts for ACCELERATED: 10,000,000 is ten times the wall clock's speed. */
    public record Pacing(Kind kind, long speedPpm) {
    }
}
