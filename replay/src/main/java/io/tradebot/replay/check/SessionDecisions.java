package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.FilterEvaluatedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.SignalFilteredDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.StrategySkippedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.replay.backtest.Backtest;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.MarketHistory;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the strategies of a run saw, day by day: candidates, gates and signals, without money. Not thread safe. */
final class SessionDecisions implements ExcerptSink {

    private static final Set<Integer> SEEN = Set.of(StrategySkippedDecoder.TEMPLATE_ID, FilterEvaluatedDecoder.TEMPLATE_ID,
        CandidateRejectedDecoder.TEMPLATE_ID, CandidateRankedDecoder.TEMPLATE_ID, SignalRaisedDecoder.TEMPLATE_ID,
        SignalFilteredDecoder.TEMPLATE_ID);

    private final RecordCursor cursor = new RecordCursor();
    private final RecordPrinter printer = new RecordPrinter();
    private final TradingDayOpenedDecoder opened = new TradingDayOpenedDecoder();
    private final SortedMap<Integer, List<String>> linesByDay = new TreeMap<>();
    private List<String> today = new ArrayList<>();
    private long sequence;

    /** Runs a backtest and returns the lines of each session by its epoch day. */
    static SortedMap<Integer, List<String>> of(MarketHistory history, EngineSettings settings) {
        SessionDecisions decisions = new SessionDecisions();
        new Backtest(history, settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP).run(decisions, (done, total) -> { });
        return decisions.linesByDay;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        RecordCursor c = cursor.wrap(body, offset, length);
        while (c.next()) {
            if (c.templateId() == TradingDayOpenedDecoder.TEMPLATE_ID) {
                opened.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                today = new ArrayList<>();
                linesByDay.put(opened.sessionEpochDay(), today);
            }
            String line = printer.line(c); // also learns names
            if (SEEN.contains(c.templateId())) {
                today.add(line);
            }
        }
        return sequence++;
    }

    @Override
    public void sync() {
        // nothing is kept
    }
}
