package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.WholeCents;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes lines of UTF-8 text, each ended by LF. Not thread safe; owned by one export. */
final class TextFile {

    private final Writer writer;

    private TextFile(Writer writer) {
        this.writer = writer;
    }

    /** Replaces the file by what the content writes. */
    static void write(Path target, Consumer<TextFile> content) {
        AtomicFile.write(target, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            content.accept(new TextFile(writer));
            writer.flush();
        });
    }

    /** Writes the parts and ends the line. */
    TextFile line(String... parts) {
        try {
            for (String part : parts) {
                writer.write(part);
            }
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write: " + e.getMessage(), e);
        }
        return this;
    }

    /** Units with as many decimals as they have. */
    static String units(long qtyE9) {
        return FixedPoint.formatShort(qtyE9, 9, 0);
    }

    /** Money with two decimals. */
    static String money(long cents) {
        return WholeCents.format(cents);
    }

    /** Without control characters and line ends, which become blanks; the rest as it is. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
    }

    /** Without control characters and without blanks at the ends; runs of blanks become one. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\p{Z}]+", " ").strip();
    }
}
