package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a part of a journal that was copied out of it: excerpts one behind the other, each as {@link JournalReader#writeFrame}
 * wrote it, in a range of a file. Checks each (length, CRC32C, sequence, chain, schema version, seals) before handing it out; what
 * it cannot vouch for is a {@link JournalDamagedException} with the offset in that range. Not thread safe.
 */
public final class SliceReader implements ExcerptSource, AutoCloseable {

    private final Path file;
    private final InputStream in;
    private final long length;
    private final Envelope envelope = new Envelope();
    private final HashChain chain = new HashChain();
    private final byte[] chainBefore = new byte[HashChain.LENGTH];
    private final SealCheck seals;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private byte[] frame = new byte[1 << 16];
    private long offset;
    private long nextSequence;
    private long timeNanos;
    private int bodyLength;

    private SliceReader(Path file, FileChannel channel, long length, long firstSequence, String previousChain, String journal) {
        this.file = file;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 20);
        this.length = length;
        nextSequence = firstSequence;
        chain.reset(HexFormat.of().parseHex(previousChain));
        seals = new SealCheck(journal);
    }

    /**
     * Opens at the first excerpt of the part.
     *
     * @param from          where the part begins in the file
     * @param length        its length in bytes
     * @param firstSequence sequence of its first excerpt
     * @param previousChain chain before it, hex
     * @param journal       which journal: the chain after sequence 0, hex
     */
    public static SliceReader open(Path file, long from, long length, long firstSequence, String previousChain, String journal)
        throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(from);
        return new SliceReader(file, channel, length, firstSequence, previousChain, journal);
    }

    @Override
    public boolean next() {
        if (offset == length) {
            return false;
        }
        try {
            int frameLength = read();
            boolean isSeal = OwnRecords.isSeal(frame, Envelope.LENGTH, bodyLength);
            chain.copyTo(chainBefore, 0);
            String problem = envelope.check(frame, 0, frameLength, nextSequence, chain);
            if (problem == null && isSeal) {
                problem = seals.add(frame, 0, frameLength, nextSequence, chainBefore);
            }
            if (problem != null) {
                throw damaged(problem);
            }
            timeNanos = Envelope.timeNanos(frame, 0);
            seals.reached(nextSequence, timeNanos, chain);
            offset += frameLength;
            nextSequence++;
            return true;
        } catch (IOException e) {
            throw new JournalException("the excerpts in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int read() throws IOException {
        if (length - offset < Envelope.LENGTH || in.readNBytes(frame, 0, Envelope.LENGTH) < Envelope.LENGTH) {
            throw damaged("the excerpts end within an envelope");
        }
        bodyLength = Envelope.bodyLength(frame, 0);
        if (bodyLength < 0 || bodyLength > Envelope.MAX_FRAME_LENGTH - Envelope.LENGTH || bodyLength > length - offset - Envelope.LENGTH) {
            throw damaged("the envelope claims a body of " + bodyLength + " bytes, the excerpts end after "
                + (length - offset - Envelope.LENGTH));
        }
        int frameLength = Envelope.LENGTH + bodyLength;
        if (frameLength > frame.length) {
            frame = Arrays.copyOf(frame, Math.max(frameLength, 2 * frame.length));
        }
        buffer.wrap(frame);
        if (in.readNBytes(frame, Envelope.LENGTH, bodyLength) < bodyLength) {
            throw damaged("the file ends within an excerpt");
        }
        return frameLength;
    }

    private JournalDamagedException damaged(String what) {
        return new JournalDamagedException(file, offset, nextSequence, what);
    }

    /** The seals met so far, each of which holds. */
    public List<Seal> seals() {
        return seals.seals();
    }

    /** Sequence of the excerpt reached last, one below the first before it. */
    @Override
    public long sequence() {
        return nextSequence - 1;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int bodyOffset() {
        return Envelope.LENGTH;
    }

    @Override
    public int bodyLength() {
        return bodyLength;
    }

    @Override
    public void copyChain(byte[] target) {
        chain.copyTo(target, 0);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new JournalException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
