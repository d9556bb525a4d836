package io.tradebot.engine.risk;

import io.tradebot.engine.order.OrderTraffic;

/** The controls whose state the gate reads. Each is a fold of the journal. Engine thread only. */
public record RiskControls(KillSwitch killSwitch, CircuitBreaker breaker, Blocklist blocklist, DayTradeRules dayTrades,
                           OrderTraffic traffic, Exposure exposure, EntryBlocks blocks, BrokerAccount account) {
}
