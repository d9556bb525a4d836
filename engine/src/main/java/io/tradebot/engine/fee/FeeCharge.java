package io.tradebot.engine.fee;

import io.tradebot.journal.event.FeeKind;

/**
 * A regulatory fee that is charged with an execution.
 *
 * @param amountE8 whole cents, USD x 10^8, above 0
 * @param source   notice that says how much it is
 */
public record FeeCharge(FeeKind kind, long amountE8, String source) {
}
