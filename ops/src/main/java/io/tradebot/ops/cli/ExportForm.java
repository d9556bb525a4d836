package io.tradebot.ops.cli;

import io.tradebot.projections.export.BeancountJournal;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.BooksCsv;
import io.tradebot.projections.export.BooksJson;
import io.tradebot.projections.export.GnuCashFile;
import io.tradebot.projections.export.HledgerJournal;
import io.tradebot.projections.export.OfxFile;
import io.tradebot.projections.export.TaxLotsCsv;

import java.nio.file.Path;
import java.util.Locale;

/** Forms in which the books are exported. */
enum ExportForm {
    /** OFX 2. */
    OFX("ledger.ofx", OfxFile::write),
    /** GnuCash XML. */
    GNUCASH("ledger.gnucash", GnuCashFile::write),
    /** Journal of hledger and Ledger. */
    HLEDGER("ledger.journal", HledgerJournal::write),
    /** Journal of beancount. */
    BEANCOUNT("ledger.beancount", BeancountJournal::write),
    /** CSV files in a folder. */
    CSV("ledger_csv", BooksCsv::write),
    /** One JSON document. */
    JSON("ledger.json", BooksJson::write),
    /** Sold lots in the style of Form 8949, with wash sales; CSV. */
    TAX("tax_lots.csv", TaxLotsCsv::write);

    private final String name;
    private final Writer writer;

    ExportForm(String name, Writer writer) {
        this.name = name;
        this.writer = writer;
    }

    /** Writes the books; returns how many entries or lines. */
    private interface Writer {
        int write(Books books, Path target);
    }

    int write(Books books, Path target) {
        return writer.write(books, target);
    }

    /** Standard name in a folder of exports. */
    Path place(Path folder, String identity) {
        return folder.resolve(identity + "_BOT_" + name);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
