package io.tradebot.engine.strategy;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.check.SelfCheck;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.journal.event.Direction;

import java.util.List;

/**
 * An intraday strategy. It says what it sees in a symbol; which symbols get capital, how much, whether an order is allowed
 * and how it is worked is decided outside, the same for all strategies. Engine thread only.
 *
 * <h2>The contract</h2>
 * <ul>
 * <li><b>Pure.</b> A strategy is a function of what it is given: no clock, no randomness, no I/O, no threads, no static state.
 * It keeps nothing from one call to the next except what {@link #configure} read; what belongs to a symbol travels in its
 * {@link Setup}. So the same inputs give the same decisions in a live session, a backtest, an audit and a what-if.
 * {@code tradebot check lookahead} and {@code tradebot check warmup} try to prove the opposite.</li>
 * <li><b>Only the past.</b> {@link Instrument} and {@link StrategyWindow} hold what is known at the time of the call: bars
 * that have closed in the running session, the latest quote, the volumes of earlier sessions.</li>
 * <li><b>Integers.</b> Prices are px (USD x 10^4), shares and ratios (millionths) are longs; {@code double} is for ratios
 * inside indicators, with + - * / and sqrt only.</li>
 * <li><b>No allocation</b> in {@link #checkSignal}, {@link #exitPlan} and {@link #targetPx}: fill the carriers.</li>
 * <li><b>Order of calls.</b> Constructor, {@link #name} and {@link #settings} (any number of times), then {@link #configure}
 * once; on each day, when its windows fit into the session, {@link #passesGate} at T1, {@link #findSetup} once for each
 * symbol, then {@link #checkSignal} after each bar of a symbol that was given a slot. {@link #exitPlan} and {@link #targetPx}
 * are asked for entries and open positions.</li>
 * <li><b>A throw is a fault</b>: it is journaled with the guilty input and halts trading. Say false instead when something
 * is not known yet.</li>
 * </ul>
 *
 * <p>Implementations are public, have a public constructor without arguments and are listed in
 * {@code META-INF/services/io.tradebot.engine.strategy.Strategy} of their jar. They run when their jar is found (see
 * {@link StrategyCatalog}) and STRATEGY_SEQUENCE or STRATEGY_OVERRIDE names them. The guide is
 * ops/docs/write-a-strategy.md.
 */
public interface Strategy extends SelfCheck {

    /** Name: a lower-case letter, then at most 15 lower-case letters, digits and underscores. Part of its setting keys. */
    String name();

    /**
     * The rows that it adds to the settings table: those every strategy needs
     * ({@link io.tradebot.engine.settings.SettingsTable#strategyRows}) and its own, whose keys start with its name in capitals.
     * They are checked, shown and journaled like all others. The default has none, which only the built-in strategies can
     * afford: their rows are in the standard table.
     */
    default List<Setting> settings() {
        return List.of();
    }

    /** Reads its settings, its own ones with {@link EngineSettings#value}. Called once, before it is asked anything. */
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
     * @param result    to be filled with what was compared, whatever the answer
     * @return true when the strategy may select
     */
    default boolean passesGate(VolatilityIndex volatility, StrategyWindow window, long timeNanos, FilterResult result) {
        return true;
    }

    /**
     * Looks at the newest bar of a watched symbol in the breakout window.
     *
     * @param setup  what {@link #findSetup} left for this symbol; not to be changed
     * @param signal to be filled when there is one, with the figures it rests on and what each filter of the strategy said
     * @return true when there is a signal, filtered or not
     */
    boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal);

    /**
     * Checks its rules on bars whose answers are known, with settings of its own choice; called once a run, after
     * {@link #configure}, also when the strategy is switched off. A refusal of an enabled strategy keeps the day shut. The
     * default finds nothing.
     */
    @Override
    default void selfCheck(Findings findings) {
    }

    /** How its entries are sent. The default is a market order. */
    default EntryPlan entryPlan() {
        return EntryPlan.MARKET;
    }

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
