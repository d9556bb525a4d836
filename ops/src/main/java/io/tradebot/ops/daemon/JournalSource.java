package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.adapters.feed.JournalRows;
import io.tradebot.adapters.feed.RecordedFeed;
import io.tradebot.adapters.feed.RecordedInputs;
import io.tradebot.engine.port.MarketDataPort;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalReader;
import org.agrona.DirectBuffer;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * The market data of an earlier journal, of a live session or of a backtest: what was known then is known again at the same engine time.
 * Immutable, any thread.
 */
public final class JournalSource implements MarketSource {

    private static final long BEFORE_NANOS = 1_800_000_000_000L;

    private final Path journal;
    private final List<String> symbols;
    private final long firstNanos;

    private JournalSource(Path journal, List<String> symbols, long firstNanos) {
        this.journal = journal;
        this.symbols = symbols;
        this.firstNanos = firstNanos;
    }

    /** Looks through the journal for its symbols. */
    public static JournalSource of(Path journal) {
        TreeSet<String> symbols = new TreeSet<>();
        long firstNanos = Long.MAX_VALUE;
        RecordCatalogue catalogue = RecordCatalogue.ofSchema();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                if (!cursor.next()) {
                    continue;
                }
                if (cursor.templateId() == BarClosedDecoder.TEMPLATE_ID) {
                    firstNanos = Math.min(firstNanos, reader.timeNanos());
                } else if (cursor.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID) {
                    RecordContent.Row row = RecordContent.read(catalogue, cursor).row();
                    if (row.enumValue("kind").name().equals("EQUITY")) {
                        symbols.add(row.text("symbol"));
                    }
                }
            }
        }
        if (symbols.isEmpty() || firstNanos == Long.MAX_VALUE) {
            throw new IllegalArgumentException("the journal " + journal + " has no market data: no instrument is defined in it, or it has no bar");
        }
        return new JournalSource(journal, List.copyOf(symbols), firstNanos);
    }

    /** Where a run over it begins: half an hour before its first bar. What was known earlier, such as daily bars, is known at once. */
    public long startNanos() {
        return firstNanos - BEFORE_NANOS;
    }

    @Override
    public String stream() {
        return "recorded";
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public MarketDataPort open(Agenda agenda, long fromNanos, Runnable onEnd) {
        return new RecordedFeed(agenda, new JournalRows(new Inputs(JournalReader.open(journal))), fromNanos, onEnd);
    }

    /** The log as adapters see it. */
    private record Inputs(JournalReader reader) implements RecordedInputs {

        @Override
        public boolean next() {
            return reader.next();
        }

        @Override
        public long timeNanos() {
            return reader.timeNanos();
        }

        @Override
        public DirectBuffer buffer() {
            return reader.buffer();
        }

        @Override
        public int bodyOffset() {
            return reader.bodyOffset();
        }

        @Override
        public int bodyLength() {
            return reader.bodyLength();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
