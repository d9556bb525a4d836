package io.tradebot.adapters.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper broker's own log: text lines that are only ever appended. The format stands in the package's description. Not thread safe;
 * owned by the broker's thread.
 */
final class PaperLog implements AutoCloseable {

    /** First line of every log. */
    static final String FIRST_LINE = "# tradebot paper broker, log format 1";

    private final FileChannel channel;
    private final List<String> found;
    private final StringBuilder pending = new StringBuilder();

    private PaperLog(FileChannel channel, List<String> found) {
        this.channel = channel;
        this.found = found;
    }

    /** A log that keeps nothing: the broker forgets with its process. */
    static PaperLog none() {
        return new PaperLog(null, List.of());
    }

    /** Opens a log, or begins one. A last line without its end was never acted on and is cut off. */
    static PaperLog open(Path file) {
        try {
            List<String> found = Files.exists(file) ? readAndCut(file) : List.of();
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            PaperLog log = new PaperLog(channel, found);
            if (found.isEmpty()) {
                log.add(FIRST_LINE);
                log.sync();
            } else if (!found.get(0).equals(FIRST_LINE)) {
                channel.close();
                throw new IllegalStateException(file + " begins with '" + found.get(0) + "', not with '" + FIRST_LINE
                    + "': it is not the log of a paper broker of this version. Move it away to begin with an empty account.");
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("log of the paper broker " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<String> readAndCut(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
                cut.force(true);
            }
        }
        return end == 0 ? List.of() : List.of(text.substring(0, end - 1).split("\n"));
    }

    /** What was there when it was opened. */
    List<String> found() {
        return found;
    }

    boolean isKept() {
        return channel != null;
    }

    void add(String line) {
        if (channel != null) {
            pending.append(line).append('\n');
        }
    }

    /** What was added is on the disk afterwards. */
    void sync() {
        if (pending.length() == 0) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            pending.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException("log of the paper broker: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            sync();
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("log of the paper broker: " + e.getMessage(), e);
        }
    }

    /** Lines of a log file that begin with these words, for tests and people. */
    static List<String> lines(Path file, String begin) {
        try {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (line.startsWith(begin)) {
                    lines.add(line);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("log of the paper broker " + file + ": " + e.getMessage(), e);
        }
    }
}
