package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Journals for tests: contents that follow from the sequence, copies, and damage done to single bytes. */
final class Journals {

    static final WriterOptions SMALL = WriterOptions.defaults().withBlockLength(WriterOptions.MIN_BLOCK_LENGTH).reserving(0, 0);
    private static final long FIRST_NANOS = 1_700_000_000_000_000_000L;

    private Journals() {
    }

    static long timeNanos(long sequence) {
        return FIRST_NANOS + sequence * 60_000_000_000L;
    }

    /** A body of 5 to 204 bytes that nothing else gives. */
    static byte[] body(long sequence) {
        byte[] body = new byte[(int) (5 + sequence * 37 % 200)];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (sequence * 31 + i * 7 + 1);
        }
        return body;
    }

    static void append(JournalWriter writer, int count) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
        for (int i = 0; i < count; i++) {
            byte[] body = body(writer.nextSequence());
            buffer.wrap(body);
            writer.append(buffer, 0, body.length, timeNanos(writer.nextSequence()));
        }
    }

    /** One closed segment per count. */
    static Path closed(Path journal, int... counts) {
        for (int count : counts) {
            try (JournalWriter writer = JournalWriter.open(journal, SMALL)) {
                append(writer, count);
            }
        }
        return journal;
    }

    /** Bodies up to the end or the damage; fails the caller when one is not what was written. */
    static long readAll(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            long count = 0;
            while (reader.next()) {
                requireWritten(reader, count++);
            }
            return count;
        }
    }

    static void requireWritten(JournalReader reader, long sequence) {
        byte[] found = new byte[reader.bodyLength()];
        reader.buffer().getBytes(reader.bodyOffset(), found);
        if (reader.sequence() == sequence && isOwnRecord(found)) {
            return;
        }
        if (reader.sequence() != sequence || reader.timeNanos() != timeNanos(sequence) || !Arrays.equals(found, body(sequence))) {
            throw new AssertionError("the reader gave something else than was written as " + sequence);
        }
    }

    /** Whether a body is a record that the log itself wrote. */
    static boolean isOwnRecord(byte[] body) {
        if (body.length < 12) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        int template = bytes.getShort(6);
        return bytes.getInt(0) == body.length - 4 && bytes.getShort(8) == JournalSealedDecoder.SCHEMA_ID
            && (template == JournalSealedDecoder.TEMPLATE_ID || template == JournalRecoveredDecoder.TEMPLATE_ID);
    }

    /** All regular files, sorted. */
    static List<Path> files(Path journal) {
        try (Stream<Path> paths = Files.walk(journal)) {
            return paths.filter(Files::isRegularFile).sorted().collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(Path journal, Path target) {
        try (Stream<Path> paths = Files.walk(journal)) {
            for (Path path : paths.sorted().collect(Collectors.toList())) {
                Path to = target.resolve(journal.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(path, to);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void xor(Path file, long offset, int mask) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ mask)).flip();
            channel.write(one, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where excerpt number {@code index} of a file starts. */
    static long offsetOf(Path file, int index) throws IOException {
        try (SegmentScanner scanner = new SegmentScanner(file)) {
            int seen = -1;
            while (true) {
                if (scanner.next() == SegmentScanner.Kind.EXCERPT && ++seen == index) {
                    return scanner.offset();
                }
            }
        }
    }

    /** Replaces the schema version of an excerpt and makes checksum and chain right again, as a newer program would. */
    static void setSchemaVersion(Path file, int index, int version) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int previous = (int) offsetOf(file, index - 1) + 4;
        int at = (int) offsetOf(file, index) + 4;
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 6, (short) version);
        int length = buffer.getInt(at + 24);
        HashChain chain = new HashChain();
        chain.reset(Arrays.copyOfRange(bytes, previous + 32, previous + 64));
        chain.advance(bytes, at + 4, 20, bytes, at + Envelope.LENGTH, length);
        chain.copyTo(bytes, at + 32);
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, 28);
        crc.update(bytes, at + 32, 32 + length);
        buffer.putInt(at + 28, (int) crc.getValue());
        Files.write(file, bytes);
    }
}
