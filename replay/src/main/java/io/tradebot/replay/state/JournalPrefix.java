package io.tradebot.replay.state;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalReader;
import org.agrona.DirectBuffer;

import java.nio.file.Path;

/**
 * A journal up to a cut, as if nothing had been written behind it. Not thread safe.
 *
 * <p>Engine time never goes back, so what is in front of a time is a prefix.
 */
public final class JournalPrefix implements ExcerptSource, AutoCloseable {

    private final JournalReader journal;
    private final JournalCut cut;
    /** Of the last excerpt in front of the cut; the reader has to go one further to find it. */
    private final byte[] chain = new byte[HashChain.LENGTH];
    private long sequence = -1;
    private long timeNanos;
    private boolean isAtEnd;

    private JournalPrefix(JournalReader journal, JournalCut cut) {
        this.journal = journal;
        this.cut = cut;
    }

    /** Opens at the first excerpt. */
    public static JournalPrefix open(Path journal, JournalCut cut) {
        return new JournalPrefix(JournalReader.open(journal), cut);
    }

    /**
     * Moves to the following excerpt; false at the cut.
     *
     * @throws IllegalArgumentException when the cut is not in the journal
     */
    @Override
    public boolean next() {
        if (isAtEnd) {
            return false;
        }
        if (!journal.next()) {
            if (cut.lastSequence() != Long.MAX_VALUE && cut.lastSequence() > sequence) {
                throw new IllegalArgumentException("the journal ends at sequence " + sequence + ", there is no " + cut.text() + " yet");
            }
            return false;
        }
        isAtEnd = !cut.includes(journal);
        if (isAtEnd) {
            if (sequence < 0) {
                throw new IllegalArgumentException("the journal begins after " + cut.text());
            }
            return false;
        }
        sequence = journal.sequence();
        timeNanos = journal.timeNanos();
        journal.copyChain(chain);
        return true;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public DirectBuffer buffer() {
        return journal.buffer();
    }

    @Override
    public int bodyOffset() {
        return journal.bodyOffset();
    }

    @Override
    public int bodyLength() {
        return journal.bodyLength();
    }

    @Override
    public void copyChain(byte[] target) {
        System.arraycopy(chain, 0, target, 0, chain.length);
    }

    @Override
    public void close() {
        journal.close();
    }
}
