package io.tradebot.engine.sim;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.value.FixedPoint;

/**
 * What a fill costs: slippage on the price, commission on the quantity (strategy-rules 6.3, 7.2). Prices in px (USD x 10^4).
 * Immutable.
 */
final class FillModel {

    private static final long E9_MICRODOLLARS_PER_CENT = 10_000L * FixedPoint.E9;

    private final long slippagePpm;
    private final long commissionPerOrderCents;
    private final long commissionPerShareMicros;

    FillModel(EngineSettings settings) {
        slippagePpm = settings.slippagePpm();
        commissionPerOrderCents = settings.commissionPerOrderCents();
        commissionPerShareMicros = settings.commissionPerShareMicros();
    }

    /** A buyer pays more: ceil(raw x (1 + slippage)). */
    long buyPx(long rawPx) {
        return FixedPoint.multiplyDivideCeil(rawPx, FixedPoint.PPM + slippagePpm, FixedPoint.PPM);
    }

    /** A seller gets less: floor(raw x (1 - slippage)), at least one price step. */
    long sellPx(long rawPx) {
        return Math.max(1, FixedPoint.multiplyDivideFloor(rawPx, FixedPoint.PPM - slippagePpm, FixedPoint.PPM));
    }

    /** Commission of a leg, E8: so much an order and so much a share, the latter rounded up to the cent. */
    long commissionE8(long qtyE9) {
        long cents = commissionPerOrderCents
            + FixedPoint.multiplyDivideCeil(qtyE9, commissionPerShareMicros, E9_MICRODOLLARS_PER_CENT);
        return cents * FixedPoint.E8_PER_CENT;
    }

    /** Commission of a further part of a leg, E8: all parts together cost what the leg would in one piece. */
    long commissionE8(long filledBeforeE9, long qtyE9) {
        return commissionE8(filledBeforeE9 + qtyE9) - (filledBeforeE9 == 0 ? 0 : commissionE8(filledBeforeE9));
    }
}
