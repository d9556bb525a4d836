package io.tradebot.engine.market;

import io.tradebot.engine.indicator.Adx;
import io.tradebot.engine.indicator.Bollinger;
import io.tradebot.engine.indicator.Vwap;
import io.tradebot.journal.event.InstrumentKind;

/** One instrument, what is known of it in the running session, and its daily volumes. Engine thread only. */
public final class Instrument {

    private final int id;
    private final String symbol;
    private InstrumentKind kind;
    private int multiplier;
    private int underlyingId;
    private boolean isTrading = true;
    private long strikePx;
    private int expiryEpochDay;
    private final SessionBars bars = new SessionBars();
    private final Vwap vwap = new Vwap(bars);
    private final Adx adx = new Adx(bars);
    private final Bollinger bollinger = new Bollinger(bars);
    private final DailyVolumes dailyVolumes = new DailyVolumes();
    private final LastQuote quote = new LastQuote();
    private final LastImbalance imbalance = new LastImbalance();

    Instrument(int id, String symbol) {
        this.id = id;
        this.symbol = symbol;
    }

    /** Takes the attributes of its newest InstrumentDefined record; id and symbol never change. */
    void define(InstrumentKind newKind, int newMultiplier, int newUnderlyingId, long newStrikePx, int newExpiryEpochDay) {
        kind = newKind;
        multiplier = newMultiplier;
        underlyingId = newUnderlyingId;
        strikePx = newStrikePx;
        expiryEpochDay = newExpiryEpochDay;
    }

    /** Ours, from its InstrumentDefined record. */
    public int id() {
        return id;
    }

    /** Exchange symbol. */
    public String symbol() {
        return symbol;
    }

    /** What it is. */
    public InstrumentKind kind() {
        return kind;
    }

    /** Units of the underlying in one unit of quantity: 1 for equity, 100 for a standard option. */
    public int multiplier() {
        return multiplier;
    }

    /** Underlying of an option, else 0. */
    public int underlyingId() {
        return underlyingId;
    }

    /** False while its exchange has halted or paused it. */
    public boolean isTrading() {
        return isTrading;
    }

    void trading(boolean trading) {
        isTrading = trading;
    }

    /** True for options: they have quotes and no bars. */
    public boolean isOption() {
        return kind == InstrumentKind.PUT_OPTION || kind == InstrumentKind.CALL_OPTION;
    }

    /** Strike of an option, px; 0 for everything else. */
    public long strikePx() {
        return strikePx;
    }

    /** Last trading day of an option; 0 for everything else. */
    public int expiryEpochDay() {
        return expiryEpochDay;
    }

    /** Bars of the running session. */
    public SessionBars bars() {
        return bars;
    }

    /** Volume-weighted average price of the running session. */
    public Vwap vwap() {
        return vwap;
    }

    /** Average directional index of the running session. */
    public Adx adx() {
        return adx;
    }

    /** Bollinger bands of the running session. */
    public Bollinger bollinger() {
        return bollinger;
    }

    /** Volumes of earlier sessions. */
    public DailyVolumes dailyVolumes() {
        return dailyVolumes;
    }

    /** Latest quote of the running session. */
    public LastQuote quote() {
        return quote;
    }

    /** Latest order imbalance of the running session. */
    public LastImbalance imbalance() {
        return imbalance;
    }

    void startDay() {
        bars.clear();
        vwap.clear();
        adx.clear();
        bollinger.clear();
        quote.clear();
        imbalance.clear();
    }
}
