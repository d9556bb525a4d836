package io.tradebot.journal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** How long a finished segment file is. Any thread. */
final class SegmentFinish {

    /**
     * Finished files end at a multiple of this: the largest page of the platforms Java runs on, so that a memory-mapped
     * reader finds the zero word behind the last document inside the file.
     */
    static final int BOUNDARY = 1 << 16;

    private SegmentFinish() {
    }

    /** Cuts the preallocated zeros behind the data, never the data, and never makes the file longer. */
    static void cut(FileChannel channel, long dataEnd) throws IOException {
        long wanted = finishedLength(dataEnd);
        if (channel.size() > wanted) {
            channel.truncate(wanted);
        }
    }

    static long finishedLength(long dataEnd) {
        return (dataEnd + SegmentScanner.WORD_LENGTH + BOUNDARY - 1) / BOUNDARY * BOUNDARY;
    }
}
