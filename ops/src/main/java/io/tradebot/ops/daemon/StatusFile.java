package io.tradebot.ops.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.AtomicFile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code status.json} and {@code bot_state.txt} (requirements S113, S114). Derived from the journal: it may be deleted at any time.
 * Owned by one thread.
 */
public final class StatusFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final long PERIOD_NANOS = 1_000_000_000L;

    private final Home home;
    private Status written;
    private long writtenNanos;

    /** Into this home. */
    public StatusFile(Home home) {
        this.home = home;
    }

    /** Writes the status when it differs from the one written last: a new state at once, anything else once a second of real time. */
    public void write(Status status) {
        boolean isNewState = written == null || !written.state().equals(status.state());
        if (status.equals(written) || !isNewState && System.nanoTime() - writtenNanos < PERIOD_NANOS) {
            return;
        }
        writeNow(status);
    }

    /** Writes the status. */
    public void writeNow(Status status) {
        writtenNanos = System.nanoTime();
        AtomicFile.write(home.status(), out -> out.write(JSON.writeValueAsBytes(document(status))));
        if (written == null || !written.state().equals(status.state())) {
            AtomicFile.write(home.state(), out -> out.write((status.state() + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
        written = status;
    }

    /** As JSON shows it: money in dollars with two decimals, times in ISO form, UTC. */
    public static Map<String, Object> document(Status status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", status.state());
        values.put("identity", status.identity());
        values.put("mode", status.mode());
        values.put("sequence", status.sequence());
        values.put("time", time(status.timeNanos()));
        values.put("pid", ProcessHandle.current().pid());
        values.put("session", status.sessionEpochDay() == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(status.sessionEpochDay()).toString());
        values.put("isSessionOpen", status.isDayOpen());
        values.put("phase", status.phase().isEmpty() ? null : status.phase());
        values.put("float", money(status.floatE8()));
        values.put("dayPnl", money(status.dayPnlE8()));
        values.put("trades", status.tradeCount());
        values.put("signals", status.signalCount());
        values.put("killSwitch", status.killCause().isEmpty() ? null : status.killCause());
        values.put("entryBlocks", status.blocks());
        values.put("openOrders", status.openOrderCount());
        values.put("isOrderUnknown", status.isOrderUnknown());
        List<Map<String, Object>> positions = new ArrayList<>();
        for (Status.Position position : status.positions()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", position.id());
            row.put("symbol", position.symbol());
            row.put("side", position.side());
            row.put("quantity", FixedPoint.formatShort(position.qtyE9(), 9, 0));
            row.put("entryPrice", FixedPoint.formatShort(position.entryPriceE8(), 8, 2));
            positions.add(row);
        }
        values.put("positions", positions);
        List<Map<String, Object>> approvals = new ArrayList<>();
        for (Status.Approval approval : status.approvals()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("number", approval.number());
            row.put("symbol", approval.symbol());
            row.put("side", approval.side());
            row.put("quantity", FixedPoint.formatShort(approval.qtyE9(), 9, 0));
            row.put("price", FixedPoint.formatShort(approval.referencePriceE8(), 8, 2));
            row.put("expires", time(approval.expiresNanos()));
            approvals.add(row);
        }
        values.put("approvals", approvals);
        values.put("fault", status.fault().isEmpty() ? null : status.fault());
        return values;
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)).toString();
    }

    private static String money(long amountE8) {
        return FixedPoint.formatShort(amountE8, 8, 2);
    }
}
