package io.tradebot.engine.record;

/** A quantity of one lot, as somebody names it for a sale. */
public record LotPart(long lotId, long qtyE9) {
}
