package io.tradebot.replay.books;

import io.tradebot.projections.db.LedgerDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The queries of ops/docs/books.md that join postings with records, both ways; each row they give is an orphan. */
final class RecordJoin {

    private static final String BEGIN = "<!-- join -->";

    private RecordJoin() {
    }

    static void requireNoOrphans(LedgerDatabase database) {
        long splits = database.count("SELECT count(*) FROM split");
        assertTrue(splits > 0, "an empty ledger proves nothing");
        for (String query : queries()) {
            assertEquals(List.of(), database.query(query, row -> row.getString(1) + "/" + row.getString(2)), query);
        }
        assertEquals(splits, database.count("SELECT count(*) FROM split s JOIN entry e USING (entry_id) JOIN booking_record r"
            + " ON r.journal_sequence = e.journal_sequence AND r.record_index = s.record_index AND r.entry_id = e.entry_id"));
    }

    private static List<String> queries() {
        Path docs = Path.of("").toAbsolutePath().resolveSibling("ops").resolve("docs/books.md");
        try {
            String text = Files.readString(docs);
            String part = text.substring(text.indexOf(BEGIN) + BEGIN.length());
            List<String> queries = new ArrayList<>();
            for (String query : part.substring(0, part.indexOf(BEGIN)).split(";")) {
                if (!query.isBlank()) {
                    queries.add(query.strip());
                }
            }
            assertEquals(2, queries.size(), "queries in " + docs);
            return queries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
