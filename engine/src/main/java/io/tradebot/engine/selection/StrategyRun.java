package io.tradebot.engine.selection;

import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A strategy in this run: its id and settings, and today's windows, slots and reserve. Engine thread only. */
public final class StrategyRun {

    private final int id;
    private final Strategy strategy;
    private final StrategySettings settings;
    private final List<Slot> slots = new ArrayList<>();
    private final Deque<Candidate> reserve = new ArrayDeque<>();
    private StrategyWindow window;

    /** Ids count from 1 in load order. */
    public StrategyRun(int id, Strategy strategy, StrategySettings settings) {
        this.id = id;
        this.strategy = strategy;
        this.settings = settings;
    }

    /** The one with this id, or null when its strategy does not run in this session. */
    public static StrategyRun find(List<StrategyRun> runs, int id) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id() == id) {
                return runs.get(i);
            }
        }
        return null;
    }

    /** Id of the run's records. */
    public int id() {
        return id;
    }

    /** The strategy. */
    public Strategy strategy() {
        return strategy;
    }

    /** Its settings. */
    public StrategySettings settings() {
        return settings;
    }

    /** Today's windows; null when it does not run today. */
    public StrategyWindow window() {
        return window;
    }

    /** Today's slots, in order; empty before selection. The list is shared: read only. */
    public List<Slot> slots() {
        return slots;
    }

    /** Begins a day; {@code todaysWindow} is null when the strategy does not run. */
    public void startDay(StrategyWindow todaysWindow) {
        window = todaysWindow;
        slots.clear();
        reserve.clear();
    }

    Deque<Candidate> reserve() {
        return reserve;
    }
}
