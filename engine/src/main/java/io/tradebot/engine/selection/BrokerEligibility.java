package io.tradebot.engine.selection;

import io.tradebot.engine.market.Eligibility;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.LastQuote;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.CandidateReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.value.FixedPoint;

/**
 * Asks what the broker has said about a ranked candidate (requirements S191, S198). Judged is what would be traded: the symbol
 * itself, or the inverse fund where the setup is bearish and funds are bought; of a put on the symbol nothing is known here.
 * While the broker has not spoken, a candidate passes in a backtest and on paper, and is refused live. Every refusal leaves a
 * decision. Engine thread only.
 */
final class BrokerEligibility {

    private static final long MICRO_PER_SHARE = 1_000_000L;
    /** Scale of px x micro-shares per cent. */
    private static final long PX_MICRO_PER_CENT = 100_000_000L;

    private final EngineSettings settings;
    private final boolean isLive;
    private final Market market;
    private final Decisions decisions;

    BrokerEligibility(EngineSettings settings, boolean isLive, Market market, Decisions decisions) {
        this.settings = settings;
        this.isLive = isLive;
        this.market = market;
        this.decisions = decisions;
    }

    /** False, and a decision, when the broker does not trade the candidate as it would have to be traded. */
    boolean takes(StrategyRun run, Candidate candidate, long timeNanos) {
        Instrument traded = traded(run, candidate);
        if (traded == null) {
            return true; // the gate refuses the signal and says why
        }
        Eligibility eligibility = market.eligibility(traded);
        if (!eligibility.isKnownAt(timeNanos)) {
            return !isLive || reject(run, candidate, CandidateReason.NOT_TRADABLE, MeasureUnit.NONE, 0, 0);
        }
        if (!eligibility.isTradable()) {
            return reject(run, candidate, CandidateReason.NOT_TRADABLE, MeasureUnit.NONE, 0, 0);
        }
        if (isShort(run, candidate)) {
            return eligibility.isShortable() || reject(run, candidate, CandidateReason.NOT_SHORTABLE, MeasureUnit.NONE, 0, 0);
        }
        return !settings.isFractional() || eligibility.isFractionable()
            || reject(run, candidate, CandidateReason.NOT_FRACTIONABLE, MeasureUnit.NONE, 0, 0);
    }

    /**
     * Asks again at a fallback, with what was learned since T1: false, and a decision, when the instrument is halted at the
     * exchange, when the broker does not trade it, or when this capital buys less than its minimum.
     */
    boolean takesNow(StrategyRun run, Candidate candidate, long allocationCents, long timeNanos) {
        Instrument traded = traded(run, candidate);
        if (traded != null && !traded.isTrading()) {
            return reject(run, candidate, CandidateReason.MARKET_HALTED, MeasureUnit.NONE, 0, 0);
        }
        return takes(run, candidate, timeNanos) && buysMinimum(run, candidate, allocationCents, timeNanos);
    }

    /** False, and a decision, when this capital buys less of the candidate than the broker's minimum. */
    boolean buysMinimum(StrategyRun run, Candidate candidate, long allocationCents, long timeNanos) {
        Instrument traded = traded(run, candidate);
        if (traded == null || !market.eligibility(traded).isKnownAt(timeNanos)) {
            return true;
        }
        Eligibility eligibility = market.eligibility(traded);
        long allocationE8 = FixedPoint.centsToE8(allocationCents);
        if (eligibility.minNotionalE8() != Eligibility.NONE && allocationE8 < eligibility.minNotionalE8()) {
            return reject(run, candidate, CandidateReason.BELOW_MINIMUM, MeasureUnit.CASH_E8, allocationE8, eligibility.minNotionalE8());
        }
        long lastPx = Market.lastPricePx(traded, timeNanos);
        if (eligibility.minQtyE9() == Eligibility.NONE || lastPx == LastQuote.NO_PX) {
            return true;
        }
        long qtyMicro = FixedPoint.multiplyDivideFloor(allocationCents, PX_MICRO_PER_CENT, lastPx);
        if (!settings.isFractional() || isShort(run, candidate)) {
            qtyMicro -= qtyMicro % MICRO_PER_SHARE;
        }
        long qtyE9 = Math.multiplyExact(qtyMicro, FixedPoint.E9_PER_MICRO);
        return qtyE9 >= eligibility.minQtyE9()
            || reject(run, candidate, CandidateReason.BELOW_MINIMUM, MeasureUnit.QTY_E9, qtyE9, eligibility.minQtyE9());
    }

    private Instrument traded(StrategyRun run, Candidate candidate) {
        if (candidate.setup().direction() != Direction.BEARISH || run.settings().shortType() == ShortType.SHORT_SELL) {
            return candidate.symbol();
        }
        String fund = run.settings().shortType() == ShortType.INVERSE_ETF ? settings.inverseEtf(candidate.symbol().symbol()) : null;
        return fund == null ? null : market.find(fund);
    }

    private static boolean isShort(StrategyRun run, Candidate candidate) {
        return candidate.setup().direction() == Direction.BEARISH && run.settings().shortType() == ShortType.SHORT_SELL;
    }

    private boolean reject(StrategyRun run, Candidate candidate, CandidateReason reason, MeasureUnit unit, long actual, long least) {
        decisions.candidateRejected(run.id(), candidate.symbol().id(), reason, unit, actual, least, least);
        return false;
    }
}
