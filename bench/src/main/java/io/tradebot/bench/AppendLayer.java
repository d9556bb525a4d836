package io.tradebot.bench;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A way to append records of 256 bytes, from bare Chronicle Queue to the journal as it is, one promise more each. Those in between
 * are put together here from the parts that {@link JournalWriter} uses; the journal itself has no such halves.
 */
enum AppendLayer {

    /** Chronicle Queue: the record and nothing else. */
    BARE("bare Chronicle Queue") {
        @Override
        Target open(Path folder) {
            return new Frames(folder, RECORD_LENGTH) {
                @Override
                public void append(long sequence) {
                    queue.append(frame);
                }
            };
        }
    },
    /** Chronicle Queue with as many bytes as the envelope makes of it. */
    BARE_FRAME("bare, 64 bytes more") {
        @Override
        Target open(Path folder) {
            return new Frames(folder, FRAME_LENGTH) {
                @Override
                public void append(long sequence) {
                    queue.append(frame);
                }
            };
        }
    },
    /** The fields of the envelope and its CRC32C, on Chronicle Queue. */
    ENVELOPE("envelope and CRC32C") {
        @Override
        Target open(Path folder) {
            return new Frames(folder, FRAME_LENGTH) {
                @Override
                public void append(long sequence) {
                    fields(sequence);
                    crc();
                    queue.append(frame);
                }
            };
        }
    },
    /** The same with a step of the SHA-256 chain. */
    CHAIN("envelope, CRC32C and chain") {
        @Override
        Target open(Path folder) {
            return new Frames(folder, FRAME_LENGTH) {
                @Override
                public void append(long sequence) {
                    fields(sequence);
                    chain.advance(frame, CHAINED_FIELDS_AT, CHAINED_FIELDS_LENGTH, frame, ENVELOPE_LENGTH, RECORD_LENGTH);
                    chain.copyTo(frame, CHAIN_AT);
                    crc();
                    queue.append(frame);
                }
            };
        }
    },
    /** JournalWriter that keeps no reserve on disk. */
    JOURNAL_UNRESERVED("journal without reserve") {
        @Override
        Target open(Path folder) {
            return new Journal(folder, WriterOptions.defaults().reserving(0, 0));
        }
    },
    /** JournalWriter as everybody opens it. */
    JOURNAL("journal") {
        @Override
        Target open(Path folder) {
            return new Journal(folder, WriterOptions.defaults());
        }
    };

    static final int RECORD_LENGTH = 256;

    private static final int ENVELOPE_LENGTH = 64;
    private static final int FRAME_LENGTH = ENVELOPE_LENGTH + RECORD_LENGTH;
    private static final int CHAINED_FIELDS_AT = 4;
    private static final int CHAINED_FIELDS_LENGTH = 20;
    private static final int CHAIN_AT = 32;

    private final String title;

    AppendLayer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** New, empty files. */
    abstract Target open(Path folder);

    /** Files that grow. Not thread safe. */
    interface Target extends AutoCloseable {

        /** One record. */
        void append(long sequence);

        /** Returns when what was appended is on disk, as far as the layer knows how. */
        void sync();

        @Override
        void close();
    }

    private static final class Journal implements Target {

        private final UnsafeBuffer body = new UnsafeBuffer(new byte[RECORD_LENGTH]);
        private final JournalWriter writer;

        Journal(Path folder, WriterOptions options) {
            writer = JournalWriter.open(folder, options);
        }

        @Override
        public void append(long sequence) {
            body.putLong(0, sequence);
            writer.append(body, 0, RECORD_LENGTH, sequence);
        }

        @Override
        public void sync() {
            writer.sync();
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private abstract static class Frames implements Target {

        private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final int MAGIC = 0x314A4254;
        private static final int VERSIONS = 0x20001;
        private static final int CRC_AT = 28;

        final BareQueue queue;
        final byte[] frame;
        final HashChain chain = new HashChain();
        private final byte[] body = new byte[RECORD_LENGTH];
        private final CRC32C crc32c = new CRC32C();

        Frames(Path folder, int length) {
            queue = BareQueue.open(folder);
            frame = new byte[length];
        }

        /** Envelope and body, without the two checks. */
        final void fields(long sequence) {
            LONG.set(body, 0, sequence);
            INT.set(frame, 0, MAGIC);
            INT.set(frame, 4, VERSIONS);
            LONG.set(frame, 8, sequence);
            LONG.set(frame, 16, sequence);
            INT.set(frame, 24, RECORD_LENGTH);
            System.arraycopy(body, 0, frame, ENVELOPE_LENGTH, RECORD_LENGTH);
        }

        final void crc() {
            crc32c.reset();
            crc32c.update(frame, 0, CRC_AT);
            crc32c.update(frame, CHAIN_AT, frame.length - CHAIN_AT);
            INT.set(frame, CRC_AT, (int) crc32c.getValue());
        }

        @Override
        public void sync() {
            queue.sync();
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
