package io.tradebot.replay.books;

import io.tradebot.engine.book.Lot;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A ledger in memory that follows an engine, and the comparison of the two. Only what an excerpt has added is read, so that it may
 * be compared after each. Not thread safe.
 */
final class BooksBesideEngine implements AutoCloseable {

    private record Held(int instrumentId, long positionId, boolean isLong, long qtyE9, long cents) {
    }

    private final LedgerDatabase database = LedgerDatabase.open(Path.of(":memory:"));
    private final ProjectionRunner runner = new ProjectionRunner(database, ProjectionRunner.EXCERPTS_PER_COMMIT);
    private final ExcerptSource source;
    private final TradingEngine engine;
    private final IntFunction<String> symbolById;
    private final Map<String, Long> centsByAccount = new TreeMap<>();
    private final Map<String, Long> unitsBySecurity = new TreeMap<>();
    private final Map<Long, Held> openLots = new TreeMap<>();
    private long lastSplitId;
    private long lastEntryId;

    BooksBesideEngine(ExcerptSource source, TradingEngine engine, IntFunction<String> symbolById) {
        this.source = source;
        this.engine = engine;
        this.symbolById = symbolById;
    }

    LedgerDatabase database() {
        return database;
    }

    /** Entries so far. */
    long entryCount() {
        return lastEntryId;
    }

    /** Applies what is new and compares cash, lots and holdings with the engine's. */
    void follow() {
        runner.catchUp(source);
        readNew();
        assertEquals(0, centsByAccount.values().stream().mapToLong(cents -> cents).sum(), "trial balance in cents");
        assertEquals(engine.cash().floatE8(), cashE8(ReserveKind.FLOAT), "float");
        assertEquals(engine.cash().taxReserveE8(), cashE8(ReserveKind.TAX), "tax reserve");
        assertEquals(engine.cash().payrollReserveE8(), cashE8(ReserveKind.PAYROLL), "payroll reserve");
        compareLots();
    }

    private void readNew() {
        Map<Long, Long> sumByEntry = new TreeMap<>();
        Map<Long, Boolean> touched = new TreeMap<>();
        database.scan("SELECT split_id, entry_id, account_code, amount_cents, qty_e9, lot_id FROM split WHERE split_id > ? ORDER BY split_id", row -> {
            lastSplitId = row.getLong(1);
            sumByEntry.merge(row.getLong(2), row.getLong(4), Math::addExact);
            centsByAccount.merge(row.getString(3), row.getLong(4), Math::addExact);
            if (row.getObject(5) != null) {
                unitsBySecurity.merge(row.getString(3), row.getLong(5), Math::addExact);
            }
            if (row.getObject(6) != null) {
                touched.put(row.getLong(6), true);
            }
        }, lastSplitId);
        sumByEntry.forEach((entry, cents) -> {
            assertEquals(0, cents, "entry " + entry);
            lastEntryId = Math.max(lastEntryId, entry);
        });
        for (long lotId : touched.keySet()) {
            database.scan("SELECT instrument_id, position_id, side, left_qty_e9, left_amount_cents FROM lot WHERE lot_id = ?", row -> {
                Held held = new Held(row.getInt(1), row.getLong(2), row.getString(3).equals("long"), row.getLong(4), row.getLong(5));
                if (held.qtyE9() == 0 && held.cents() == 0) {
                    openLots.remove(lotId);
                } else {
                    openLots.put(lotId, held);
                }
            }, lotId);
        }
    }

    private long cashE8(ReserveKind kind) {
        return FixedPoint.centsToE8(centsByAccount.getOrDefault(PostingAccount.cash(kind).code(), 0L));
    }

    private void compareLots() {
        Map<Long, Held> lots = new TreeMap<>();
        Map<String, List<Long>> bySecurity = new TreeMap<>();
        for (Lot lot : engine.openLots()) {
            boolean isLong = lot.side() == PositionSide.LONG;
            long cents = FixedPoint.divideExact(lot.leavesAmountE8(), FixedPoint.E8_PER_CENT);
            lots.put(lot.id(), new Held(lot.instrumentId(), lot.positionId(), isLong, lot.leavesQtyE9(), cents));
            int sign = isLong ? 1 : -1;
            bySecurity.merge(PostingAccount.holding(lot.assetClass()).code() + "." + symbolById.apply(lot.instrumentId()),
                List.of(sign * lot.leavesQtyE9(), sign * cents), (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }
        assertEquals(lots, openLots, "open lots");
        Map<String, List<Long>> posted = new TreeMap<>();
        unitsBySecurity.forEach((account, qtyE9) -> {
            if (qtyE9 != 0 || centsByAccount.get(account) != 0) {
                posted.put(account, List.of(qtyE9, centsByAccount.get(account)));
            }
        });
        bySecurity.values().removeIf(sum -> sum.get(0) == 0 && sum.get(1) == 0);
        assertEquals(bySecurity, posted, "units and cents of the holdings");
    }

    @Override
    public void close() {
        runner.close();
    }
}
