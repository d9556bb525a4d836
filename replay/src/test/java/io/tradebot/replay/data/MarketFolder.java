package io.tradebot.replay.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small market data files into a test's folder and reads them back. */
final class MarketFolder {

    static final String MINUTE_HEADER = PlainForm.MINUTE_BARS.header;

    private final Path root;

    MarketFolder(Path root) {
        this.root = root;
    }

    /** A text file with LF behind every line. */
    MarketFolder text(String name, String... lines) {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    MarketFolder bytes(String name, byte[] bytes) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MarketFolder zip(String name, String entry, String... lines) {
        return bytes(name, zipped(entry, String.join("\n", lines)));
    }

    static byte[] gzipped(String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] zipped(String entry, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A minute bar at 14:mm UTC whose prices are all the same. */
    static String bar(String symbol, int minute, String price) {
        return String.format(Locale.ROOT, "2020-01-02T14:%02d:00Z,%s,%s,%s,%s,%s,100", minute, symbol, price, price,
            price, price);
    }

    String path(String name) {
        return name.isEmpty() ? root.toString() : root.resolve(name).toString();
    }

    MarketHistory read(String name) {
        return new HistoricalReader(DateRange.ALL).read(DataPath.find(path(name)));
    }

    MarketHistory read(String name, GenericCsvFormat format) {
        return new HistoricalReader(DateRange.ALL, Optional.of(format), 100).read(DataPath.find(path(name)));
    }

    /** The problems that reading reports, without the folder in front of file names. */
    List<String> problems(String name) {
        return shown(assertThrows(BadDataException.class, () -> read(name)));
    }

    List<String> problems(String name, GenericCsvFormat format) {
        return shown(assertThrows(BadDataException.class, () -> read(name, format)));
    }

    private List<String> shown(BadDataException e) {
        return e.problems().stream().map(this::shown).collect(Collectors.toList());
    }

    String shown(Object text) {
        return text.toString().replace('\\', '/').replace(root.toString().replace('\\', '/') + "/", "")
            .replace(root.toString().replace('\\', '/'), "");
    }
}
