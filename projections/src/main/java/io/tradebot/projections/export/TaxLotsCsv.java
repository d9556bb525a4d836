package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.tax.TaxLine;
import io.tradebot.projections.tax.TaxLots;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Closed lots as CSV in the columns of Form 8949 (a to h), with what a person needs to find them again behind that. Any thread.
 *
 * <p>Code W and an adjustment mark a wash sale. A last line of totals is left out on purpose: a sum of the column belongs to the
 * form, and a spreadsheet makes it. The journal range and the chain head are in a file of the same name with {@code .json} added.
 */
public final class TaxLotsCsv {

    private static final String[] HEADER = {"description", "date_acquired", "date_sold", "proceeds", "cost_basis", "code", "adjustment",
        "gain_or_loss", "term", "short_sale", "symbol", "units", "lot_id", "replacement_lot_id", "fitid"};

    private TaxLotsCsv() {
    }

    /**
     * Writes the lots that were sold in the range of the books, by the date of sale; returns their number. A date of the range is the
     * date of sale, a sequence is that of the entry that closed the lot.
     */
    public static int write(Books books, Path target) {
        ExportRange range = books.range();
        boolean isFromDate = range.from() != null && ExportRange.isDate(range.from());
        boolean isToDate = range.to() != null && ExportRange.isDate(range.to());
        List<TaxLine> lines = TaxLots.lines(books.database(), isFromDate ? LocalDate.parse(range.from()) : LocalDate.MIN,
            isToDate ? LocalDate.parse(range.to()) : LocalDate.MAX);
        ExportRange sequences = new ExportRange(isFromDate ? null : range.from(), isToDate ? null : range.to());
        if (!sequences.equals(ExportRange.ALL)) {
            Set<String> fitids = new HashSet<>();
            new Books(books.database(), sequences).forEachEntry(entry -> fitids.add(entry.fitid()));
            lines = lines.stream().filter(line -> fitids.contains(line.fitid())).toList();
        }
        return write(books, lines, target);
    }

    /** Writes the lines in their order; returns their number. */
    public static int write(Books books, List<TaxLine> lines, Path target) {
        List<String[]> rows = new ArrayList<>();
        for (TaxLine line : lines) {
            boolean isWash = line.washSaleCents() != 0;
            String units = FixedPoint.formatShort(line.qtyE9(), 9, 0);
            rows.add(new String[] {units + " " + line.symbol(), line.acquiredDate() == null ? "VARIOUS" : line.acquiredDate(),
                line.soldDate(), TextFile.money(line.proceedsCents()), TextFile.money(line.costCents()), isWash ? "W" : "",
                isWash ? TextFile.money(line.washSaleCents()) : "", TextFile.money(line.gainCents()), line.isLongTerm() ? "long" : "short",
                line.isShortSale() ? "yes" : "no", CsvFile.text(line.symbol()), units, Long.toString(line.lotId()),
                line.replacementLotId() == null ? "" : line.replacementLotId().toString(), line.fitid()});
        }
        CsvFile.write(target, HEADER, rows);
        JsonFile.write(target.resolveSibling(target.getFileName() + ".json"), books, json -> json.writeNumberField("lines", lines.size()));
        return lines.size();
    }
}
