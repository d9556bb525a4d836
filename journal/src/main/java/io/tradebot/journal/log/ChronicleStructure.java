package io.tradebot.journal.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks what Chronicle Queue itself writes between the excerpts of a FAST_DAILY file: the header, the index of indexes, the
 * indexes. Their counters and entries must be zero or point at the document they are about. Our reader uses none of them;
 * an outside one does. Used once per file, by one thread.
 */
final class ChronicleStructure {

    private static final int INDEX_COUNT = 4096;
    private static final int INDEX_SPACING = 256;
    private static final int ENTRIES_LENGTH = INDEX_COUNT * Long.BYTES;
    /** The header as Chronicle Queue 2026.4 writes it, with its four moving numbers as zero. */
    private static final byte[] HEADER = HexFormat.of().parseHex(
        "b906686561646572b60853435153746f726582aa000000cd7772697465506f736974696f6e8e01000000008d02000000"
            + "00000000020000000000000000000000000000000000000000000000c8696e646578696e67b60c53435153496e646578"
            + "696e67824c000000ca696e646578436f756e74a50010cc696e64657853706163696e67a50001cb696e64657832496e64"
            + "65788fa70000000000000000c96c617374496e6465788e00000000a70000000000000000ca64617461466f726d6174a1"
            + "01");
    private static final int WRITE_POSITION_AT = 0x3c;
    private static final int ENCODED_SEQUENCE_AT = 0x44;
    private static final int INDEX_TO_INDEX_AT = 0x94;
    private static final int LAST_INDEX_AT = 0xac;
    private static final int[] MOVING = {WRITE_POSITION_AT, ENCODED_SEQUENCE_AT, INDEX_TO_INDEX_AT, LAST_INDEX_AT};
    private static final byte[] INDEX_TO_INDEX_NAME = "\u00b9\u000bindex2index".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] INDEX_NAME = "\u00b9\u0005index".getBytes(StandardCharsets.ISO_8859_1);
    private static final int PADDING_ONE = 0x8f;
    private static final int PADDING_MANY = 0x8e;
    private static final int LONG_ARRAY = 0x8d;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private int documentCount;
    private int indexCount;
    private final long[] indexOffsets = new long[INDEX_COUNT];
    private long writePosition;
    private long encodedSequence;
    private long indexToIndexOffset;
    private long lastIndex;
    private boolean isWritePositionSeen;
    private boolean isEncodedSequenceSeen;
    private long entriesOffset;
    private final long[] entries = new long[INDEX_COUNT];
    private long firstEntryExcerpt;
    /** Offset of an excerpt whose index must be the next document, or 0. */
    private long awaitingIndex;

    /** A document of Chronicle's own at the scanner's place. */
    void document(SegmentScanner scanner, List<SegmentCheck.Problem> problems) {
        byte[] bytes = scanner.bytes();
        int at = scanner.contentIndex();
        int length = scanner.length();
        seen(scanner.offset());
        documentCount++;
        if (documentCount == 1) {
            header(bytes, at, length, problems);
        } else if (documentCount == 2) {
            indexToIndex(scanner, bytes, at, length, problems);
        } else {
            index(scanner, bytes, at, length, problems);
        }
    }

    /** Excerpt number {@code index} of this file starts at {@code offset}. */
    void excerpt(long offset, long index, List<SegmentCheck.Problem> problems) {
        seen(offset);
        requireAwaitedIndex(problems);
        if (encodedSequence >>> 32 == index && (encodedSequence & 0xFFFF_FFFFL) == (offset & 0xFFFF_FFFFL)) {
            isEncodedSequenceSeen = true;
        }
        if (documentCount < 3) {
            problems.add(SegmentCheck.Problem.inside(offset, offset + 1, -1, "an excerpt stands before Chronicle's index"));
        } else if (index % INDEX_SPACING == 0) {
            int entry = (int) ((index - firstEntryExcerpt) / INDEX_SPACING);
            if (entry >= INDEX_COUNT) {
                // Chronicle writes a following index right behind the first excerpt that needs it.
                awaitingIndex = offset;
            } else {
                if (entries[entry] != 0 && entries[entry] != offset) {
                    wrongEntry(entriesOffset, entry, entries[entry], problems);
                }
                entries[entry] = 0;
            }
        }
    }

    /** The walk ended behind {@code count} excerpts at {@code dataEnd}. */
    void end(long count, long dataEnd, List<SegmentCheck.Problem> problems) {
        if (documentCount == 0) {
            return;
        }
        leftovers(dataEnd, problems);
        if (writePosition != 0 && writePosition < dataEnd && !isWritePositionSeen) {
            counter(WRITE_POSITION_AT, "writePosition " + writePosition + " is no document's offset", problems);
        }
        if (encodedSequence != 0 && !isEncodedSequenceSeen && encodedSequence >>> 32 < count) {
            counter(ENCODED_SEQUENCE_AT, "the encoded sequence is no excerpt's", problems);
        }
        if (indexToIndexOffset != 0 && documentCount < 2) {
            counter(INDEX_TO_INDEX_AT, "index2index points at nothing", problems);
        }
        if (lastIndex % INDEX_SPACING != 0 || lastIndex < 0 || lastIndex > count + INDEX_SPACING && writePosition < dataEnd) {
            counter(LAST_INDEX_AT, "lastIndex is " + lastIndex + " with " + count + " excerpts", problems);
        }
        for (int i = 0; i < INDEX_COUNT; i++) {
            if (indexOffsets[i] != 0 && indexOffsets[i] < dataEnd) {
                problems.add(SegmentCheck.Problem.inside(indexToIndexOffset, indexToIndexOffset + 1, -1,
                    "index2index entry " + i + " points at " + indexOffsets[i] + ", where no index is"));
            }
        }
    }

    private void seen(long offset) {
        isWritePositionSeen |= offset == writePosition;
    }

    private void header(byte[] bytes, int at, int length, List<SegmentCheck.Problem> problems) {
        if (length != HEADER.length) {
            problems.add(SegmentCheck.Problem.inside(0, SegmentScanner.WORD_LENGTH, -1, "the file's header has " + length
                + " bytes, expected " + HEADER.length));
            return;
        }
        byte[] fixed = Arrays.copyOfRange(bytes, at, at + length);
        for (int moving : MOVING) {
            Arrays.fill(fixed, moving, moving + Long.BYTES, (byte) 0);
        }
        int difference = Arrays.mismatch(fixed, HEADER);
        if (difference >= 0) {
            long offset = SegmentScanner.WORD_LENGTH + difference;
            problems.add(SegmentCheck.Problem.inside(offset, offset + 1, -1, "the file's header is not that of a journal segment"));
        }
        writePosition = (long) LONG.get(bytes, at + WRITE_POSITION_AT);
        encodedSequence = (long) LONG.get(bytes, at + ENCODED_SEQUENCE_AT);
        indexToIndexOffset = (long) LONG.get(bytes, at + INDEX_TO_INDEX_AT);
        lastIndex = (long) LONG.get(bytes, at + LAST_INDEX_AT);
    }

    private void indexToIndex(SegmentScanner scanner, byte[] bytes, int at, int length, List<SegmentCheck.Problem> problems) {
        if (indexToIndexOffset != 0 && indexToIndexOffset != scanner.offset()) {
            counter(INDEX_TO_INDEX_AT, "index2index is said to be at " + indexToIndexOffset + ", it is at " + scanner.offset(), problems);
        }
        array(scanner, bytes, at, length, INDEX_TO_INDEX_NAME, indexOffsets, problems);
        indexToIndexOffset = scanner.offset();
    }

    private void index(SegmentScanner scanner, byte[] bytes, int at, int length, List<SegmentCheck.Problem> problems) {
        leftovers(Long.MAX_VALUE, problems);
        if (indexCount < INDEX_COUNT) {
            if (indexOffsets[indexCount] != 0 && indexOffsets[indexCount] != scanner.offset()) {
                problems.add(SegmentCheck.Problem.inside(indexToIndexOffset, indexToIndexOffset + 1, -1, "index2index entry " + indexCount
                    + " points at " + indexOffsets[indexCount] + ", the index is at " + scanner.offset()));
            }
            indexOffsets[indexCount] = 0;
        }
        firstEntryExcerpt = (long) indexCount * INDEX_COUNT * INDEX_SPACING;
        indexCount++;
        array(scanner, bytes, at, length, INDEX_NAME, entries, problems);
        entriesOffset = scanner.offset();
        if (awaitingIndex != 0 && entries[0] == awaitingIndex) {
            entries[0] = 0;
        }
        awaitingIndex = 0;
    }

    /** Reads an array of longs as Chronicle Wire writes it: name, padding to 8 bytes, capacity, number used, values. */
    private void array(SegmentScanner scanner, byte[] bytes, int at, int length, byte[] name, long[] values,
                       List<SegmentCheck.Problem> problems) {
        int end = at + length;
        int position = at + name.length;
        boolean isGood = length > name.length + ENTRIES_LENGTH
            && Arrays.equals(bytes, at, position, name, 0, name.length);
        while (isGood && position < end && (bytes[position] & 0xFF) != LONG_ARRAY) {
            int code = bytes[position] & 0xFF;
            int skipped = code == PADDING_ONE ? 0 : code == PADDING_MANY && position + 5 <= end ? (int) INT.get(bytes, position + 1) : -1;
            int from = position + (code == PADDING_ONE ? 1 : 5);
            isGood = skipped >= 0 && skipped < Long.BYTES && from + skipped <= end;
            for (int i = from; isGood && i < from + skipped; i++) {
                isGood = bytes[i] == 0;
            }
            position = from + Math.max(0, skipped);
        }
        position++;
        isGood = isGood && position + 2 * Long.BYTES + ENTRIES_LENGTH == end && (long) LONG.get(bytes, position) == INDEX_COUNT;
        long used = isGood ? (long) LONG.get(bytes, position + Long.BYTES) : -1;
        if (used < 0 || used > INDEX_COUNT) {
            Arrays.fill(values, 0);
            problems.add(SegmentCheck.Problem.inside(scanner.offset(), scanner.nextOffset(), -1, "Chronicle's index document is not one"));
            return;
        }
        position += 2 * Long.BYTES;
        int lastUsed = 0;
        for (int i = 0; i < INDEX_COUNT; i++) {
            values[i] = (long) LONG.get(bytes, position + i * Long.BYTES);
            lastUsed = values[i] != 0 ? i + 1 : lastUsed;
        }
        if (Math.abs(lastUsed - used) > 1) {
            // The writer sets an entry, then the number: a crash can fall between.
            problems.add(SegmentCheck.Problem.inside(scanner.offset(), scanner.nextOffset(), -1, "the index says that " + used
                + " entries are used, there are " + lastUsed));
        }
    }

    private void requireAwaitedIndex(List<SegmentCheck.Problem> problems) {
        if (awaitingIndex != 0) {
            problems.add(SegmentCheck.Problem.inside(awaitingIndex, awaitingIndex + 1, -1, "no index covers this excerpt"));
            awaitingIndex = 0;
        }
    }

    /** Entries that no excerpt claimed. Those beyond the data are about excerpts that a crash took. */
    private void leftovers(long dataEnd, List<SegmentCheck.Problem> problems) {
        int count = 0;
        int first = 0;
        long firstOffset = 0;
        for (int i = 0; i < INDEX_COUNT; i++) {
            if (entries[i] >= dataEnd) {
                first = count == 0 ? i : first;
                firstOffset = count == 0 ? entries[i] : firstOffset;
                count++;
                entries[i] = 0;
            } else if (entries[i] != 0) {
                wrongEntry(entriesOffset, i, entries[i], problems);
                entries[i] = 0;
            }
        }
        if (count > 0) { // one line: where the data ends early there are hundreds of them
            problems.add(SegmentCheck.Problem.tail(dataEnd, dataEnd + 1, "index entry " + first + " points at " + firstOffset
                + ", behind the data" + (count == 1 ? "" : ", and so do " + (count - 1) + " more")));
        }
    }

    private static void wrongEntry(long indexOffset, int entry, long value, List<SegmentCheck.Problem> problems) {
        problems.add(SegmentCheck.Problem.inside(indexOffset, indexOffset + 1, -1, "index entry " + entry + " points at " + value
            + ", where its excerpt is not"));
    }

    private static void counter(int headerOffset, String what, List<SegmentCheck.Problem> problems) {
        long offset = SegmentScanner.WORD_LENGTH + headerOffset;
        problems.add(SegmentCheck.Problem.inside(offset, offset + Long.BYTES, -1, what));
    }
}
