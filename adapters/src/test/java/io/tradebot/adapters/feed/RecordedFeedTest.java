package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedFeedTest {

    private static final String[] MARKET = {"BarClosed", "QuoteObserved", "DailyBarClosed", "VolatilityIndexObserved", "TradingHaltChanged",
        "MinuteClosed"};
    private static final String STREAM = "FeedStatusChanged";
    private static final String[] DECISIONS = {"SignalRaised", "OrderRequested", "OrderDenied", "SlotAssigned", "CandidateRanked",
        "EntryBlocked", "EntryUnblocked"};

    private final List<String> given = new ArrayList<>();

    @Test
    void shouldGiveRowsAtTheirTimesOfReceipt() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        RecordedFeed feed = new RecordedFeed(agenda, rows(agenda, 10, 10, 25, 40), Long.MIN_VALUE, () -> given.add("end"));
        feed.start(new ToldSink());
        assertEquals(List.of(), given);
        agenda.run();
        assertEquals(List.of("10@10", "10@10", "25@25", "40@40", "end"), given);
    }

    @Test
    void shouldGiveThemFasterWithAFasterPace() throws InterruptedException {
        AdjustableClock monotonic = new AdjustableClock(0);
        Agenda agenda = new Agenda(Pace.accelerated(monotonic, 0, 10 * Pace.REAL_SPEED_PPM));
        RecordedFeed feed = new RecordedFeed(agenda, rows(agenda, 100, 200), Long.MIN_VALUE, agenda::stop);
        feed.start(new ToldSink());
        monotonic.advance(10);
        agenda.runUntil(100);
        assertEquals(List.of("100@100"), given);
        monotonic.advance(10);
        agenda.runUntil(200);
        assertEquals(List.of("100@100", "200@200"), given);
    }

    @Test
    void shouldGoOnBehindATime() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(20));
        new RecordedFeed(agenda, rows(agenda, 10, 19, 20, 30), 20, () -> given.add("end")).start(new ToldSink());
        agenda.run();
        assertEquals(List.of("20@20", "30@30", "end"), given);
    }

    @Test
    void shouldGiveNothingAfterItWasClosed() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        RecordedFeed feed = new RecordedFeed(agenda, rows(agenda, 10, 30), Long.MIN_VALUE, () -> given.add("end"));
        feed.start(new ToldSink());
        agenda.at(20, Lane.SUPERVISOR, feed::close);
        agenda.run();
        assertEquals(List.of("10@10", "closed"), given);
    }

    @Test
    void shouldRefuseARecordingThatGoesBack() {
        Agenda agenda = new Agenda(Pace.stepped(0));
        new RecordedFeed(agenda, rows(agenda, 10, 9), Long.MIN_VALUE, () -> { }).start(new ToldSink());
        assertThrows(IllegalStateException.class, agenda::run);
    }

    @Test
    void shouldGiveAnEarlierSessionAgainFromItsJournal() throws InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RecordedFeedTest seed " + seed + " (-Dseed=)");
        shouldGiveAgain(SyntheticOptions.bars(seed).withTroubles(1_000, 5), true);
        shouldGiveAgain(SyntheticOptions.ticks(seed).withTroubles(0, 5), false);
    }

    /** Of bars that were made of ticks the recording has the bars only, so silence is told some seconds later than it was. */
    private static void shouldGiveAgain(SyntheticOptions options, boolean isExact) throws InterruptedException {
        List<String> symbols = new SyntheticFeed(new Agenda(Pace.stepped(0)), options).symbols();
        MarketDay live = new MarketDay(symbols).run(agenda -> new SyntheticFeed(agenda, options));
        MarketDay again = new MarketDay(symbols).run(agenda -> new RecordedFeed(agenda, new JournalRows(live.recording()), Long.MIN_VALUE,
            () -> { }));
        assertTrue(live.lines("BarClosed").size() > 20 * 300);
        assertTrue(live.lines("MarketDataRejected").size() > 20);
        ToldSink.assertSame(live.lines(MARKET), again.lines(MARKET));
        if (isExact) {
            ToldSink.assertSame(withoutStreamLive(live.lines(STREAM)), again.lines(STREAM));
            ToldSink.assertSame(live.lines(DECISIONS), again.lines(DECISIONS));
        }
        assertEquals(List.of(), again.lines("MarketDataRejected"));
        assertEquals(List.of(), live.lines("InputRefused"));
    }

    @Test
    void shouldBlockEntriesWhileTheStreamIsMute() throws InterruptedException {
        SyntheticOptions options = SyntheticOptions.bars(20_240_305).withTroubles(1_000, 0);
        List<String> symbols = new SyntheticFeed(new Agenda(Pace.stepped(0)), options).symbols();
        MarketDay day = new MarketDay(symbols).run(agenda -> new SyntheticFeed(agenda, options));
        List<String> blocks = day.lines("EntryBlocked", "EntryUnblocked").stream().filter(line -> line.contains("instrument=- ")
            && line.contains("FEED_STALE")).toList();
        assertEquals(2, blocks.size(), blocks.toString());
        assertTrue(blocks.get(0).startsWith("EntryBlocked") && blocks.get(1).startsWith("EntryUnblocked"), blocks.toString());
    }

    /** The synthetic source tells that it begins; a recording does not. */
    private static List<String> withoutStreamLive(List<String> lines) {
        return lines.stream().filter(line -> !line.contains("text=\"seed ")).toList();
    }

    private FeedRows rows(Agenda agenda, long... times) {
        List<FeedRow> rows = new ArrayList<>();
        for (long time : times) {
            rows.add(new FeedRow(time, sink -> given.add(time + "@" + agenda.pace().nanoTime())));
        }
        Iterator<FeedRow> iterator = rows.iterator();
        return new FeedRows() {

            @Override
            public FeedRow next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public void close() {
                given.add("closed");
            }
        };
    }
}
