package io.tradebot.ops.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * One log file, added to. What cannot be written is counted and the count is written first when it works again. Owned by {@link PeopleLogs}.
 */
final class LogFile {

    private final Path file;
    private OutputStream out;
    private long lostCount;

    LogFile(Path file) {
        this.file = file;
    }

    /** Adds a line; never throws for a disk. */
    void add(String line) {
        try {
            if (out == null) {
                Files.createDirectories(file.getParent());
                out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
                if (lostCount > 0) {
                    write("# " + lostCount + " lines were lost here: the log could not be written");
                    lostCount = 0;
                }
            }
            write(line);
        } catch (IOException e) {
            lost(1);
        }
    }

    private void write(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** Gives what was added to the system. */
    void flush() {
        if (out != null) {
            try {
                out.flush();
            } catch (IOException e) {
                lost(0);
            }
        }
    }

    /** Lines that could not be written since it last worked; those in the buffer then are not known and count as one. */
    long lostCount() {
        return lostCount;
    }

    private void lost(int lines) {
        lostCount += Math.max(1, lines);
        OutputStream broken = out;
        out = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                lostCount++; // its buffer is lost with it
            }
        }
    }

    /** Closes the file; a line that comes later opens it again. */
    void close() {
        flush();
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                lostCount++;
            }
        }
    }

    /** Compresses the file into another one and removes it; nothing when there is none. */
    void archive(Path target) throws IOException {
        close();
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(temporary))) {
            Files.copy(file, zipped);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(file);
    }
}
