package io.tradebot.engine.recovery;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.log.CrashPoint;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Opens a journal for a live process and brings an engine into the state behind its last excerpt: restored from the last
 * checkpoint, every excerpt behind it decided again and compared byte for byte. On the caller's thread, before a pipeline runs.
 */
public final class Recovery {

    private final Path journal;
    private final JournalWriter writer;
    private final TradingEngine engine;
    private final RecordCursor cursor = new RecordCursor();
    private final SessionStartedDecoder started = new SessionStartedDecoder();
    private final OrderRequestedDecoder requested = new OrderRequestedDecoder();
    private final Map<Long, String> clientOrderIdById = new TreeMap<>();
    private final byte[] chain = new byte[HashChain.LENGTH];
    private String writtenBy = "";
    private boolean isStarted;
    private long sequence = -1;
    private long timeNanos = Long.MIN_VALUE;

    private Recovery(Path journal, JournalWriter writer, Supplier<List<Strategy>> strategies) {
        this.journal = journal;
        this.writer = writer;
        engine = new TradingEngine(strategies);
    }

    /**
     * Opens or creates the journal in a directory: lock, anchor, verification, what a dead writer left; then the engine.
     *
     * @param options    {@link WriterOptions#live} for a live session
     * @param strategies new, unconfigured strategies, as for an engine
     * @throws io.tradebot.journal.log.JournalException when the journal is in use, damaged, or shorter than its anchor says
     * @throws RecoveryRefusedException                 when this program decides otherwise than the journal says
     */
    public static Recovered open(Path journal, WriterOptions options, Supplier<List<Strategy>> strategies) {
        JournalWriter writer = JournalWriter.open(journal, options);
        try {
            CrashPoint.REPLAY_BEFORE.reached();
            return new Recovery(journal, writer, strategies).replay();
        } catch (RuntimeException | Error e) {
            try {
                writer.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private Recovered replay() {
        if (writer.nextSequence() == 0) {
            return recovered(-1, new Redecision(engine));
        }
        JournalBackwards backwards = new JournalBackwards(journal);
        long checkpoint = backwards.lastCheckpoint();
        Redecision redecision = new Redecision(engine);
        try (JournalReader reader = JournalReader.open(journal, Math.max(0, checkpoint))) {
            while (reader.next()) {
                if (reader.sequence() == checkpoint) {
                    redecision.restore(reader);
                    CrashPoint.REPLAY_RESTORED.reached();
                }
                learn(reader);
                Optional<String> difference = redecision.decide(reader);
                if (difference.isPresent()) {
                    throw refused(reader.sequence(), difference.get());
                }
                CrashPoint.REPLAY_DECIDED.reached();
                sequence = reader.sequence();
                timeNanos = reader.timeNanos();
            }
            reader.copyChain(chain);
        }
        requireEnd();
        findOlderOrders(backwards, checkpoint);
        CrashPoint.REPLAY_DONE.reached();
        return recovered(checkpoint, redecision);
    }

    /** Notes who wrote the journal, and under which ids the broker knows orders. */
    private void learn(JournalReader reader) {
        cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
        while (cursor.next()) {
            if (cursor.templateId() == SessionStartedDecoder.TEMPLATE_ID) {
                started.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                started.settings().forEach(setting -> {
                    setting.key();
                    setting.value();
                });
                started.identity();
                writtenBy = started.versionTag();
                isStarted = true;
            } else if (cursor.templateId() == OrderRequestedDecoder.TEMPLATE_ID) {
                requested.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                clientOrderIdById.put(requested.orderId(), requested.clientOrderId());
            }
        }
    }

    private RecoveryRefusedException refused(long at, String difference) {
        return new RecoveryRefusedException("journal " + journal + " is not continued: at sequence " + at + " this program decides otherwise than the "
            + "journal says, so it would go on from another state.\n" + difference + "\nGo on with the program that wrote it (version " + writtenBy
            + "), or begin a new journal with the positions of the broker's statement; 'tradebot audit " + journal + "' shows all differences", at);
    }

    /** What was read is what the writer goes on behind. */
    private void requireEnd() {
        byte[] head = new byte[HashChain.LENGTH];
        writer.copyChain(head);
        if (sequence + 1 != writer.nextSequence() || !HashChain.hex(head).equals(HashChain.hex(chain))) {
            throw new IllegalStateException("journal " + journal + " was read up to sequence " + sequence + " with chain " + HashChain.hex(chain)
                + ", its writer goes on with " + writer.nextSequence() + " behind " + HashChain.hex(head));
        }
    }

    private void findOlderOrders(JournalBackwards backwards, long checkpoint) {
        Set<Long> missing = new TreeSet<>();
        if (isStarted) {
            engine.openOrders().forEach(order -> missing.add(order.id()));
        }
        missing.removeAll(clientOrderIdById.keySet());
        if (!missing.isEmpty()) {
            backwards.findClientOrderIds(missing, checkpoint, clientOrderIdById);
        }
    }

    private Recovered recovered(long checkpoint, Redecision redecision) {
        List<UnresolvedOrder> unresolved = new ArrayList<>();
        if (isStarted) {
            for (Order order : engine.openOrders()) {
                unresolved.add(new UnresolvedOrder(order.id(), clientOrderIdById.get(order.id()), order.instrumentId(), order.side(), order.role(),
                    order.state(), order.qtyE9(), order.filledQtyE9()));
            }
        }
        return new Recovered(engine, writer, sequence, timeNanos, HashChain.hex(chain), isStarted ? HashChain.hex(engine.stateHash()) : "", checkpoint,
            redecision.excerptCount(), redecision.faultSequences(), List.copyOf(unresolved), writer.recovery());
    }
}
