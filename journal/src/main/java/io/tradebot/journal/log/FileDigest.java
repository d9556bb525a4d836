package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/** Length, SHA-256 and CRC32C per block of a whole file: the first proves equality, the last say where it ends. */
record FileDigest(long length, String sha256, int[] blockCrcs) {

    /** Bytes per CRC32C; the last block may be shorter. */
    static final int BLOCK_LENGTH = 1 << 16;

    private static final int BLOCKS_PER_READ = 16;

    /** Reads the file once, front to back; {@code progress} is told the bytes of each read. */
    static FileDigest of(Path file, LongConsumer progress) throws IOException {
        MessageDigest sha256 = HashChain.newSha256();
        CRC32C crc32c = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] bytes = new byte[BLOCKS_PER_READ * BLOCK_LENGTH];
            int[] crcs = new int[BLOCKS_PER_READ];
            int count = 0;
            long length = 0;
            for (int read = fill(channel, bytes); read > 0; read = fill(channel, bytes)) {
                sha256.update(bytes, 0, read);
                for (int at = 0; at < read; at += BLOCK_LENGTH) {
                    crc32c.reset();
                    crc32c.update(bytes, at, Math.min(BLOCK_LENGTH, read - at));
                    crcs = count < crcs.length ? crcs : Arrays.copyOf(crcs, 2 * count);
                    crcs[count++] = (int) crc32c.getValue();
                }
                length += read;
                progress.accept(read);
            }
            return new FileDigest(length, HashChain.hex(sha256.digest()), Arrays.copyOf(crcs, count));
        }
    }

    private static int fill(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // until full or at the end, so that blocks stay aligned
        }
        return target.position();
    }
}
