package io.tradebot.replay.data;

import java.io.IOException;

/** Cuts a file into rows. Owned by the thread that reads the file. */
interface RowSource {

    /**
     * Puts the next readable row into the row given at construction; records unreadable ones as problems and passes over them.
     *
     * @return false at the end of the file
     * @throws IOException when the bytes cannot be had, for example because the compressed file is damaged
     */
    boolean next() throws IOException;
}
