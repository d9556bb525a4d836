package io.tradebot.engine.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the strategies on the class path. Cold. */
public final class StrategyCatalog {

    private StrategyCatalog() {
    }

    /** New, unconfigured instances of all strategies, in the order of their names. Two of one name are an error. */
    public static List<Strategy> load() {
        List<Strategy> found = new ArrayList<>();
        ServiceLoader.load(Strategy.class, StrategyCatalog.class.getClassLoader()).forEach(found::add);
        found.sort((a, b) -> a.name().compareTo(b.name()));
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i).name().equals(found.get(i - 1).name())) {
                throw new IllegalStateException("two strategies are called '" + found.get(i).name() + "': "
                    + found.get(i - 1).getClass().getName() + " and " + found.get(i).getClass().getName()
                    + "; remove one from the class path");
            }
        }
        return found;
    }
}
