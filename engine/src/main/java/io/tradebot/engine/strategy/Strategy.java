package io.tradebot.engine.strategy;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;

/**
 * An intraday strategy. It says what it sees in a symbol; which symbols get capital, how much, whether an order is allowed
 * and how it is worked is decided outside, the same for all strategies. Engine thread only.
 *
 * <p>A strategy is a pure function of what it is given: no clock, no randomness, no I/O, no static state. It may keep nothing
 * from one call to the next except what {@link #configure} read; what belongs to a symbol travels in its {@link Setup}.
 * Implementations have a public constructor without arguments and are listed in
 * {@code META-INF/services/io.tradebot.engine.strategy.Strategy}.
 */
public interface Strategy {

    /** Name in lower case, at most 16 letters and digits; part of the setting keys and of every record. */
    String name();

    /** Reads its settings. Called once, before anything else. */
    void configure(EngineSettings settings);

    /**
     * Looks at a symbol at the end of the analysis window (time T1); the symbol has a fresh price, passed the price and volume
     * gates and has bars in at least half of the window's minutes.
     *
     * @param setup to be filled when there is a setup
     * @return true when there is one
     */
    boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup);

    /**
     * Says, before any symbol is looked at, whether the market as a whole suits the strategy today. The default lets everything
     * pass.
     *
     * @param timeNanos T1
     * @param gate      to be filled with what was compared, whatever the answer
     * @return true when the strategy may select
     */
    default boolean passesGate(VolatilityIndex volatility, StrategyWindow window, long timeNanos, Gate gate) {
        return true;
    }

    /**
     * Looks at the newest bar of a watched symbol in the breakout window.
     *
     * @param setup  what {@link #findSetup} left for this symbol; not to be changed
     * @param signal to be filled when there is one; a filter of the strategy that stops it is noted there too
     * @return true when there is a signal, filtered or not
     */
    boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal);

    /** How its positions are protected from the moment of the fill. */
    ExitPlan exitPlan();

    /**
     * Price at which a position takes its gain, px; asked again after every bar of the symbol. The default has none.
     *
     * @param symbol    what gave the signal
     * @param direction which way the position expects the symbol to go
     * @param isBefore  true for the level as it was before the newest bar
     * @return the level, or {@link Setup#NO_PX}
     */
    default long targetPx(Instrument symbol, Direction direction, boolean isBefore) {
        return Setup.NO_PX;
    }
}
