package io.tradebot.engine.selection;

import io.tradebot.engine.market.DailyVolumes;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.LastQuote;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.Blocklist;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.CandidateReason;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Selects a strategy's symbols once a day at T1 and refills slots by fallback (strategy-rules 5 and 6.2.1). Every symbol it
 * looks at leaves a decision: why it was rejected, or its rank. What the broker can do is asked after ranking, never before
 * (requirements S189 to S193), and in the order of {@link CandidateReason}. Engine thread only.
 */
public final class Selector {

    private final SettingsInForce settings;
    private final Market market;
    private final Blocklist blocklist;
    private final Decisions decisions;
    private final BrokerEligibility broker;
    private final Set<String> universe;
    private final Set<String> bearishOnly;

    /** Decisions are written as they are taken; {@code isLive} makes a broker that has not spoken a refusal. */
    public Selector(SettingsInForce settings, boolean isLive, Market market, Blocklist blocklist, Decisions decisions) {
        this.settings = settings;
        this.market = market;
        this.blocklist = blocklist;
        this.decisions = decisions;
        broker = new BrokerEligibility(settings.now(), isLive, market, decisions);
        universe = new TreeSet<>(List.of(settings.now().universe()));
        bearishOnly = new TreeSet<>(List.of(settings.now().inverseEtfs()));
    }

    /**
     * Fills the slots and the reserve of a strategy.
     *
     * @param timeNanos  T1
     * @param epochDay   session date
     * @param floatCents float of the day
     */
    public void select(StrategyRun run, long timeNanos, int epochDay, long floatCents) {
        List<Candidate> ranked = findCandidates(run, timeNanos, epochDay);
        ranked.sort(Candidate.BEST_FIRST);
        List<Candidate> eligible = rank(run, ranked, timeNanos);
        long capCents = FixedPoint.multiplyDivideFloor(Math.max(floatCents, 0), settings.now().totalAllocationPpm(), FixedPoint.PPM);
        boolean isChanged = true;
        while (isChanged) { // the next ones move up and the shares change, so all slots are looked at again
            isChanged = rejectOneBelowMinimum(run, eligible, capCents, timeNanos);
        }
        int slotCount = Math.min(settings.now().maxTrades(), eligible.size());
        if (slotCount == 0) {
            return;
        }
        long[] shares = CapitalShares.of(settings.now().weightsPpm(), slotCount);
        List<Slot> slots = run.slots();
        for (int i = 0; i < slotCount; i++) {
            Slot slot = new Slot(i + 1, shares[i], allocationCents(capCents, shares[i]), eligible.get(i), timeNanos);
            slots.add(slot);
            writeAssigned(run, slot);
        }
        run.reserve().addAll(eligible.subList(slotCount, eligible.size()));
    }

    /** Takes out the first candidate whose slot would be too small for the broker; true when there was one. */
    private boolean rejectOneBelowMinimum(StrategyRun run, List<Candidate> eligible, long capCents, long timeNanos) {
        int slotCount = Math.min(settings.now().maxTrades(), eligible.size());
        if (slotCount == 0) {
            return false;
        }
        long[] shares = CapitalShares.of(settings.now().weightsPpm(), slotCount);
        for (int i = 0; i < slotCount; i++) {
            if (!broker.buysMinimum(run, eligible.get(i), allocationCents(capCents, shares[i]), timeNanos)) {
                eligible.remove(i);
                return true;
            }
        }
        return false;
    }

    private static long allocationCents(long capCents, long sharePpm) {
        return FixedPoint.multiplyDivideFloor(capCents, sharePpm, FixedPoint.PPM);
    }

    /**
     * Gives the slot the next symbol of the reserve that is not blocklisted now, that the exchange and the broker trade by what
     * they have said until now, and that its capital can buy at the broker; or ends it (strategy-rules 6.2.1).
     */
    public void fallBack(StrategyRun run, Slot slot, DenyReason reason, long timeNanos) {
        Instrument given = slot.symbol();
        Candidate next = run.reserve().pollFirst();
        while (next != null && (blocklist.contains(next.symbol().id())
            || !broker.takesNow(run, next, slot.allocationCents(), timeNanos))) {
            next = run.reserve().pollFirst();
        }
        decisions.slotFellBack(run.id(), slot.number(), given.id(), next == null ? 0 : next.symbol().id(), reason);
        if (next == null) {
            slot.finish();
            return;
        }
        slot.fallBackTo(next, timeNanos);
        writeAssigned(run, slot);
    }

    private List<Candidate> findCandidates(StrategyRun run, long timeNanos, int epochDay) {
        List<Candidate> found = new ArrayList<>();
        for (Instrument symbol : market.inSymbolOrder()) {
            if (isInUniverse(symbol) && passesGates(run, symbol, timeNanos, epochDay)) {
                addIfSetUp(run, symbol, found);
            }
        }
        return found;
    }

    private boolean isInUniverse(Instrument symbol) {
        boolean isListed = universe.isEmpty() ? symbol.bars().count() > 0 : universe.contains(symbol.symbol());
        return symbol.kind() == InstrumentKind.EQUITY && isListed && !bearishOnly.contains(symbol.symbol());
    }

    private boolean passesGates(StrategyRun run, Instrument symbol, long timeNanos, int epochDay) {
        long lastPx = Market.lastPricePx(symbol, timeNanos);
        if (lastPx == LastQuote.NO_PX) {
            return reject(run, symbol, CandidateReason.NO_PRICE, MeasureUnit.NONE, 0, 0, 0);
        }
        long priceE8 = FixedPoint.pxToE8(lastPx);
        if (priceE8 < settings.now().minPriceE8() || priceE8 > settings.now().maxPriceE8()) {
            return reject(run, symbol, CandidateReason.PRICE_RANGE, MeasureUnit.PRICE_E8, priceE8, settings.now().minPriceE8(),
                settings.now().maxPriceE8());
        }
        long minVolume = settings.now().minVolumeShares();
        if (minVolume > 0) {
            long average = symbol.dailyVolumes().averageBefore(epochDay);
            if (average == DailyVolumes.NO_HISTORY) {
                return reject(run, symbol, CandidateReason.VOLUME, MeasureUnit.NONE, 0, minVolume, minVolume);
            }
            if (average < minVolume) {
                return reject(run, symbol, CandidateReason.VOLUME, MeasureUnit.SHARES, average, minVolume, minVolume);
            }
        }
        return true;
    }

    private void addIfSetUp(StrategyRun run, Instrument symbol, List<Candidate> found) {
        StrategyWindow window = run.window();
        SessionBars bars = symbol.bars();
        int from = bars.firstIndexFrom(window.analysisStartNanos());
        int to = bars.firstIndexFrom(window.breakoutStartNanos());
        if (to - from < window.requiredBars()) {
            reject(run, symbol, CandidateReason.WINDOW_INCOMPLETE, MeasureUnit.COUNT, to - from, window.requiredBars(),
                window.requiredBars());
            return;
        }
        Setup setup = new Setup();
        if (!run.strategy().findSetup(symbol, window, setup)) {
            reject(run, symbol, CandidateReason.NO_SETUP, MeasureUnit.NONE, 0, 0, 0);
            return;
        }
        long dollarVolumePx = 0;
        for (int i = from; i < to; i++) {
            dollarVolumePx = Math.addExact(dollarVolumePx, Math.multiplyExact(bars.closePx(i), bars.volumeShares(i)));
        }
        found.add(new Candidate(symbol, setup, dollarVolumePx));
    }

    private List<Candidate> rank(StrategyRun run, List<Candidate> ranked, long timeNanos) {
        int poolLength = Math.multiplyExact(settings.now().maxTrades(), settings.now().candidateMultiplier());
        List<Candidate> eligible = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            Candidate candidate = ranked.get(i);
            if (i >= poolLength) {
                reject(run, candidate.symbol(), CandidateReason.OUT_OF_POOL, MeasureUnit.COUNT, i + 1, poolLength, poolLength);
                continue;
            }
            if (isEligible(run, candidate) && broker.takes(run, candidate, timeNanos)) {
                eligible.add(candidate);
            }
            Setup setup = candidate.setup();
            decisions.candidateRanked(run.id(), candidate.symbol().id(), i + 1, setup.kind(), setup.direction(),
                setup.scorePpm(), FixedPoint.pxToE8(candidate.dollarVolumePx()), toOptE8(setup.rangeHighPx()), toOptE8(setup.rangeLowPx()));
        }
        return eligible;
    }

    private boolean isEligible(StrategyRun run, Candidate candidate) {
        if (blocklist.contains(candidate.symbol().id())) {
            return reject(run, candidate.symbol(), CandidateReason.BLOCKLISTED, MeasureUnit.NONE, 0, 0, 0);
        }
        boolean isBearish = candidate.setup().direction() == Direction.BEARISH;
        if (isBearish && run.settings().shortType() == ShortType.DISABLED) {
            return reject(run, candidate.symbol(), CandidateReason.SHORT_DISABLED, MeasureUnit.NONE, 0, 0, 0);
        }
        if (settings.now().risk().restrictedSymbols().contains(candidate.symbol().symbol())) {
            return reject(run, candidate.symbol(), CandidateReason.RESTRICTED, MeasureUnit.NONE, 0, 0, 0);
        }
        return true;
    }

    private boolean reject(StrategyRun run, Instrument symbol, CandidateReason reason, MeasureUnit unit, long actual, long low,
            long high) {
        decisions.candidateRejected(run.id(), symbol.id(), reason, unit, actual, low, high);
        return false;
    }

    private void writeAssigned(StrategyRun run, Slot slot) {
        decisions.slotAssigned(run.id(), slot.number(), slot.symbol().id(), slot.fallbackLevel(), slot.sharePpm(),
            FixedPoint.centsToE8(slot.allocationCents()));
    }

    private static long toOptE8(long px) {
        return px == Setup.NO_PX ? px : FixedPoint.pxToE8(px);
    }
}
