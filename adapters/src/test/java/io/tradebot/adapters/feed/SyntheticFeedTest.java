package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.settings.EngineSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SyntheticFeedTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final long seed = Long.getLong("seed", System.nanoTime());

    SyntheticFeedTest() {
        System.out.println("SyntheticFeedTest seed " + seed + " (-Dseed=)");
    }

    @Test
    void shouldGiveTheSameMarketForTheSameSeed() throws InterruptedException {
        SyntheticOptions options = SyntheticOptions.ticks(seed).withSymbols(3).withTroubles(1_000, 10);
        List<String> first = raw(options, MarketDay.START, 0).lines;
        ToldSink.assertSame(first, raw(options, MarketDay.START, 0).lines);
        assertNotEquals(first, raw(SyntheticOptions.ticks(seed + 1).withSymbols(3), MarketDay.START, 0).lines);
    }

    @Test
    void shouldBuildTheReadyMadeBarsFromItsTicks() throws InterruptedException {
        ToldSink readyMade = built(SyntheticOptions.bars(seed));
        ToldSink fromTicks = built(SyntheticOptions.ticks(seed));
        assertTrue(readyMade.lines("bar").size() > 20 * 300, "bars " + readyMade.lines("bar").size());
        ToldSink.assertSame(readyMade.lines("bar", "minute"), fromTicks.lines("bar", "minute"));
        for (String kind : List.of("quote", "daily", "state", "volatility")) {
            ToldSink.assertSame(readyMade.lines(kind), fromTicks.lines(kind));
        }
    }

    @Test
    void shouldKeepBadValuesOutOfTheBars() throws InterruptedException {
        ToldSink clean = built(SyntheticOptions.ticks(seed));
        ToldSink troubled = built(SyntheticOptions.ticks(seed).withTroubles(0, 20));
        ToldSink.assertSame(clean.lines("bar", "quote"), troubled.lines("bar", "quote"));
        TreeSet<String> reasons = new TreeSet<>();
        troubled.lines("rejected").forEach(line -> reasons.add(line.split(" ")[2]));
        assertEquals(List.of("DUPLICATE", "FUTURE", "NOT_POSITIVE", "OUT_OF_ORDER", "OUT_OF_RANGE", "SPIKE"), List.copyOf(reasons));
        ToldSink troubledBars = built(SyntheticOptions.bars(seed).withTroubles(0, 20));
        ToldSink.assertSame(clean.lines("bar"), troubledBars.lines("bar"));
        assertFalse(troubledBars.lines("rejected").isEmpty());
    }

    @Test
    void shouldGiveDailyBarsOfTheSessionsBefore() throws InterruptedException {
        List<String> daily = raw(SyntheticOptions.bars(seed).withSymbols(2), MarketDay.START, 0).lines("daily");
        assertEquals(2 * SyntheticDays.LOOK_BACK_SESSIONS, daily.size());
        assertTrue(daily.get(29).startsWith("daily AURX " + (MarketDay.DAY.epochDay() - 1) + ' '), daily.get(29));
    }

    @Test
    void shouldGoOnFromDayToDayAsIfItHadJustBeenStarted() throws InterruptedException {
        SyntheticOptions options = SyntheticOptions.bars(seed).withSymbols(2);
        List<String> running = raw(options, MarketDay.START, 1).lines("bar", "daily");
        List<String> startedLater = raw(options, MarketDay.START + 86_400 * SECOND, 0).lines("bar", "daily");
        ToldSink.assertSame(startedLater, running.subList(running.size() - startedLater.size(), running.size()));
    }

    @Test
    void shouldBeginWithTheNextMinuteWhenStartedWithinASession() throws InterruptedException {
        SyntheticOptions options = SyntheticOptions.bars(seed).withSymbols(2);
        List<String> whole = raw(options, MarketDay.START, 0).lines("bar", "minute");
        List<String> rest = raw(options, MarketDay.DAY.openNanos() + 100 * MINUTE + SECOND, 0).lines("bar", "minute");
        assertEquals("minute " + (MarketDay.DAY.openNanos() + 101 * MINUTE) / SECOND, rest.stream().filter(line -> line.startsWith("m"))
            .findFirst().orElseThrow());
        assertEquals(whole.subList(whole.size() - rest.size(), whole.size()), rest);
    }

    @Test
    void shouldCloseEveryMinuteWhileItIsMute() throws InterruptedException {
        ToldSink mute = raw(SyntheticOptions.bars(seed).withTroubles(1_000, 0), MarketDay.START, 0);
        ToldSink whole = raw(SyntheticOptions.bars(seed), MarketDay.START, 0);
        assertEquals(390, mute.lines("minute").size());
        assertTrue(mute.lines("bar").size() < whole.lines("bar").size());
        assertTrue(whole.lines("bar").containsAll(mute.lines("bar")));
    }

    @Test
    void shouldHaveAsManySymbolsAsAskedInOrder() {
        List<String> symbols = new SyntheticFeed(new Agenda(Pace.stepped(0)), SyntheticOptions.ticks(seed).withSymbols(600)).symbols();
        assertEquals(600, symbols.size());
        assertEquals(List.copyOf(new TreeSet<>(symbols)), symbols);
        assertThrows(IllegalArgumentException.class,
            () -> new SyntheticFeed(new Agenda(Pace.stepped(0)), SyntheticOptions.ticks(seed).withSymbols(0)));
    }

    /** What the feed itself says, from a time on until the close, or that of so many days later. */
    private static ToldSink raw(SyntheticOptions options, long startNanos, int moreDays) throws InterruptedException {
        ToldSink told = new ToldSink();
        run(options, startNanos, moreDays, told);
        return told;
    }

    /** What comes out of door and bar builder. */
    private static ToldSink built(SyntheticOptions options) throws InterruptedException {
        ToldSink told = new ToldSink();
        run(options, MarketDay.START, 0, new Door(EngineSettings.of(Map.of()).feed(), new BarBuilder(false, told)));
        return told;
    }

    private static void run(SyntheticOptions options, long startNanos, int moreDays, MarketDataSink sink) throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(startNanos));
        try (SyntheticFeed feed = new SyntheticFeed(agenda, options)) {
            feed.start(sink);
            agenda.runUntil(Math.max(startNanos, MarketDay.DAY.closeNanos())
                + (startNanos > MarketDay.DAY.closeNanos() ? 30_000 : 0) * SECOND + moreDays * 86_400 * SECOND + 60 * SECOND);
        }
    }
}
