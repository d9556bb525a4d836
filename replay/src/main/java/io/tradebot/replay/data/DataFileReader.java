package io.tradebot.replay.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Reads one file of any form into series and problems. Stateless; each call is owned by its thread. */
final class DataFileReader {

    private final DateRange range;
    private final GenericCsvFormat generic;
    private final int problemLimit;

    /** {@code generic} may be null: then CSV files are in the plain forms. */
    DataFileReader(DateRange range, GenericCsvFormat generic, int problemLimit) {
        this.range = range;
        this.generic = generic;
        this.problemLimit = problemLimit;
    }

    FileRows read(DataFile file) {
        FileRows rows = new FileRows(file.name(), range, problemLimit);
        Row row = new Row(file.name(), rows.problems);
        try {
            if (file.lean() != null) {
                readLean(file, row, rows);
            } else if (generic != null && file.forms().contains(PlainForm.MINUTE_BARS) && !isIndex(file)) {
                readGeneric(file, row, rows);
            } else {
                readPlain(file, row, rows);
            }
        } catch (EOFException | ZipException e) {
            row.line = row.line == 0 ? 0 : row.line + 1;
            row.rejectRow("the compressed file is damaged or cut off: " + e.getMessage());
        } catch (IOException e) {
            row.rejectRow("cannot be read: " + e);
        }
        return rows;
    }

    private static boolean isIndex(DataFile file) {
        return SeriesField.VIX.equals(file.symbol());
    }

    private void readPlain(DataFile file, Row row, FileRows rows) throws IOException {
        try (InputStream in = CompressedFile.open(file)) {
            ByteRows source = new ByteRows(in, row);
            if (!source.next()) {
                rejectEmpty(row);
                return;
            }
            String header = source.lineText();
            PlainForm form = PlainForm.ofHeader(header).filter(file.forms()::contains).orElse(null);
            if (form == null) {
                row.rejectHeader(header, "is not as expected: " + PlainForm.headers(file.forms()));
                return;
            }
            row.expect(form.fieldNames());
            readRows(source, row, form.rowForm(file.symbol(), rows), rows);
        }
    }

    private void readLean(DataFile file, Row row, FileRows rows) throws IOException {
        if (!range.reaches(file.lean().epochDay())) {
            return;
        }
        try (InputStream in = CompressedFile.openEntry(file, file.lean().entryName())) {
            ByteRows source = new ByteRows(in, row);
            row.expect(file.lean().fieldNames());
            readRows(source, row, file.lean().rowForm(rows), rows);
            if (row.line == 0) {
                rejectEmpty(row);
            }
        }
    }

    private void readGeneric(DataFile file, Row row, FileRows rows) throws IOException {
        try (InputStream in = CompressedFile.open(file); CsvRows source = new CsvRows(in, generic.separator(), row)) {
            if (!source.next()) {
                rejectEmpty(row);
                return;
            }
            RowForm form = generic.rowForm(row, rows);
            if (form != null) {
                readRows(source, row, form, rows);
            }
        }
    }

    private static void rejectEmpty(Row row) {
        row.rejectRow("the file is empty");
    }

    private static void readRows(RowSource source, Row row, RowForm form, FileRows rows) throws IOException {
        while (source.next()) {
            rows.rowCount++;
            if (row.begin()) {
                form.take(row);
            }
        }
    }
}
