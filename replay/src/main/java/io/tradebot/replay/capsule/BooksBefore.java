package io.tradebot.replay.capsule;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.ledger.LedgerCheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cash and open lots of the books before a slice. The engine remembers the same, so its state at the begin of the slice must say the
 * same of them. Immutable.
 *
 * @param amountE8ByReserve  FLOAT, TAX and PAYROLL
 * @param leavesByLot        what is left of each open lot: quantity and amount
 * @param findings           what does not hold in the books themselves
 */
record BooksBefore(Map<String, Long> amountE8ByReserve, Map<Long, String> leavesByLot, List<String> findings) {

    /**
     * Reads and closes them.
     *
     * @throws ProjectionException when the file is no ledger
     */
    static BooksBefore read(Path ledger) {
        Map<String, Long> cash = new TreeMap<>();
        Map<Long, String> lots = new TreeMap<>();
        List<String> findings;
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            cash.put("FLOAT", balanceE8(database, PostingAccount.CASH_FLOAT));
            cash.put("TAX", balanceE8(database, PostingAccount.TAX_RESERVE));
            cash.put("PAYROLL", balanceE8(database, PostingAccount.PAYROLL_RESERVE));
            database.scan("SELECT lot_id, left_qty_e9, left_amount_cents FROM lot WHERE left_qty_e9 > 0",
                row -> lots.put(row.getLong(1), leaves(row.getLong(2), FixedPoint.centsToE8(row.getLong(3)))));
            findings = LedgerCheck.check(database).stream().map(LedgerCheck.Finding::toString).toList();
        }
        return new BooksBefore(cash, lots, findings);
    }

    private static long balanceE8(LedgerDatabase database, PostingAccount account) {
        return FixedPoint.centsToE8(database.count("SELECT sum(amount_cents) FROM split WHERE account_code = ?", account.code()));
    }

    private static String leaves(long qtyE9, long amountE8) {
        return FixedPoint.formatShort(qtyE9, 9, 0) + " for " + FixedPoint.formatShort(amountE8, 8, 2);
    }

    /** The first thing that does not hold in itself, or that the Checkpointed record of the excerpt says otherwise; empty when there is none. */
    Optional<String> difference(ExcerptSource excerpt) {
        if (!findings.isEmpty()) {
            return Optional.of(findings.get(0));
        }
        RecordCursor cursor = new RecordCursor().wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            if (cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                RecordContent.Row state = RecordContent.read(RecordCatalogue.ofSchema(), cursor).row();
                Map<String, Long> cash = new TreeMap<>();
                Map<Long, String> lots = new TreeMap<>();
                state.rows("reserves").forEach(row -> cash.put(row.enumValue("reserve").name(), row.number("amountE8")));
                state.rows("lots").forEach(row -> lots.put(row.number("lotId"), leaves(row.number("qtyE9"), row.number("amountE8"))));
                return !cash.equals(amountE8ByReserve) ? Optional.of("cash (x 10^-8) " + amountE8ByReserve + ", expected " + cash)
                    : lots.equals(leavesByLot) ? Optional.empty() : Optional.of("open lots " + leavesByLot + ", expected " + lots);
            }
        }
        return Optional.of("there is none");
    }
}
