package io.tradebot.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the writer asks of the disk and what may fail there; a test puts a failing one in its place. Writer's thread. */
interface Disk {

    /** The disk of this machine. */
    Disk REAL = new Disk() {
        @Override
        public void force(FileChannel channel, boolean isMetadataToo) throws IOException {
            channel.force(isMetadataToo);
        }

        @Override
        public int write(FileChannel channel, ByteBuffer source, long at) throws IOException {
            return channel.write(source, at);
        }

        @Override
        public FreeSpace freeSpace(Path folder) throws IOException {
            return Files.getFileStore(folder)::getUsableSpace; // to find the store is what takes long: it reads the table of mounts
        }
    };

    /** Returns when the file's bytes are on stable storage. A failure is final. */
    void force(FileChannel channel, boolean isMetadataToo) throws IOException;

    /** Writes some bytes at an offset; returns how many. */
    int write(FileChannel channel, ByteBuffer source, long at) throws IOException;

    /** The room on the disk of a folder; to be asked often. */
    FreeSpace freeSpace(Path folder) throws IOException;

    /** How much room there is. */
    @FunctionalInterface
    interface FreeSpace {

        /** Bytes that this process may still write. */
        long usableBytes() throws IOException;
    }
}
