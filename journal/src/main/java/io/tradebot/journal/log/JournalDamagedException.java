package io.tradebot.journal.log;

import java.nio.file.Path;

/** Bytes of a journal that are not what was written: names the file, the offset in it and the excerpt's sequence. */
public final class JournalDamagedException extends JournalException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;
    private final long sequence;
    private final String what;

    /** {@code sequence} is the excerpt that was expected there, or -1 when the place belongs to none. */
    public JournalDamagedException(Path file, long offset, long sequence, String what) {
        super(file + " at offset " + offset + (sequence < 0 ? "" : " (sequence " + sequence + ")") + ": " + what
            + "; tradebot journal verify lists all damage");
        this.file = file;
        this.offset = offset;
        this.sequence = sequence;
        this.what = what;
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }

    /** Byte offset in the file. */
    public long offset() {
        return offset;
    }

    /** Sequence of the excerpt expected there, or -1. */
    public long sequence() {
        return sequence;
    }

    /** What is wrong, without the place. */
    public String what() {
        return what;
    }
}
