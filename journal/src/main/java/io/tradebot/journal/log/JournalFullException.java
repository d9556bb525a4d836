package io.tradebot.journal.log;

import java.nio.file.Path;

/**
 * There is no room for another excerpt. Nothing of it was written, all earlier ones are as they were: the writer can still sync
 * and close, and append again when there is room.
 */
public final class JournalFullException extends JournalException {

    private static final long serialVersionUID = 1L;

    private final long neededBytes;
    private final long usableBytes;

    JournalFullException(Path place, long neededBytes, long usableBytes) {
        super("the disk of " + place + " is full: " + neededBytes + " bytes are needed, " + usableBytes + " are free. Make room there; nothing was "
            + "written, and nothing more is until there is");
        this.neededBytes = neededBytes;
        this.usableBytes = usableBytes;
    }

    /** Bytes that must be free before the writer goes on. */
    public long neededBytes() {
        return neededBytes;
    }

    /** Bytes that were free. */
    public long usableBytes() {
        return usableBytes;
    }
}
