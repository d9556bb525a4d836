package io.tradebot.replay.explain;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a journal says about one session and what was known before it. Filled by {@link DayLogReader}. Not thread safe. */
final class DayLog {

    static final long MINUTE_NANOS = 60_000_000_000L;
    /** How long a last price or quote counts (strategy-rules 3). */
    private static final long MAX_AGE_NANOS = 5 * MINUTE_NANOS;
    private static final int VOLUME_SESSIONS = 20;
    private static final int VOLUME_DAYS = 60;

    /** A bar with its place in the journal. */
    record Bar(long sequence, int index, long timeNanos, long startNanos, long openE8, long highE8, long lowE8, long closeE8,
               long volume) {
    }

    /** A quote with its place in the journal; a side that is missing makes it no quote to judge by. */
    record Quote(long sequence, int index, long timeNanos, long startNanos, long bidE8, long askE8, boolean isTwoSided) {
    }

    /** Sum and number of the sessions that an average daily volume is made of. */
    record Volumes(long sum, int sessions) {
    }

    final long epochDay;
    final RecordNames names = new RecordNames();
    final Families families = new Families();
    final RecordPrinter printer = new RecordPrinter(RecordCatalogue.ofSchema(), names);
    /** Everything but bars, quotes and the clock; of later days only what goes back to an order of this day. */
    final List<Fact> facts = new ArrayList<>();
    /** Values of the volatility index: the last daily ones and this day's minutes. */
    final List<Fact> volatility = new ArrayList<>();
    final Map<String, Integer> idBySymbol = new TreeMap<>();
    final Map<Integer, Fact> instrumentById = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, Bar>> barsByInstrument = new TreeMap<>();
    private final Map<Integer, List<Quote>> quotesByInstrument = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, Long>> volumeByDay = new HashMap<>();
    private final NavigableMap<Long, Map<String, String>> settingsFrom = new TreeMap<>();
    /** The run used historical data and the simulated exchange. */
    boolean isBacktest;
    /** TradingDayOpened; null until the session has begun. */
    Fact opened;

    DayLog(long epochDay) {
        this.epochDay = epochDay;
    }

    // ----- settings

    void putSettings(long sequence, Map<String, String> changes) {
        Map<String, String> inForce = settingsFrom.isEmpty() ? new HashMap<>() : new HashMap<>(settingsFrom.lastEntry().getValue());
        inForce.putAll(changes);
        settingsFrom.put(sequence, inForce);
    }

    /** A setting as it was when the fact was written; empty when the writer did not know it. */
    String setting(Fact when, String key) {
        Map.Entry<Long, Map<String, String>> inForce = settingsFrom.floorEntry(when.sequence());
        return inForce == null ? "" : inForce.getValue().getOrDefault(key, "");
    }

    /** A setting that is a number; null when the writer did not know it. */
    BigDecimal number(Fact when, String key) {
        String value = setting(when, key);
        return value.isEmpty() ? null : new BigDecimal(value);
    }

    // ----- names

    String symbol(long instrumentId) {
        String symbol = names.symbol(instrumentId);
        return symbol == null ? "#" + instrumentId : symbol;
    }

    String strategy(long strategyId) {
        String name = names.strategyName(strategyId);
        return name == null ? "#" + strategyId : name;
    }

    long multiplier(long instrumentId) {
        Fact defined = instrumentById.get((int) instrumentId);
        return defined == null ? 1 : Math.max(1, defined.number("multiplier"));
    }

    /** The symbol that gave the signal behind a decision; the instrument itself when it is traded on its own signals. */
    long signalInstrument(Fact fact) {
        long named = fact.number("signalInstrumentId") == 0 ? families.signalOf(fact) : fact.number("signalInstrumentId");
        return named == 0 ? fact.number("instrumentId") : named;
    }

    // ----- market

    void put(int instrumentId, Bar bar) {
        NavigableMap<Long, Bar> bars = barsByInstrument.computeIfAbsent(instrumentId, id -> new TreeMap<>());
        if (bars.isEmpty() || bars.lastKey() < bar.startNanos()) { // the engine refuses one that comes late
            bars.put(bar.startNanos(), bar);
        }
    }

    /** The engine did not take the bar of this excerpt into account. */
    void refuseBar(int instrumentId, long sequence) {
        allBars(instrumentId).values().removeIf(bar -> bar.sequence() == sequence);
    }

    void put(int instrumentId, Quote quote) {
        quotesByInstrument.computeIfAbsent(instrumentId, id -> new ArrayList<>()).add(quote);
    }

    /** Session bars of an instrument with {@code from <= start < to}. */
    List<Bar> bars(long instrumentId, long fromNanos, long toNanos) {
        return List.copyOf(allBars(instrumentId).subMap(fromNanos, toNanos).values());
    }

    /** The bar that starts then, or null. */
    Bar barAt(long instrumentId, long startNanos) {
        return allBars(instrumentId).get(startNanos);
    }

    /** The bar before, or null. */
    Bar barBefore(long instrumentId, long startNanos) {
        Map.Entry<Long, Bar> before = allBars(instrumentId).lowerEntry(startNanos);
        return before == null ? null : before.getValue();
    }

    /** The bar whose close is the last price at this time, or null (strategy-rules 3). */
    Bar lastBar(long instrumentId, long timeNanos) {
        Bar last = barBefore(instrumentId, timeNanos);
        return last == null || last.startNanos() < timeNanos - MAX_AGE_NANOS ? null : last;
    }

    private NavigableMap<Long, Bar> allBars(long instrumentId) {
        NavigableMap<Long, Bar> bars = barsByInstrument.get((int) instrumentId);
        return bars == null ? new TreeMap<>() : bars;
    }

    /** The quote that counts for a decision, or null (strategy-rules 3). */
    Quote quoteFor(long instrumentId, Fact decision) {
        Quote found = null;
        for (Quote quote : quotesByInstrument.getOrDefault((int) instrumentId, List.of())) {
            found = quote.sequence() <= decision.sequence() ? quote : found;
        }
        boolean isFresh = found != null && found.isTwoSided() && found.startNanos() >= decision.timeNanos() - MAX_AGE_NANOS
            && found.startNanos() <= decision.timeNanos() - MINUTE_NANOS;
        return isFresh ? found : null;
    }

    /** The value of the volatility index known last at a decision, or null. */
    Fact volatilityFor(Fact decision) {
        Fact found = null;
        for (Fact value : volatility) {
            found = value.sequence() <= decision.sequence() ? value : found;
        }
        return found;
    }

    void putDailyVolume(int instrumentId, long day, long shares) {
        volumeByDay.computeIfAbsent(instrumentId, id -> new TreeMap<>()).put(day, shares);
    }

    void putMinuteSum(int instrumentId, long day, long shares) {
        volumeByDay.computeIfAbsent(instrumentId, id -> new TreeMap<>()).putIfAbsent(day, shares);
    }

    /** What the average daily volume is made of (strategy-rules 5.1); null without history. */
    Volumes volumes(long instrumentId) {
        NavigableMap<Long, Long> byDay = volumeByDay.get((int) instrumentId);
        long sum = 0;
        int sessions = 0;
        if (byDay != null) {
            for (long shares : byDay.subMap(epochDay - VOLUME_DAYS, true, epochDay, false).descendingMap().values()) {
                if (sessions < VOLUME_SESSIONS) {
                    sum = Math.addExact(sum, shares);
                    sessions++;
                }
            }
        }
        return sessions == 0 ? null : new Volumes(sum, sessions);
    }

    // ----- facts

    /** Facts of a kind in the same excerpt. */
    List<Fact> beside(Fact fact, int templateId) {
        return facts.stream().filter(other -> other.sequence() == fact.sequence() && other.is(templateId)).toList();
    }

    /** The first fact of a kind of this strategy and instrument, or null. */
    Fact find(int templateId, long strategyId, long instrumentId) {
        return facts.stream().filter(fact -> fact.is(templateId) && fact.number("strategyId") == strategyId
            && fact.number("instrumentId") == instrumentId).findFirst().orElse(null);
    }

    /** The strategy's windows today, or null when it does not run. */
    Fact schedule(long strategyId, int templateId) {
        return facts.stream().filter(fact -> fact.is(templateId) && fact.number("strategyId") == strategyId).findFirst().orElse(null);
    }
}
