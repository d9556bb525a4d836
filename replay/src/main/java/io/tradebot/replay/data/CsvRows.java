package io.tradebot.replay.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Rows of a CSV file as RFC 4180 has them, with quotes and any separator. Spaces around fields are dropped, blank lines
 * passed over, and the fields copied into the row as bytes, so that they are read by the same parsers as all others.
 */
final class CsvRows implements RowSource, Closeable {

    private static final int BUFFER_CHARS = 16 * 1024;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Row row;

    CsvRows(InputStream in, char separator, Row row) {
        this.row = row;
        this.reader = CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowUnclosedQuote(false)
            .maxBufferSize(BUFFER_CHARS)
            .ofCsvRecord(in, StandardCharsets.UTF_8);
        this.records = reader.iterator();
        row.bytes = new byte[ByteRows.MAX_LINE_BYTES];
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (records.hasNext()) {
                if (take(records.next())) {
                    return true;
                }
            }
            return false;
        } catch (CsvParseException e) {
            row.line++;
            row.rejectRow("cannot be read on from here: " + e.getMessage());
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean take(CsvRecord csv) {
        row.line = csv.getStartingLineNumber();
        row.fieldCount = csv.getFieldCount();
        int at = 0;
        for (int i = 0; i < csv.getFieldCount(); i++) {
            String field = csv.getField(i).strip();
            if (field.indexOf('\uFFFD') >= 0) { // what the decoder puts in place of bytes that are not UTF-8
                row.rejectRow("the line is not UTF-8 text");
                return false;
            }
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            if (at + bytes.length > row.bytes.length) {
                row.rejectRow("the line is longer than " + row.bytes.length + " bytes");
                return false;
            }
            System.arraycopy(bytes, 0, row.bytes, at, bytes.length);
            if (i < Row.MAX_FIELDS) {
                row.from[i] = at;
                row.to[i] = at + bytes.length;
            }
            at += bytes.length;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
