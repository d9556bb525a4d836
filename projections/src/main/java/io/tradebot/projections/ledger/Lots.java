package io.tradebot.projections.ledger;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables lot, lot_use and lot_adjustment. Open lots are kept in memory, closed ones are read again. Runner's thread. */
final class Lots {

    private static final String COLUMNS = "SELECT lot_id, position_id, strategy, symbol, instrument_id, asset_class, side,"
        + " opened_entry_id, price_e8, left_qty_e9, left_amount_cents FROM lot WHERE ";

    /** A lot with what is left of it. */
    static final class Lot {

        final long lotId;
        final long positionId;
        final String strategy;
        final AssetClass assetClass;
        final boolean isLong;
        final long openedEntryId;
        final long priceE8;
        String symbol;
        int instrumentId;
        long leftQtyE9;
        long leftCents;

        Lot(long lotId, long positionId, String strategy, String symbol, int instrumentId, AssetClass assetClass, boolean isLong,
            long openedEntryId, long priceE8, long qtyE9, long amountCents) {
            this.lotId = lotId;
            this.positionId = positionId;
            this.strategy = strategy;
            this.symbol = symbol;
            this.instrumentId = instrumentId;
            this.assetClass = assetClass;
            this.isLong = isLong;
            this.openedEntryId = openedEntryId;
            this.priceE8 = priceE8;
            leftQtyE9 = qtyE9;
            leftCents = amountCents;
        }

        /** +1 for a long lot, -1 for a short one: how its quantity and amount stand in its account. */
        int sign() {
            return isLong ? 1 : -1;
        }

        String side() {
            return isLong ? "long" : "short";
        }
    }

    /** A use of a lot that is not reversed. */
    record Use(long lotUseId, long lotId, long priceE8, long qtyE9, long openCents, long closeCents, long gainCents) {
    }

    private final LedgerDatabase database;
    private final Map<Long, Lot> openById = new HashMap<>();
    private long lotUseId;
    private long lotAdjustmentId;

    /** Continues from the tables. */
    Lots(LedgerDatabase database) {
        this.database = database;
        database.scan(COLUMNS + "left_qty_e9 > 0 OR left_amount_cents > 0", row -> keep(read(row)));
        lotUseId = database.count("SELECT max(lot_use_id) FROM lot_use");
        lotAdjustmentId = database.count("SELECT max(lot_adjustment_id) FROM lot_adjustment");
    }

    private static Lot read(ResultSet row) throws SQLException {
        return new Lot(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getInt(5),
            AssetClass.valueOf(row.getString(6).toUpperCase(Locale.ROOT)), row.getString(7).equals("long"), row.getLong(8),
            row.getLong(9), row.getLong(10), row.getLong(11));
    }

    private void keep(Lot lot) {
        if (lot.leftQtyE9 > 0 || lot.leftCents > 0) {
            openById.put(lot.lotId, lot);
        } else {
            openById.remove(lot.lotId);
        }
    }

    /** A lot by its id, open or not; one that was never opened is an error. */
    Lot get(long lotId) {
        Lot open = openById.get(lotId);
        if (open != null) {
            return open;
        }
        List<Lot> found = database.query(COLUMNS + "lot_id = ?", Lots::read, lotId);
        if (found.isEmpty()) {
            throw new ProjectionException("lot " + lotId + " is changed but was never opened");
        }
        return found.get(0);
    }

    /** Open lots of an instrument, by id. */
    List<Lot> openOf(int instrumentId) {
        return openById.values().stream().filter(lot -> lot.instrumentId == instrumentId)
            .sorted((a, b) -> Long.compare(a.lotId, b.lotId)).toList();
    }

    /** Writes a new lot. {@code acquiredEpochDay} null when the broker does not know it. */
    void open(Lot lot, long openedNanos, Long acquiredEpochDay) {
        database.update("INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", lot.lotId, lot.positionId, lot.strategy,
            lot.symbol, lot.instrumentId, Names.lower(lot.assetClass), lot.side(), lot.openedEntryId, ExcerptHead.utc(openedNanos),
            acquiredEpochDay, lot.leftQtyE9, lot.priceE8, lot.leftCents, lot.leftQtyE9, lot.leftCents);
        keep(lot);
    }

    /** Takes the closed part out of the lot and compares what is left with what the engine says. */
    void use(Lot lot, long entryId, long closedNanos, Use use, long leavesQtyE9) {
        long leftQtyE9 = lot.leftQtyE9 - use.qtyE9();
        long leftCents = lot.leftCents - use.openCents();
        if (leftQtyE9 != leavesQtyE9 || leftCents < 0 || (leftQtyE9 == 0 && leftCents != 0)) {
            throw new ProjectionException("lot " + lot.lotId + " holds " + FixedPoint.formatShort(lot.leftQtyE9, 9, 0) + " for "
                + WholeCents.format(lot.leftCents) + "; closing " + FixedPoint.formatShort(use.qtyE9(), 9, 0) + " for "
                + WholeCents.format(use.openCents()) + " cannot leave " + FixedPoint.formatShort(leavesQtyE9, 9, 0));
        }
        lot.leftQtyE9 = leftQtyE9;
        lot.leftCents = leftCents;
        database.update("UPDATE lot SET left_qty_e9 = ?, left_amount_cents = ? WHERE lot_id = ?", leftQtyE9, leftCents, lot.lotId);
        keep(lot);
        insert(use, entryId, closedNanos, null);
    }

    private void insert(Use use, long entryId, long closedNanos, Long reverses) {
        database.update("INSERT INTO lot_use VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ++lotUseId, use.lotId(), entryId,
            ExcerptHead.utc(closedNanos), ExchangeDate.epochDay(closedNanos), use.qtyE9(), use.priceE8(), use.openCents(),
            use.closeCents(), use.gainCents(), reverses);
    }

    /**
     * Takes back the uses that an entry stands behind: all uses of the lots it opened, and its own uses of other lots. The
     * lots themselves are left to {@link #adjust}.
     *
     * @return what was taken back, in the order it was done
     */
    List<Use> reverse(long originalEntryId, long entryId, long timeNanos) {
        List<Use> reversed = new ArrayList<>();
        for (long lotId : database.query("SELECT DISTINCT lot_id FROM split WHERE entry_id = ? AND lot_id IS NOT NULL ORDER BY lot_id",
            row -> row.getLong(1), originalEntryId)) {
            long ofEntryId = get(lotId).openedEntryId == originalEntryId ? 0 : originalEntryId;
            reversed.addAll(database.query("SELECT lot_use_id, lot_id, price_e8, qty_e9, open_amount_cents, close_amount_cents,"
                    + " gain_cents FROM lot_use u WHERE lot_id = ? AND (? = 0 OR entry_id = ?) AND reverses_lot_use_id IS NULL"
                    + " AND NOT EXISTS (SELECT 1 FROM lot_use r WHERE r.lot_id = u.lot_id AND r.reverses_lot_use_id = u.lot_use_id)"
                    + " ORDER BY lot_use_id",
                row -> new Use(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6),
                    row.getLong(7)), lotId, ofEntryId, ofEntryId));
        }
        for (Use use : reversed) {
            insert(new Use(0, use.lotId(), use.priceE8(), -use.qtyE9(), -use.openCents(), -use.closeCents(), -use.gainCents()),
                entryId, timeNanos, use.lotUseId());
        }
        return reversed;
    }

    /** Changes a lot without a trade; what it was before must be what the table says. */
    void adjust(Lot lot, LotChange change, String symbol, long entryId, long timeNanos) {
        if (lot.leftQtyE9 != change.previousQtyE9() || lot.leftCents != change.previousCents()
            || lot.instrumentId != change.previousInstrumentId()) {
            throw new ProjectionException("lot " + lot.lotId + " is said to hold " + FixedPoint.formatShort(change.previousQtyE9(), 9, 0)
                + " of instrument " + change.previousInstrumentId() + " for " + WholeCents.format(change.previousCents())
                + ", the books have " + FixedPoint.formatShort(lot.leftQtyE9, 9, 0) + " of instrument " + lot.instrumentId + " for "
                + WholeCents.format(lot.leftCents));
        }
        lot.leftQtyE9 = change.qtyE9();
        lot.leftCents = change.cents();
        lot.instrumentId = change.instrumentId();
        lot.symbol = symbol;
        database.update("UPDATE lot SET left_qty_e9 = ?, left_amount_cents = ?, instrument_id = ?, symbol = ? WHERE lot_id = ?",
            lot.leftQtyE9, lot.leftCents, lot.instrumentId, symbol, lot.lotId);
        keep(lot);
        database.update("INSERT INTO lot_adjustment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ++lotAdjustmentId, lot.lotId, entryId,
            Names.lower(change.reason()), ExcerptHead.utc(timeNanos), change.previousQtyE9(), change.qtyE9(),
            change.previousCents(), change.cents(), change.previousInstrumentId(), change.instrumentId());
    }
}
