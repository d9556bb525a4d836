package io.tradebot.projections.tax;

import io.tradebot.projections.db.LedgerDatabase;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed lots of a ledger as lines of Form 8949. Uses of lots that a bust or correction took back are left out. Any thread
 * with a reader of its own.
 *
 * <p>A short sale is dated by its cover twice, as the form's instructions want it, and is short-term. A lot counts as long-term
 * when it was sold later than one year after its date; one without a date never does.
 */
public final class TaxLots {

    private static final String NET_USES = "u.reverses_lot_use_id IS NULL AND NOT EXISTS (SELECT 1 FROM lot_use r"
        + " WHERE r.lot_id = u.lot_id AND r.reverses_lot_use_id = u.lot_use_id)";

    private record Use(long lotUseId, long lotId, String symbol, boolean isShort, Long acquiredEpochDay, long closedEpochDay, long qtyE9,
                       long openCents, long closeCents, long gainCents, String fitid) {

        static Use read(ResultSet row) throws SQLException {
            return new Use(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4).equals("short"),
                row.getObject(5) == null ? null : row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9),
                row.getLong(10), row.getString(11));
        }
    }

    private TaxLots() {
    }

    /** All lines by the date of sale. */
    public static List<TaxLine> lines(LedgerDatabase database) {
        return lines(database, LocalDate.MIN, LocalDate.MAX);
    }

    /** Lines of sales from a date to a date, both included; wash sales are found whatever the range. */
    public static List<TaxLine> lines(LedgerDatabase database, LocalDate from, LocalDate to) {
        List<Use> uses = database.query("SELECT u.lot_use_id, u.lot_id, l.symbol, l.side, l.acquired_epoch_day, u.closed_epoch_day, u.qty_e9,"
            + " u.open_amount_cents, u.close_amount_cents, u.gain_cents, e.fitid FROM lot_use u JOIN lot l USING (lot_id)"
            + " JOIN entry e USING (entry_id) WHERE " + NET_USES + " ORDER BY u.closed_epoch_day, u.lot_use_id", Use::read);
        List<WashSales.Acquisition> acquisitions = database.query("SELECT l.lot_id, l.symbol, l.side, l.acquired_epoch_day, l.left_qty_e9"
                + " + coalesce((SELECT sum(u.qty_e9) FROM lot_use u WHERE u.lot_id = l.lot_id AND " + NET_USES + "), 0) FROM lot l"
                + " WHERE l.acquired_epoch_day IS NOT NULL ORDER BY l.lot_id",
            row -> new WashSales.Acquisition(row.getLong(1), row.getString(2), row.getString(3).equals("short"), row.getLong(4), row.getLong(5)));
        WashSales.Result wash = WashSales.find(acquisitions, uses.stream().map(use -> new WashSales.Disposal(use.lotUseId(), use.lotId(),
            use.symbol(), use.isShort(), use.closedEpochDay(), use.qtyE9(), use.gainCents())).toList());
        Map<Long, List<WashSales.Mark>> marksByUse = new HashMap<>();
        wash.marks().forEach(mark -> marksByUse.computeIfAbsent(mark.lotUseId(), id -> new ArrayList<>()).add(mark));
        return uses.stream().filter(use -> isWithin(use.closedEpochDay(), from, to)).map(use -> line(use,
            marksByUse.getOrDefault(use.lotUseId(), List.of()), wash.carriedCentsByUse().getOrDefault(use.lotUseId(), 0L))).toList();
    }

    private static boolean isWithin(long epochDay, LocalDate from, LocalDate to) {
        return epochDay >= from.toEpochDay() && epochDay <= to.toEpochDay();
    }

    private static TaxLine line(Use use, List<WashSales.Mark> marks, long carriedCents) {
        String closed = LocalDate.ofEpochDay(use.closedEpochDay()).toString();
        String acquired = use.isShort() ? closed
            : use.acquiredEpochDay() == null ? null : LocalDate.ofEpochDay(use.acquiredEpochDay()).toString();
        boolean isLongTerm = !use.isShort() && use.acquiredEpochDay() != null && LocalDate.ofEpochDay(use.closedEpochDay())
            .isAfter(LocalDate.ofEpochDay(use.acquiredEpochDay()).plusYears(1));
        return new TaxLine(use.symbol(), use.qtyE9(), acquired, closed, use.isShort() ? use.openCents() : use.closeCents(),
            Math.addExact(use.isShort() ? use.closeCents() : use.openCents(), carriedCents),
            marks.stream().mapToLong(WashSales.Mark::cents).sum(), isLongTerm, use.isShort(), use.lotId(),
            marks.isEmpty() ? null : marks.get(0).replacementLotId(), use.fitid());
    }
}
