package io.tradebot.engine.strategy;

import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * Finds the strategies: the built-in ones and those of outside jars. Cold; any thread.
 *
 * <p>Without a class loader named, the one of the calling thread is asked: a program that adds jars sets it before it starts
 * anything, and the threads it starts inherit it. A loader that knows no strategy at all does not count.
 */
public final class StrategyCatalog {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,15}");

    private StrategyCatalog() {
    }

    /** New, unconfigured instances of all strategies the calling thread's class loader sees, in the order of their names. */
    public static List<Strategy> load() {
        List<Strategy> found = collect(ServiceLoader.load(Strategy.class));
        return found.isEmpty() ? load(StrategyCatalog.class.getClassLoader()) : found;
    }

    /**
     * As {@link #load()} for another class loader, usually of a folder of jars with this program's loader as its parent.
     *
     * @throws IllegalStateException when two have one name, a name cannot be used, or a jar names a class that is no strategy
     */
    public static List<Strategy> load(ClassLoader loader) {
        return collect(ServiceLoader.load(Strategy.class, loader));
    }

    private static List<Strategy> collect(ServiceLoader<Strategy> services) {
        List<Strategy> found = new ArrayList<>();
        try {
            services.forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a strategy cannot be loaded: " + e.getMessage()
                + "; check META-INF/services and the public constructor without arguments in its jar", e);
        }
        found.forEach(StrategyCatalog::requireName);
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

    /** The settings of the product and of all strategies the calling thread's class loader sees. */
    public static SettingsTable settingsTable() {
        return settingsTable(load());
    }

    /**
     * The settings of the product and of these strategies: the table that a run with them is checked by.
     *
     * @throws IllegalStateException when a strategy brings a key that is taken, or one that does not carry its name
     */
    public static SettingsTable settingsTable(List<Strategy> strategies) {
        SettingsTable table = SettingsTable.standard();
        for (Strategy strategy : strategies) {
            List<Setting> rows = strategy.settings();
            if (!rows.isEmpty()) {
                requireOwnKeys(strategy, rows);
                table = plus(table, strategy, rows);
            }
        }
        return table;
    }

    private static SettingsTable plus(SettingsTable table, Strategy strategy, List<Setting> rows) {
        try {
            SettingsTable wider = table.plus(rows);
            if (wider.strategies().contains(strategy.name())) {
                return wider;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("strategy '" + strategy.name() + "' (" + strategy.getClass().getName() + "): "
                + e.getMessage(), e);
        }
        throw new IllegalStateException("strategy '" + strategy.name() + "' (" + strategy.getClass().getName()
            + ") lacks the settings every strategy has; add SettingsTable.strategyRows(..) to what settings() returns");
    }

    private static void requireOwnKeys(Strategy strategy, List<Setting> rows) {
        String name = strategy.name().toUpperCase(Locale.ROOT);
        for (Setting row : rows) {
            boolean isOwn = row.key().startsWith(name + '_') || row.key().startsWith("STRAT_" + name + '_')
                || row.key().equals("START_TIME_" + name) || row.key().equals("SHORT_TYPE_" + name);
            if (!isOwn) {
                throw new IllegalStateException("strategy '" + strategy.name() + "' (" + strategy.getClass().getName()
                    + ") brings the setting " + row.key() + "; its keys must start with " + name + "_");
            }
        }
    }

    private static void requireName(Strategy strategy) {
        String name = strategy.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalStateException(strategy.getClass().getName() + " calls itself '" + name
                + "'; a name is a lower-case letter, then at most 15 lower-case letters, digits and underscores");
        }
    }
}
