package io.tradebot.projections.ledger;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.ledger.Draft.Purpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the excerpt at hand posts: its entries in their order, and which of its records each of them answers. Kept until all
 * records are there, then written. Runner's thread.
 */
final class ExcerptPostings {

    private record Claim(int recordIndex, int templateId, Long entryId) {
    }

    private final LedgerDatabase database;
    private final Names names;
    private final EntryWriter writer;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private ExcerptHead excerpt;

    ExcerptPostings(LedgerDatabase database, Names names, EntryWriter writer) {
        this.database = database;
        this.names = names;
        this.writer = writer;
    }

    /** Another record of this excerpt comes. */
    void at(ExcerptHead head) {
        excerpt = head;
    }

    ExcerptHead excerpt() {
        return excerpt;
    }

    /** Begins an entry; its id and FITID are final. It must get its splits before the excerpt ends. */
    Draft begin(Purpose purpose, String kind, String trntype, long timeNanos) {
        Draft draft = new Draft(writer.nextEntryId() + drafts.size(), fitid(excerpt.sequence(), drafts.size() + 1), purpose, kind,
            trntype, timeNanos);
        drafts.add(draft);
        return draft;
    }

    /** The entry begun last, or null. */
    Draft last() {
        return drafts.isEmpty() ? null : drafts.get(drafts.size() - 1);
    }

    /** Entries so far. */
    List<Draft> drafts() {
        return drafts;
    }

    /** Notes that the record is answered by an entry, or moves nothing when there is none. */
    void claim(RecordCursor record, Draft draft) {
        claim(record.index(), record.templateId(), draft);
    }

    void claim(int recordIndex, int templateId, Draft draft) {
        claims.add(new Claim(recordIndex, templateId, draft == null ? null : draft.entryId));
    }

    int claimCount() {
        return claims.size();
    }

    /** Writes everything and forgets it. */
    void write() {
        for (Draft draft : drafts) {
            writer.write(draft.toEntry(excerpt.sequence(), names.session().broker()), draft.posting);
        }
        for (Claim claim : claims) {
            database.update("INSERT INTO booking_record VALUES (?, ?, ?, ?)", excerpt.sequence(), claim.recordIndex(),
                RecordCatalogue.ofSchema().require(claim.templateId()).name(), claim.entryId());
        }
        drafts.clear();
        claims.clear();
    }

    /** A function of the journal sequence and the entry's place, so that every export and rebuild names the entry alike. */
    private static String fitid(long journalSequence, int number) {
        String digits = Long.toString(journalSequence);
        String first = "TB" + "0".repeat(Math.max(0, 12 - digits.length())) + digits;
        return number == 1 ? first : String.format(Locale.ROOT, "%s-%d", first, number);
    }
}
