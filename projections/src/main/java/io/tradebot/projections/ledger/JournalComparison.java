package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.LedgerCheck.Finding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Walks journal and books side by side. Says for itself what each booking decision asks for, from the record alone. Not thread
 * safe.
 */
final class JournalComparison {

    /** Decisions that the books answer. */
    static final Set<String> BOOKINGS = Set.of("LotOpened", "LotClosed", "FeeBooked", "LotAdjusted", "FillReversed", "DividendBooked",
        "InterestBooked", "CashTransferBooked", "OptionLifecycleBooked", "OpeningPositionBooked", "ReconciliationDifferenceBooked",
        "CorporateActionApplied", "TaxReserveAllocated", "PayrollReserveAllocated", "ReserveOverrideApplied", "ChartOfAccountsApplied");
    /** Behind these the amounts of lots depend on what stands before them in the excerpt. */
    private static final Set<String> CONTEXTS = Set.of("FillReversed", "OptionLifecycleBooked", "CorporateActionApplied",
        "ReconciliationDifferenceBooked");
    private static final boolean[] IS_BOOKING = ids(BOOKINGS);
    /** Stands for amounts that this class does not foresee. */
    private static final String ANY = "its amounts";
    private static final String SQL = "SELECT r.journal_sequence, r.record_index, s.amount_cents, s.account_code, r.record FROM booking_record r"
        + " LEFT JOIN split s ON s.entry_id = r.entry_id AND s.record_index = r.record_index"
        + " ORDER BY r.journal_sequence, r.record_index, s.line";

    private final ExcerptSource source;
    private final long lastSequence;
    private final List<Finding> findings = new ArrayList<>();
    private final RecordCursor cursor = new RecordCursor();
    /** Amounts posted for the records of one excerpt, by record index. */
    private final Map<Integer, String> postedByIndex = new TreeMap<>();
    /** Cash of the books before the excerpt being collected, and what that moves. */
    private final Map<ReserveKind, Long> cashByReserve = new EnumMap<>(ReserveKind.class);
    private final Map<ReserveKind, Long> pending = new EnumMap<>(ReserveKind.class);
    private long postedSequence = -1;
    private long journalSequence = -1;
    private boolean isAtEnd;

    JournalComparison(ExcerptSource source, LedgerDatabase database) {
        this.source = source;
        lastSequence = Checkpoint.read(database).sequence();
        database.scan(SQL, this::onPosting);
        comparePosted();
        advanceTo(lastSequence + 1);
    }

    private static boolean[] ids(Set<String> names) {
        boolean[] ids = new boolean[1 << Byte.SIZE];
        names.forEach(name -> ids[RecordCatalogue.ofSchema().named(name).orElseThrow().id()] = true);
        return ids;
    }

    List<Finding> findings() {
        return findings;
    }

    private void onPosting(ResultSet row) throws SQLException {
        if (row.getLong(1) != postedSequence) {
            comparePosted();
            postedSequence = row.getLong(1);
        }
        Object cents = row.getObject(3);
        if (!row.getString(5).equals("SessionStarted")) {
            postedByIndex.merge(row.getInt(2), cents == null ? "" : cents.toString(), (a, b) -> a + " " + b);
        }
        ReserveKind reserve = cents == null ? null : reserveOf(row.getString(4));
        if (reserve != null) {
            pending.merge(reserve, row.getLong(3), Math::addExact);
        }
    }

    private static ReserveKind reserveOf(String accountCode) {
        for (ReserveKind kind : ReserveKind.values()) {
            if (kind != ReserveKind.NULL_VAL && PostingAccount.cash(kind).code().equals(accountCode)) {
                return kind;
            }
        }
        return null;
    }

    /** Compares what was collected for one excerpt with its records, and the excerpts before it with nothing. */
    private void comparePosted() {
        if (postedSequence < 0) {
            return;
        }
        advanceTo(postedSequence);
        if (journalSequence == postedSequence && !isAtEnd) {
            pending.forEach((reserve, cents) -> cashByReserve.merge(reserve, cents, Math::addExact));
            compareExcerpt(postedByIndex);
        }
        postedByIndex.forEach((index, amounts) -> findings.add(new Finding("each posting has its record",
            "no record at " + postedSequence + "/" + index + " asks for " + amounts)));
        postedByIndex.clear();
        pending.clear();
    }

    /** Reads up to an excerpt; those before it must ask for nothing. */
    private void advanceTo(long sequence) {
        while (!isAtEnd && journalSequence < sequence) {
            isAtEnd = !source.next() || source.sequence() > lastSequence;
            if (!isAtEnd) {
                journalSequence = source.sequence();
                if (journalSequence < sequence) {
                    compareExcerpt(new TreeMap<>());
                }
            }
        }
    }

    private void compareExcerpt(Map<Integer, String> posted) {
        List<RecordContent> checkpoints = new ArrayList<>();
        Map<Integer, RecordContent> bookings = new TreeMap<>();
        boolean isContext = false;
        boolean isRefused = false;
        cursor.wrap(source.buffer(), source.bodyOffset(), source.bodyLength());
        while (cursor.next()) {
            int id = cursor.templateId();
            if (IS_BOOKING[id]) {
                RecordContent record = RecordContent.read(RecordCatalogue.ofSchema(), cursor);
                bookings.put(cursor.index(), record);
                isContext |= CONTEXTS.contains(record.type().name());
            } else if (id == OrderFilledDecoder.TEMPLATE_ID && cursor.version() == InputFact.COMMISSION_WITH_FILL_VERSION) {
                RecordContent fill = RecordContent.read(RecordCatalogue.ofSchema(), cursor);
                if (fill.row().number("commissionE8") != 0) {
                    bookings.put(cursor.index(), fill);
                }
            } else if (id == InputRefusedDecoder.TEMPLATE_ID || id == EngineFaultedDecoder.TEMPLATE_ID) {
                isRefused = true;
            } else if (id == CheckpointedDecoder.TEMPLATE_ID) {
                checkpoints.add(RecordContent.read(RecordCatalogue.ofSchema(), cursor));
            }
        }
        if (isRefused) {
            bookings.values().removeIf(record -> record.type().id() == OrderFilledDecoder.TEMPLATE_ID);
        }
        for (Map.Entry<Integer, RecordContent> booking : bookings.entrySet()) {
            String expected = expected(booking.getValue(), isContext);
            String found = posted.remove(booking.getKey());
            if (found == null || !expected.equals(ANY) && !expected.equals(found)) {
                findings.add(new Finding("each record is posted once", "record " + booking.getKey() + " of sequence " + journalSequence
                    + " asks for " + expected + " cents, posted is " + found));
            }
        }
        checkpoints.forEach(this::compareCash);
    }

    private static String expected(RecordContent record, boolean isContext) {
        RecordContent.Row row = record.row();
        return switch (record.type().name()) {
            case "LotOpened" -> isContext ? ANY : pair(sign(row) * cents(row, "amountE8"));
            case "LotClosed" -> isContext ? ANY : -sign(row) * cents(row, "openAmountE8")
                + (cents(row, "closeAmountE8") == 0 && cents(row, "gainE8") != 0 ? "" : " " + sign(row) * cents(row, "closeAmountE8"))
                + (cents(row, "gainE8") == 0 ? "" : " " + -cents(row, "gainE8"));
            case "OpeningPositionBooked" -> pair(sign(row) * cents(row, "amountE8"));
            case "CashTransferBooked", "ReserveOverrideApplied" -> pair(cents(row, "amountE8"));
            case "FeeBooked", "InterestBooked", "TaxReserveAllocated", "PayrollReserveAllocated" ->
                cents(row, "amountE8") == 0 ? "" : pair(cents(row, "amountE8"));
            case "OrderFilled" -> pair(cents(row, "commissionE8"));
            case "DividendBooked" -> cents(row, "netE8") + " " + -cents(row, "grossE8")
                + (cents(row, "taxE8") == 0 ? "" : " " + cents(row, "taxE8"));
            case "ChartOfAccountsApplied" -> "";
            default -> ANY;
        };
    }

    private static String pair(long cents) {
        return cents + " " + -cents;
    }

    private static long sign(RecordContent.Row row) {
        return row.enumValue("side").name().equals("LONG") ? 1 : -1;
    }

    private static long cents(RecordContent.Row row, String field) {
        return WholeCents.of(field, row.number(field));
    }

    private void compareCash(RecordContent checkpointed) {
        for (RecordContent.Row reserve : checkpointed.row().rows("reserves")) {
            ReserveKind kind = ReserveKind.valueOf(reserve.enumValue("reserve").name());
            long expected = cents(reserve, "amountE8");
            long found = cashByReserve.getOrDefault(kind, 0L);
            if (expected != found) {
                findings.add(new Finding("cash of the books is the engine's", kind + " at sequence " + journalSequence + " is "
                    + WholeCents.format(expected) + " in the engine and " + WholeCents.format(found) + " in the books"));
            }
        }
    }
}
