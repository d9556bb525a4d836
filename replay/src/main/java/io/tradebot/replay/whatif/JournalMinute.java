package io.tradebot.replay.whatif;

import io.tradebot.engine.sim.MinuteBars;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The bars of one minute of a journal. Not thread safe. */
final class JournalMinute implements MinuteBars {

    private final Map<Integer, long[]> barById = new HashMap<>(); // looked up, never iterated
    private final Map<Integer, long[]> quoteById = new HashMap<>(); // looked up, never iterated
    private final Set<Integer> options = new HashSet<>(); // asked, never iterated

    void clear() {
        barById.clear();
        quoteById.clear();
    }

    /** A later revision of a bar is not what traded in its minute, so the first one stays. */
    void add(BarClosedDecoder bar) {
        barById.putIfAbsent(bar.instrumentId(), new long[] {bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(),
            bar.volumeShares()});
    }

    /** Notes that an instrument has quotes and no bars. */
    void addOption(int instrumentId) {
        options.add(instrumentId);
    }

    void add(QuoteObservedDecoder quote) {
        quoteById.put(quote.instrumentId(), new long[] {quote.bidE8(), quote.askE8()});
    }

    @Override
    public boolean isQuotedOnly(int instrumentId) {
        return options.contains(instrumentId);
    }

    @Override
    public long bidE8(int instrumentId) {
        long[] quote = quoteById.get(instrumentId);
        return quote == null ? NO_QUOTE : quote[0];
    }

    @Override
    public long askE8(int instrumentId) {
        long[] quote = quoteById.get(instrumentId);
        return quote == null ? NO_QUOTE : quote[1];
    }

    @Override
    public boolean has(int instrumentId) {
        return barById.containsKey(instrumentId);
    }

    @Override
    public long openE8(int instrumentId) {
        return barById.get(instrumentId)[0];
    }

    @Override
    public long highE8(int instrumentId) {
        return barById.get(instrumentId)[1];
    }

    @Override
    public long lowE8(int instrumentId) {
        return barById.get(instrumentId)[2];
    }

    @Override
    public long closeE8(int instrumentId) {
        return barById.get(instrumentId)[3];
    }

    @Override
    public long volumeShares(int instrumentId) {
        return barById.get(instrumentId)[4];
    }
}
