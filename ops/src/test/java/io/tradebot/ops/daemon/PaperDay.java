package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.adapters.paper.Fault;
import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.RunMode;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** A made-up trading day of the daemon with everything switched on that can go wrong: 20 symbols, all strategies, every fault. */
final class PaperDay {

    static final String IDENTITY = "TEST_US_PAPER_BOT1";
    static final String DATE = "2026-03-10";
    /** Everything but what only lasts, per million of what it can strike. */
    private static final Map<Fault, Integer> RATES = rates();

    private PaperDay() {
    }

    private static Map<Fault, Integer> rates() {
        Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            rates.put(fault, 30_000);
        }
        rates.put(Fault.DUPLICATE, 80_000);
        rates.put(Fault.REORDERED, 80_000);
        rates.put(Fault.PARTIAL_FILL, 150_000);
        rates.put(Fault.FILL_AFTER_CANCEL, 150_000);
        rates.put(Fault.STALE_SNAPSHOT, 60_000);
        rates.put(Fault.INCOMPLETE_SNAPSHOT, 60_000);
        rates.remove(Fault.MUTE);
        rates.remove(Fault.DISCONNECTED);
        return rates;
    }

    static EngineSettings settings() {
        return EngineSettings.of(Map.of("BROKER_NAME", "PAPER", "ALPACA_ENABLED", "false", "MIN_VOLUME_THRESHOLD", "0", "STRAT_OPEN_BUFFER", "0.001",
            "SLEEP_TIME", "5s", "SHORT_TYPE_OPEN", "ShortSell", "SHORT_TYPE_MID", "ShortSell", "MAX_OPEN_POSITIONS", "20", "MAX_TRADES", "8",
            "WEIGHTS", "0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1"));
    }

    /** Every fault: by rate, and two spans without an answer, two without a connection. */
    static FaultPlan faults(long seed) {
        FaultPlan plan = FaultPlan.of(seed);
        for (Map.Entry<Fault, Integer> rate : RATES.entrySet()) {
            plan = plan.rate(rate.getKey(), rate.getValue());
        }
        return plan.during(Fault.MUTE, at("13:52:10"), at("13:53:00")).during(Fault.MUTE, at("17:10:00"), at("17:10:40"))
            .during(Fault.DISCONNECTED, at("14:01:20"), at("14:02:10")).during(Fault.DISCONNECTED, at("19:20:05"), at("19:21:00"));
    }

    /** Every third day as single trades and quotes; gaps and bad values on all of them. */
    static SyntheticOptions market(long seed) {
        SyntheticOptions market = seed % 3 == 0 ? SyntheticOptions.ticks(seed) : SyntheticOptions.bars(seed);
        return market.withTroubles(300, 2);
    }

    static DaemonRequest request(Path home, long seed, FaultPlan faults) {
        return new DaemonRequest(new Home(home), settings(), IDENTITY, RunMode.PAPER, new SyntheticSource(market(seed)), faults,
            new DaemonRequest.Pacing(DaemonRequest.Kind.STEPPED, 0), at("13:00:00"), at("20:20:00"), null);
    }

    /** A time of the day, UTC, epoch nanoseconds. */
    static long at(String time) {
        return Instant.parse(DATE + 'T' + time + 'Z').getEpochSecond() * 1_000_000_000L;
    }
}
