package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on the host that holds every alert, one a line: what people look at when mail and chat are down. Owned by its courier. */
public final class LocalChannel implements Channel {

    private final Path file;

    /** Lines are added to this file, which is made when it is missing. */
    public LocalChannel(Path file) {
        this.file = file;
    }

    @Override
    public AlertChannel name() {
        return AlertChannel.LOCAL;
    }

    @Override
    public int linesMax() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String send(Message message) throws DeliveryException {
        StringBuilder text = new StringBuilder();
        message.lines().forEach(line -> text.append(line).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        } catch (IOException e) {
            throw DeliveryException.retryable("the file cannot be written: " + e.getClass().getSimpleName());
        }
        return message.batch().alerts().size() + " lines";
    }
}
