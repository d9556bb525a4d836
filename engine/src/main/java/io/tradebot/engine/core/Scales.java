package io.tradebot.engine.core;

import io.tradebot.journal.value.FixedPoint;

/** From the scales of the trading rules to those of the records. Pure. */
final class Scales {

    private Scales() {
    }

    static long centsToE8(long cents) {
        return Math.multiplyExact(cents, FixedPoint.E8_PER_CENT);
    }

    static long pxToE8(long px) {
        return Math.multiplyExact(px, FixedPoint.E8_PER_PX);
    }
}
