package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.TradingState;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits: 90 s for the stream, 300 s for a symbol. Times count from the open. */
class FeedWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final Session day = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    private final ToldSink told = new ToldSink();
    private final FeedWatch watch = new FeedWatch("data", EngineSettings.of(Map.of()).feed(), List.of("A", "B"), day.openNanos() - 3_600 * SECOND,
        told);

    @Test
    void shouldSayNothingOutsideOfTheSession() {
        check(-60);
        check(90);
        assertEquals(List.of(), told.lines);
    }

    @Test
    void shouldTellAStreamThatWasMuteFromTheOpenOn() {
        check(91);
        check(92);
        assertEquals(List.of("STALE - last=none limit=90"), changes());
    }

    @Test
    void shouldTellSilenceWhileTheClockRunsAndItsEnd() {
        trade("A", 1_000, 1_000);
        trade("B", 1_000, 1_000);
        check(1_090);
        assertEquals(List.of(), changes());
        check(1_091);
        check(1_500);
        trade("A", 1_501, 1_501);
        check(1_502);
        check(1_503);
        assertEquals(List.of("STALE - last=1000 limit=90", "LIVE - last=1501 limit=none"), changes());
    }

    @Test
    void shouldTellAStreamThatRepeatsThePast() {
        for (int second = 1; second < 200; second++) {
            trade("A", 0, second);
            check(second);
        }
        assertEquals(List.of("STALE - last=91 limit=none"), changes()); // received all the time: no limit of silence was passed
    }

    @Test
    void shouldTellASymbolThatIsSilentInALiveStream() {
        for (int second = 0; second <= 301; second++) {
            trade("B", second, second);
            check(second);
        }
        trade("A", 302, 302);
        check(303);
        assertEquals(List.of("STALE A last=none limit=300", "LIVE A last=302 limit=none"), changes());
    }

    @Test
    void shouldSayNothingOfSymbolsWhileTheStreamIsStale() {
        check(400);
        check(700);
        trade("A", 701, 701);
        check(702);
        for (int second = 703; second <= 1_003; second++) {
            trade("A", second, second);
            check(second);
        }
        assertEquals(List.of("STALE - last=none limit=90", "LIVE - last=701 limit=none", "STALE B last=none limit=300"), changes());
    }

    @Test
    void shouldExcuseAHaltedSymbol() {
        trade("A", 1, 1);
        state("A", TradingState.HALTED, 10);
        for (int second = 11; second <= 1_000; second++) {
            trade("B", second, second);
            check(second);
        }
        state("A", TradingState.TRADING, 1_001);
        for (int second = 1_001; second <= 1_302; second++) {
            trade("B", second, second);
            check(second);
        }
        assertEquals(List.of("STALE A last=1 limit=300"), changes());
    }

    @Test
    void shouldKeepWhatWasStaleAtTheCloseUntilDataComes() {
        trade("A", 1, 1);
        check(100);
        check(23_400 + 3_600); // after the close
        check(86_400 + 30);
        trade("A", 86_400 + 31, 86_400 + 31);
        check(86_400 + 32);
        assertEquals(List.of("STALE - last=1 limit=90", "LIVE - last=86431 limit=none"), changes());
    }

    @Test
    void shouldNotTakeAnEmptyQuoteForData() {
        watch.quote("A", at(100), 0, MarketDataSink.NONE, MarketDataSink.NONE, 0, 0, at(100));
        check(101);
        assertEquals(List.of("STALE - last=none limit=90"), changes());
    }

    @Test
    void shouldTellAgainWhenTheSourceSaysLiveAndIsMute() {
        check(91);
        watch.status(FeedStatus.LIVE, "", MarketDataSink.NONE, MarketDataSink.NONE, "data", "", at(95));
        check(185);
        check(186);
        assertEquals(List.of("STALE - last=none limit=90", "LIVE - last=none limit=none", "STALE - last=none limit=90"), changes());
    }

    private void trade(String symbol, long second, long receivedSecond) {
        watch.trade(symbol, at(second), MarketDataSink.NONE, 1_000_000, 1, at(receivedSecond));
    }

    private void state(String symbol, TradingState state, long second) {
        watch.tradingState(symbol, at(second), state, MarketDataSink.NONE, "", at(second));
    }

    private void check(long second) {
        watch.check(at(second));
    }

    private long at(long second) {
        return day.openNanos() + second * SECOND;
    }

    private List<String> changes() {
        return told.lines("status").stream().map(line -> {
            String[] words = line.split(" ");
            String last = words[3].substring("last=".length());
            return words[1] + ' ' + words[2] + " last=" + (last.equals("-") ? "none" : Long.parseLong(last) - day.openNanos() / SECOND)
                + " limit=" + (words[4].equals("limit=-") ? "none" : words[4].substring("limit=".length()));
        }).toList();
    }
}
