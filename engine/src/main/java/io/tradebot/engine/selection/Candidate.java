package io.tradebot.engine.selection;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.strategy.Setup;

import java.util.Comparator;

/**
 * A symbol with a setup.
 *
 * @param symbol         the symbol
 * @param setup          what was found
 * @param dollarVolumePx sum of close x volume over the analysis window, USD x 10^4
 */
record Candidate(Instrument symbol, Setup setup, long dollarVolumePx) {

    /** Best first: score, then dollar volume, both descending, then symbol ascending (strategy-rules 5.2). */
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingLong((Candidate candidate) -> candidate.setup().scorePpm()).reversed()
            .thenComparing(Comparator.comparingLong(Candidate::dollarVolumePx).reversed())
            .thenComparing(candidate -> candidate.symbol().symbol());
}
