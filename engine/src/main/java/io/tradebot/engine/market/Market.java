package io.tradebot.engine.market;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;

import java.util.Arrays;

/**
 * Everything observed of the market, instrument by instrument. Takes observations in record units, refuses what contradicts
 * itself with an InputRefused decision, and keeps the rest in px. Engine thread only.
 */
public final class Market {

    /** How old the last price or quote may be at the time of a decision (strategy-rules 3). */
    public static final long MAX_AGE_NANOS = 300 * 1_000_000_000L;
    /** Most instruments of one run. */
    public static final int MAX_INSTRUMENTS = 100_000;

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final Instrument[] NONE = new Instrument[0];

    private final Decisions decisions;
    private final VolatilityIndex volatilityIndex = new VolatilityIndex();
    private Instrument[] byId = NONE;
    private Eligibility[] eligibilityById = new Eligibility[0];
    private Borrow[] borrowById = new Borrow[0];
    private Instrument[] bySymbol = NONE;
    private int lastInstrumentId;

    /** Refusals go to these decisions. */
    public Market(Decisions decisions) {
        this.decisions = decisions;
    }

    /** All instruments in ASCII order of their symbols. The array is shared: read only. */
    public Instrument[] inSymbolOrder() {
        return bySymbol;
    }

    /** The instrument, or null when none has this id. */
    public Instrument instrument(int id) {
        return id > 0 && id < byId.length ? byId[id] : null;
    }

    /** The instrument with this symbol, or null. */
    public Instrument find(String symbol) {
        int at = indexOf(symbol);
        return at >= 0 ? bySymbol[at] : null;
    }

    /** What the broker can do with a known instrument. Not part of the instrument, so that no strategy sees it (requirement S197). */
    public Eligibility eligibility(Instrument instrument) {
        return eligibilityById[instrument.id()];
    }

    /** What the broker says about borrowing a known instrument. Not part of the instrument, like its eligibility. */
    public Borrow borrow(Instrument instrument) {
        return borrowById[instrument.id()];
    }

    /** Values of the volatility index. */
    public VolatilityIndex volatilityIndex() {
        return volatilityIndex;
    }

    /**
     * Adds an instrument, or replaces the attributes of a known one; an id never changes its symbol.
     *
     * @param strikeE8       strike of an option, else 0
     * @param expiryEpochDay last trading day of an option, else 0
     */
    public void define(int id, String symbol, InstrumentKind kind, int multiplier, int underlyingId, long strikeE8,
            int expiryEpochDay) {
        if (id <= 0 || id > MAX_INSTRUMENTS) {
            throw new IllegalArgumentException("instrument id " + id + " of " + symbol + " is outside 1 to " + MAX_INSTRUMENTS);
        }
        Instrument known = instrument(id);
        if (known != null && !known.symbol().equals(symbol)) {
            throw new IllegalArgumentException("instrument id " + id + " is " + known.symbol() + " already, not " + symbol);
        }
        if (known != null) {
            known.define(kind, multiplier, underlyingId, toPx(strikeE8), expiryEpochDay);
            return;
        }
        int at = indexOf(symbol);
        if (at >= 0) {
            throw new IllegalArgumentException("symbol " + symbol + " has instrument id " + bySymbol[at].id() + " already, not " + id);
        }
        Instrument added = new Instrument(id, symbol);
        added.define(kind, multiplier, underlyingId, toPx(strikeE8), expiryEpochDay);
        if (id >= byId.length) {
            byId = Arrays.copyOf(byId, Math.max(id + 1, byId.length * 2));
            eligibilityById = Arrays.copyOf(eligibilityById, byId.length);
            borrowById = Arrays.copyOf(borrowById, byId.length);
        }
        lastInstrumentId = Math.max(lastInstrumentId, id);
        byId[id] = added;
        eligibilityById[id] = new Eligibility();
        borrowById[id] = new Borrow();
        int insertion = -at - 1;
        Instrument[] grown = Arrays.copyOf(bySymbol, bySymbol.length + 1);
        System.arraycopy(bySymbol, insertion, grown, insertion + 1, bySymbol.length - insertion);
        grown[insertion] = added;
        bySymbol = grown;
    }

    /** The highest id that an instrument ever had; 0 before the first. */
    public int lastInstrumentId() {
        return lastInstrumentId;
    }

    /** The highest id that an instrument ever had. */
    public void restoreLastInstrumentId(int id) {
        lastInstrumentId = id;
    }

    /** Forgets bars and quotes of the day before. */
    public void startDay() {
        for (Instrument instrument : bySymbol) {
            instrument.startDay();
        }
    }

    /** Turns the minute bars of the finished session into its volume. */
    public void endDay(int epochDay) {
        for (Instrument instrument : bySymbol) {
            if (instrument.bars().count() > 0) {
                instrument.dailyVolumes().putMinuteSum(epochDay, instrument.bars().volumeSum());
            }
        }
    }

    /**
     * Takes a minute bar of the running session. A later revision of a known bar replaces it, and counts for what is decided from then
     * on; a first version must be newer than all known ones.
     *
     * @param revision        0 for the first version
     * @param inputTemplateId record id to name in a refusal
     * @return false when it was refused
     */
    public boolean onBar(int inputTemplateId, int instrumentId, long startNanos, long openE8, long highE8, long lowE8,
            long closeE8, long volumeShares, int revision) {
        Instrument instrument = instrument(instrumentId);
        if (instrument == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        if (!isPlausible(openE8, highE8, lowE8, closeE8, volumeShares)) {
            return refuse(InputRefusal.INVALID_BAR, inputTemplateId, instrumentId);
        }
        if (!isOnGrid(openE8) || !isOnGrid(highE8) || !isOnGrid(lowE8) || !isOnGrid(closeE8)) {
            return refuse(InputRefusal.OFF_GRID, inputTemplateId, instrumentId);
        }
        SessionBars bars = instrument.bars();
        if (revision > 0 && bars.revise(startNanos, toPx(openE8), toPx(highE8), toPx(lowE8), toPx(closeE8), volumeShares)) {
            return true;
        }
        if (startNanos <= bars.lastStartNanos()) {
            return refuse(InputRefusal.OUT_OF_ORDER, inputTemplateId, instrumentId);
        }
        bars.add(startNanos, toPx(openE8), toPx(highE8), toPx(lowE8), toPx(closeE8), volumeShares);
        return true;
    }

    /** Takes a quote of the running session; either side may be LastQuote.NO_PX. Returns false when it was refused. */
    public boolean onQuote(int inputTemplateId, int instrumentId, long startNanos, long bidE8, long askE8) {
        Instrument instrument = instrument(instrumentId);
        if (instrument == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        if (bidE8 != LastQuote.NO_PX && !isOnGrid(bidE8) || askE8 != LastQuote.NO_PX && !isOnGrid(askE8)) {
            return refuse(InputRefusal.OFF_GRID, inputTemplateId, instrumentId);
        }
        if (startNanos < instrument.quote().startNanos()) {
            return refuse(InputRefusal.OUT_OF_ORDER, inputTemplateId, instrumentId);
        }
        instrument.quote().set(startNanos, bidE8 == LastQuote.NO_PX ? bidE8 : toPx(bidE8),
            askE8 == LastQuote.NO_PX ? askE8 : toPx(askE8));
        return true;
    }

    /** Takes an order imbalance of the running session. Returns false when it was refused. */
    public boolean onImbalance(int inputTemplateId, int instrumentId, long observedNanos, OrderSide side, long imbalanceShares,
            long pairedShares) {
        Instrument instrument = instrument(instrumentId);
        if (instrument == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        boolean isSided = side == OrderSide.BUY || side == OrderSide.SELL;
        if (!isSided || imbalanceShares < 0 || pairedShares < 0 && pairedShares != LastImbalance.NO_SHARES) {
            return refuse(InputRefusal.INVALID_BAR, inputTemplateId, instrumentId);
        }
        if (observedNanos < instrument.imbalance().observedNanos()) {
            return refuse(InputRefusal.OUT_OF_ORDER, inputTemplateId, instrumentId);
        }
        instrument.imbalance().set(observedNanos, side, imbalanceShares, pairedShares);
        return true;
    }

    /** Takes what the broker can do with an instrument. Returns false when it was refused. */
    public boolean onEligibility(int inputTemplateId, int instrumentId, boolean isTradable, boolean isFractionable, boolean isShortable,
            long minQtyE9, long minNotionalE8, long validUntilNanos) {
        if (instrument(instrumentId) == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        eligibilityById[instrumentId].set(isTradable, isFractionable, isShortable, minQtyE9, minNotionalE8, validUntilNanos);
        return true;
    }

    /** Takes whether shares can be borrowed; {@code availableShares} may be Borrow.NO_SHARES. Returns false when it was refused. */
    public boolean onBorrow(int inputTemplateId, int instrumentId, BorrowState state, long availableShares, long observedNanos) {
        if (instrument(instrumentId) == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        if (availableShares < 0 && availableShares != Borrow.NO_SHARES) {
            return refuse(InputRefusal.INVALID_BAR, inputTemplateId, instrumentId);
        }
        if (observedNanos < borrowById[instrumentId].observedNanos()) {
            return refuse(InputRefusal.OUT_OF_ORDER, inputTemplateId, instrumentId);
        }
        borrowById[instrumentId].set(state, availableShares, observedNanos);
        return true;
    }

    /** Takes the volume of a finished session. Returns false when it was refused. */
    public boolean onDailyBar(int inputTemplateId, int instrumentId, int epochDay, long volumeShares) {
        Instrument instrument = instrument(instrumentId);
        if (instrument == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        if (volumeShares < 0) {
            return refuse(InputRefusal.INVALID_BAR, inputTemplateId, instrumentId);
        }
        instrument.dailyVolumes().putDaily(epochDay, volumeShares);
        return true;
    }

    /** Takes what an exchange says of an instrument; it holds until the exchange says otherwise. Returns false when it was refused. */
    public boolean onTradingState(int inputTemplateId, int instrumentId, TradingState state) {
        Instrument instrument = instrument(instrumentId);
        if (instrument == null) {
            return refuse(InputRefusal.UNKNOWN_INSTRUMENT, inputTemplateId, instrumentId);
        }
        instrument.trading(state == TradingState.TRADING);
        return true;
    }

    /** Takes the state of a whole data stream at a session date; what is of one instrument says nothing here. */
    public void onFeedStatus(FeedStatus status, String feed, int epochDay) {
        if (status == FeedStatus.LIVE && feed.equals(VolatilityIndex.MINUTE_FEED)) {
            volatilityIndex.announceMinutes(epochDay);
        }
    }

    /** Takes a value of the volatility index. */
    public void onVolatility(VolatilitySource source, long startNanos, int epochDay, long valueE8) {
        volatilityIndex.put(source, startNanos, epochDay, valueE8);
    }

    /**
     * Last price in px at decision time {@code timeNanos}: close of the newest session bar when that bar started at most
     * {@link #MAX_AGE_NANOS} before; else LastQuote.NO_PX (strategy-rules 3).
     */
    public static long lastPricePx(Instrument instrument, long timeNanos) {
        SessionBars bars = instrument.bars();
        boolean isFresh = bars.count() > 0 && bars.lastStartNanos() >= timeNanos - MAX_AGE_NANOS;
        return isFresh ? bars.closePx(bars.count() - 1) : LastQuote.NO_PX;
    }

    /** True when a two-sided quote bar is known that is complete at {@code timeNanos} and fresh (strategy-rules 3). */
    public static boolean hasQuote(Instrument instrument, long timeNanos) {
        LastQuote quote = instrument.quote();
        return quote.isTwoSided() && quote.startNanos() >= timeNanos - MAX_AGE_NANOS
            && quote.startNanos() <= timeNanos - MINUTE_NANOS;
    }

    private static boolean isPlausible(long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
        return lowE8 > 0 && highE8 >= Math.max(openE8, closeE8) && lowE8 <= Math.min(openE8, closeE8) && volumeShares >= 0;
    }

    private static boolean isOnGrid(long priceE8) {
        return priceE8 % FixedPoint.E8_PER_PX == 0;
    }

    private static long toPx(long priceE8) {
        return priceE8 / FixedPoint.E8_PER_PX;
    }

    private boolean refuse(InputRefusal reason, int inputTemplateId, int instrumentId) {
        decisions.inputRefused(reason, inputTemplateId, instrumentId, 0);
        return false;
    }

    private int indexOf(String symbol) {
        int low = 0;
        int high = bySymbol.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = bySymbol[middle].symbol().compareTo(symbol);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
