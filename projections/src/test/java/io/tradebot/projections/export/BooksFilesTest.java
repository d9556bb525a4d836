package io.tradebot.projections.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.OddNames;
import io.tradebot.projections.tax.TaxLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** CSV, JSON and tax lots, and what every export shares. */
class BooksFilesTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheJsonToTheByte() throws IOException {
        ExportFixture.assertGolden("small.json", ExportFixture.text(folder, ExportFixture.smallBooks(), ExportRange.ALL, BooksJson::write));
    }

    @Test
    void shouldWriteTheCsvFiles() throws IOException {
        ExportFixture.withBooks(folder, ExportFixture.smallBooks(), new ExportRange("2025-04-08", "2025-04-08"),
            (books, ignored) -> assertEquals(1, BooksCsv.write(books, folder.resolve("csv"))));
        assertEquals("""
            fitid,journal_sequence,posted_utc,trntype,kind,strategy,ticker,side,size,entry_price,exit_price,PnL,commission,fees,order_id,\
            execution_id,linked_fitid,amount
            TB000000000003,3,2025-04-08T15:00:00Z,SELLSTOCK,sell,mid,QQQ,long,4.000000,33.3333,33.4567,0.50,0.35,,2,X3,,134.18
            """, Files.readString(folder.resolve("csv/entries.csv")));
        assertEquals("""
            fitid,line,journal_sequence,posted_utc,kind,strategy,ticker,account_code,account,debit,credit,units,memo,lot_id
            TB000000000003,1,3,2025-04-08T15:00:00Z,sell,mid,QQQ,1210.QQQ,Assets:Holdings:Long Equity:QQQ,,133.33,-4,cost,1
            TB000000000003,2,3,2025-04-08T15:00:00Z,sell,mid,QQQ,1110,Assets:Cash:Float,133.83,,,cash,1
            TB000000000003,3,3,2025-04-08T15:00:00Z,sell,mid,QQQ,4110,Income:Realized Gains:Equity,,0.50,,gain,1
            TB000000000003,4,3,2025-04-08T15:00:00Z,sell,mid,QQQ,5110,Expenses:Trade Fees:Commission,0.35,,,commission,
            TB000000000003,5,3,2025-04-08T15:00:00Z,sell,mid,QQQ,1110,Assets:Cash:Float,,0.35,,commission,
            """, Files.readString(folder.resolve("csv/postings.csv")));
        assertEquals("lot_id,symbol,account_code,acquired,units,amount\n1,QQQ,1210.QQQ,2025-04-07,6.5,216.67\n",
            Files.readString(folder.resolve("csv/lots.csv")));
        assertTrue(Files.readString(folder.resolve("csv/accounts.csv"))
            .contains("\n1110,Assets:Cash:Float,ASSET,,yes,649.00,782.48\n"));
        JsonNode journal = new ObjectMapper().readTree(folder.resolve("csv/journal.json").toFile());
        assertEquals(3, journal.at("/journal/first_sequence").asInt());
        assertEquals(64, journal.at("/journal/chain_head").asText().length());
        try (Stream<Path> files = Files.list(folder.resolve("csv"))) {
            assertEquals(List.of("accounts.csv", "entries.csv", "journal.json", "lots.csv", "postings.csv", "trades.csv"),
                files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void shouldNeutraliseNamesInCsv() throws IOException {
        ExportFixture.withBooks(folder, OddNames.write(), ExportRange.ALL, (books, ignored) -> BooksCsv.write(books, folder.resolve("csv")));
        for (String name : new String[] {"accounts", "entries", "postings", "lots", "trades"}) {
            String text = Files.readString(folder.resolve("csv").resolve(name + ".csv"));
            assertTrue(text.lines().noneMatch(line -> line.matches("(.*,)?\"?[=@].*")), text);
        }
        assertTrue(Files.readString(folder.resolve("csv/entries.csv")).contains(",'=CMD(),"));
    }

    @Test
    void shouldKeepEveryNameInJson() throws IOException {
        JsonNode root = new ObjectMapper().readTree(ExportFixture.text(folder, OddNames.write(), ExportRange.ALL, BooksJson::write));
        List<String> symbols = root.get("accounts").findValuesAsText("symbol").stream().filter(symbol -> !symbol.equals("null")).sorted().toList();
        // a symbol in the journal is ASCII: other letters are question marks there already; "null" is a name here
        List<String> expected = OddNames.SYMBOLS.stream().map(symbol -> symbol.replaceAll("[^ -~]", "?"))
            .filter(symbol -> !symbol.equals("null")).sorted().toList();
        assertEquals(expected, symbols);
        assertEquals("op\"en, <x>: ?", root.at("/entries/1/strategy").asText());
    }

    @Test
    void shouldWriteTaxLotsInTheColumnsOfTheForm() throws IOException {
        List<TaxLine> lines = List.of(
            new TaxLine("SPY", 10_500_000_000L, "2024-01-02", "2025-04-07", 100_000, 90_050, 0, true, false, 1, null, "TB000000000008"),
            new TaxLine("=Q", 1_000_000_000L, null, "2025-04-08", 100, 250, 150, false, true, 2, 3L, "TB000000000009"));
        ExportFixture.withBooks(folder, ExportFixture.smallBooks(), ExportRange.ALL,
            (books, ignored) -> assertEquals(2, TaxLotsCsv.write(books, lines, folder.resolve("tax.csv"))));
        assertEquals("""
            description,date_acquired,date_sold,proceeds,cost_basis,code,adjustment,gain_or_loss,term,short_sale,symbol,units,lot_id,\
            replacement_lot_id,fitid
            10.5 SPY,2024-01-02,2025-04-07,1000.00,900.50,,,99.50,long,no,SPY,10.5,1,,TB000000000008
            1 =Q,VARIOUS,2025-04-08,1.00,2.50,W,1.50,0.00,short,yes,'=Q,1,2,3,TB000000000009
            """, Files.readString(folder.resolve("tax.csv")));
        assertTrue(Files.readString(folder.resolve("tax.csv.json")).contains("\"chain_head\""));
    }

    @Test
    void shouldTakeTheTaxLotsOfTheRange() throws IOException {
        for (String[] range : new String[][] {{null, null, "1"}, {"2025-04-08", "2025-04-08", "1"}, {null, "2025-04-07", "0"},
            {"4", null, "0"}, {"3", "3", "1"}, {"2025-04-08", "2", "0"}}) {
            ExportFixture.withBooks(folder, ExportFixture.smallBooks(), new ExportRange(range[0], range[1]),
                (books, ignored) -> assertEquals(Integer.parseInt(range[2]), TaxLotsCsv.write(books, folder.resolve("tax.csv")),
                    Arrays.toString(range)));
        }
        ExportFixture.withBooks(folder, ExportFixture.smallBooks(), ExportRange.ALL,
            (books, ignored) -> TaxLotsCsv.write(books, folder.resolve("tax.csv")));
        assertTrue(Files.readString(folder.resolve("tax.csv"))
            .endsWith("\n4 QQQ,2025-04-07,2025-04-08,133.83,133.33,,,0.50,short,no,QQQ,4,1,,TB000000000003\n"));
    }

    @Test
    void shouldSplitTheBooksWithoutLosingAnything() {
        ExportFixture.withBooks(folder, BookedFacts.write(), ExportRange.ALL, (all, ignored) -> {
            for (int cut = 0; cut <= 33; cut++) {
                Books before = new Books(all.database(), new ExportRange(null, Integer.toString(cut)));
                Books after = new Books(all.database(), new ExportRange(Integer.toString(cut + 1), null));
                assertEquals(all.entryCount(), before.entryCount() + after.entryCount(), "cut at " + cut);
                assertEquals(before.closings(), after.openings(), "cut at " + cut);
                assertEquals(all.closings(), after.closings(), "cut at " + cut);
            }
        });
    }

    @Test
    void shouldRefuseRangesThatAreNone() {
        assertThrows(ProjectionException.class, () -> new ExportRange("2025-04-31", null));
        assertThrows(ProjectionException.class, () -> new ExportRange("-1", null));
        assertThrows(ProjectionException.class, () -> new ExportRange(null, "yesterday"));
        assertThrows(ProjectionException.class, () -> new ExportRange("2025-04-08", "2025-04-07"));
        assertThrows(ProjectionException.class, () -> new ExportRange("10", "9"));
        assertEquals("9", new ExportRange("2025-04-08", "9").to());
    }

    @Test
    void shouldNeverGiveTwoNamesTheSame() {
        UniqueNames names = new UniqueNames(5, name -> name.replace(' ', '-'), "USD");
        assertEquals("A-B", names.of("A B"));
        assertEquals("A-B-2", names.of("A-B"));
        assertEquals("A-B", names.of("A B"));
        assertEquals("USD-2", names.of("USD"));
        assertEquals("ABC-2", names.of("ABCDEF"));
        assertEquals("ABC-3", names.of("ABCDEG"));
    }
}
