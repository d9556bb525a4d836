package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.StrategyLoadedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.replay.backtest.Backtest;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.MarketHistory;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What is left of a run to compare another with: a checksum of every excerpt, and the excerpts that hold decisions. Not
 * thread safe.
 */
final class DecisionTrail implements ExcerptSink {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

    private final CRC32C crc32c = new CRC32C();
    private final RecordCursor cursor = new RecordCursor();
    private final MinuteClosedDecoder minute = new MinuteClosedDecoder();
    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final StrategyLoadedDecoder strategy = new StrategyLoadedDecoder();
    private final RecordNames names = new RecordNames();
    private final TreeMap<Integer, byte[]> decidedByIndex = new TreeMap<>();
    private final List<Minute> minutes = new ArrayList<>();
    private long[] checksums = new long[1024];
    private long[] times = new long[1024];
    private byte[] bytes = new byte[4096];
    private int count;
    private long decisionCount;

    /** A minute with bars: the excerpt that closed it. */
    record Minute(int index, long timeNanos, boolean hasDecisions) {
    }

    /** Runs a backtest that leaves only its trail. */
    static DecisionTrail of(MarketHistory history, EngineSettings settings) {
        DecisionTrail trail = new DecisionTrail();
        new Backtest(history, settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP).run(trail, (done, total) -> { });
        return trail;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        if (count == checksums.length) {
            checksums = Arrays.copyOf(checksums, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
        }
        if (length > bytes.length) {
            bytes = new byte[2 * length];
        }
        body.getBytes(offset, bytes, 0, length);
        crc32c.reset();
        crc32c.update(bytes, 0, length);
        checksums[count] = crc32c.getValue() << 32 ^ length;
        times[count] = timeNanos;
        RecordCursor c = cursor.wrap(body, offset, length);
        c.next();
        boolean hasBars = c.templateId() == MinuteClosedDecoder.TEMPLATE_ID
            && minute.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version()).barCount() > 0;
        learn(c);
        int decisions = 0;
        while (c.next()) {
            decisions++;
            learn(c);
        }
        decisionCount += decisions;
        if (decisions > 0) {
            decidedByIndex.put(count, Arrays.copyOf(bytes, length));
        }
        if (hasBars) {
            minutes.add(new Minute(count, timeNanos, decisions > 0));
        }
        return count++;
    }

    private void learn(RecordCursor c) {
        if (c.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID) {
            instrument.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
            names.instrument(instrument.instrumentId(), instrument.symbol());
        } else if (c.templateId() == StrategyLoadedDecoder.TEMPLATE_ID) {
            strategy.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
            names.strategy(strategy.strategyId(), strategy.name());
        }
    }

    @Override
    public void sync() {
        // nothing is kept
    }

    /** Excerpts. */
    int count() {
        return count;
    }

    /** Decisions of the run. */
    long decisionCount() {
        return decisionCount;
    }

    /** Minutes with bars, in order. */
    List<Minute> minutes() {
        return minutes;
    }

    /** Index of the first of the first {@code limit} excerpts that is not the same in the other run; -1 when all are. */
    int firstDifference(DecisionTrail other, int limit) {
        for (int i = 0; i < limit; i++) {
            boolean isEqual = i < count && i < other.count && checksums[i] == other.checksums[i] && times[i] == other.times[i];
            if (!isEqual) {
                return i;
            }
        }
        return -1;
    }

    /** Time of an excerpt, in words. */
    String when(int index) {
        return Instant.ofEpochSecond(times[Math.min(index, count - 1)] / NANOS_PER_SECOND).toString();
    }

    /** What was decided in an excerpt, one line each, with what the other run did not decide. */
    String describe(int index, DecisionTrail other) {
        List<String> here = lines(index);
        here.removeAll(other.lines(index));
        return here.isEmpty() ? "nothing" : String.join("; ", here);
    }

    private List<String> lines(int index) {
        RecordPrinter printer = new RecordPrinter(CATALOGUE, names);
        List<String> lines = new ArrayList<>();
        byte[] excerpt = decidedByIndex.get(index);
        if (excerpt != null) {
            RecordCursor c = cursor.wrap(new UnsafeBuffer(excerpt), 0, excerpt.length);
            for (c.next(); c.next(); ) {
                lines.add(printer.line(c));
            }
        }
        return lines;
    }
}
