package io.tradebot.replay.explain;

import io.tradebot.projections.db.LedgerDatabase;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Postings of a ledger by the excerpt that caused them. Immutable after reading. */
final class Postings {

    private static final String SQL = "SELECT record_index, kind, account_code, account, amount_cents, memo FROM posting"
        + " WHERE journal_sequence = ? ORDER BY entry_id, line";

    private record Posting(int recordIndex, String kind, String account, BigDecimal amount, String memo) {
    }

    private final Map<Long, List<Posting>> postingsBySequence = new TreeMap<>();

    private Postings() {
    }

    /** No ledger beside the journal. */
    static Postings none() {
        return new Postings();
    }

    /** Those of some excerpts. */
    static Postings read(Path ledger, List<Long> sequences) {
        Postings postings = new Postings();
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            for (long sequence : sequences) {
                postings.postingsBySequence.put(sequence, database.query(SQL, row -> new Posting(row.getInt(1), row.getString(2),
                    row.getString(3) + ' ' + row.getString(4), BigDecimal.valueOf(row.getLong(5), 2), row.getString(6)), sequence));
            }
        }
        return postings;
    }

    /** One step for each posting of the excerpt, and with the last one the sum, which is zero. */
    List<Step> steps(long sequence, long timeNanos) {
        List<Posting> postings = postingsBySequence.getOrDefault(sequence, List.of());
        List<Step> steps = new ArrayList<>();
        Expression sum = null;
        for (Posting posting : postings) {
            sum = sum == null ? Expression.of(posting.memo(), posting.amount()) : sum.plus(posting.memo(), posting.amount());
            boolean isLast = steps.size() == postings.size() - 1;
            String side = posting.amount().signum() < 0 ? "credit " : "debit ";
            steps.add(new Step(Stage.LEDGER, sequence, posting.recordIndex(), timeNanos, "posting", posting.kind() + ": " + side
                + posting.account() + ' ' + posting.amount().abs().toPlainString() + " (" + posting.memo() + ')', "",
                isLast ? List.of(Arithmetic.equation(sum, BigDecimal.ZERO)) : List.of()));
        }
        return steps;
    }
}
