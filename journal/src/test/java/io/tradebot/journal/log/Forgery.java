package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Changes to a closed journal by somebody who knows the format: only a seal tells. */
final class Forgery {

    private Forgery() {
    }

    /** Changes the last byte of the body of an excerpt of a segment (index in its file) and makes everything behind it right. */
    static void changeBody(Path journal, int segment, int index) throws IOException {
        change(journal, segment, index, -1, false);
    }

    /** Writes into a seal the chain that now stands before it, as if it had been sealed so. */
    static void changeSeal(Path journal, int segment, int index) throws IOException {
        change(journal, segment, index, 4 + 8 + 1 + 8, true);
    }

    private static void change(Path journal, int segment, int index, int at, boolean isChain) throws IOException {
        Path folder = Folders.segment(journal, segment);
        Manifest manifest = Manifest.read(folder);
        Path file = folder.resolve(manifest.fileName());
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        HashChain chain = new HashChain();
        chain.reset(HexFormat.of().parseHex(manifest.previousChain()));
        for (int i = 0; i < manifest.excerptCount(); i++) {
            int frame = (int) Journals.offsetOf(file, i) + 4;
            int length = buffer.getInt(frame + 24);
            int body = frame + Envelope.LENGTH;
            if (i == index && isChain) {
                chain.copyTo(bytes, body + at);
            } else if (i == index) {
                bytes[body + length - 1] ^= 0x10;
            }
            chain.advance(bytes, frame + 4, 20, bytes, body, length);
            chain.copyTo(bytes, frame + 32);
            CRC32C crc = new CRC32C();
            crc.update(bytes, frame, 28);
            crc.update(bytes, frame + 32, 32 + length);
            buffer.putInt(frame + 28, (int) crc.getValue());
        }
        Files.write(file, bytes);
        new Manifest(manifest.state(), manifest.fileName(), FileDigest.of(file, read -> { }), manifest.dataEnd(), manifest.firstSequence(),
            manifest.excerptCount(), manifest.firstTimeNanos(), manifest.lastTimeNanos(), manifest.previousChain(), chain.hex()).write(folder);
        Anchor.Mark mark = Anchor.read(journal).latest();
        byte[] head = Arrays.copyOf(chain.head(), HashChain.LENGTH);
        try (Anchor anchor = Anchor.open(journal)) {
            anchor.write(true, mark.excerptCount(), mark.position(), mark.segment(), head);
            anchor.write(true, mark.excerptCount(), mark.position(), mark.segment(), head);
        }
    }
}
