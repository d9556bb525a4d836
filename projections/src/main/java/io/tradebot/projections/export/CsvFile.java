package io.tradebot.projections.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tradebot.projections.db.AtomicFile;

import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Writes CSV: UTF-8, comma, LF, quotes only where a cell needs them. Any thread. */
final class CsvFile {

    private CsvFile() {
    }

    static void write(Path target, String[] header, List<String[]> rows) {
        write(target, header, taker -> rows.forEach(taker));
    }

    /** Writes the rows that the source hands over, one by one. */
    static void write(Path target, String[] header, Consumer<Consumer<String[]>> source) {
        AtomicFile.write(target, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
            csv.writeRecord(header);
            source.accept(csv::writeRecord);
            csv.flush();
            text.flush();
        });
    }

    /** A text cell that a spreadsheet will not take for a formula: dangerous first characters get an apostrophe in front. */
    static String text(String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r' -> "'" + value;
            default -> value;
        };
    }
}
