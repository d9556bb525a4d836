package io.tradebot.ops.daemon;

import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.EntryBlockedDecoder;
import io.tradebot.journal.event.EntryUnblockedDecoder;
import io.tradebot.journal.event.KillSwitchClearedDecoder;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.OperatorCommandAppliedDecoder;
import io.tradebot.journal.event.OrderApprovalRequestedDecoder;
import io.tradebot.journal.event.OrderApprovalSettledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderStateChangedDecoder;
import io.tradebot.journal.event.PositionOpenedDecoder;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SupervisorPhase;
import io.tradebot.journal.event.SupervisorPhaseStartedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.tail.JournalFollower;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the bot is doing, as people ask for it: a fold of the journal from the last session start on, whose checkpoint says what came
 * before. The tail's thread folds, any thread takes a {@link Status}.
 */
public final class StatusBoard implements JournalFollower {

    private static final Set<String> FINAL_STATES = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED");

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final RecordNames names = new RecordNames();
    private final TreeMap<Long, String> openOrders = new TreeMap<>(); // id to state
    /** Of the session, also those that are closed: a fill that is taken back may open one again. */
    private final TreeMap<Long, Status.Position> knownPositions = new TreeMap<>();
    private final TreeMap<Long, Lot> openLots = new TreeMap<>();
    private final TreeMap<Long, Status.Approval> approvals = new TreeMap<>();
    private final TreeSet<String> blocks = new TreeSet<>();
    private long sequence = -1;
    private long timeNanos;
    private String identity = "";
    private String mode = "";
    private String phase = "";
    private long sessionStartedNanos = Long.MIN_VALUE;
    private int phaseEpochDay = Integer.MIN_VALUE;
    private final Set<SupervisorPhase> phasesBegun = EnumSet.noneOf(SupervisorPhase.class);
    private int sessionEpochDay = Integer.MIN_VALUE;
    private boolean isDayOpen;
    private long dayPnlE8;
    private long floatE8;
    private int tradeCount;
    private int signalCount;
    private String killCause = "";
    private boolean isStopped;
    private boolean isStoppedBySignal;
    private boolean isEnded;
    private String fault = "";

    /** Units left of a lot; position 0 for what no strategy holds. */
    private record Lot(long positionId, long qtyE9) {
    }

    @Override
    public synchronized void onExcerpt(ExcerptSource excerpt) {
        sequence = excerpt.sequence();
        timeNanos = excerpt.timeNanos();
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        while (cursor.next()) {
            if (RecordNames.isNaming(cursor.templateId())) {
                names.learn(RecordContent.read(catalogue, cursor));
            } else if (matters(cursor.templateId())) {
                onRecord(cursor.templateId(), RecordContent.read(catalogue, cursor).row());
            }
        }
    }

    private static boolean matters(int templateId) {
        return switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID, CheckpointedDecoder.TEMPLATE_ID, TradingDayOpenedDecoder.TEMPLATE_ID,
                 TradingDayClosedDecoder.TEMPLATE_ID, SupervisorPhaseStartedDecoder.TEMPLATE_ID, SignalRaisedDecoder.TEMPLATE_ID,
                 OrderRequestedDecoder.TEMPLATE_ID, OrderStateChangedDecoder.TEMPLATE_ID, PositionOpenedDecoder.TEMPLATE_ID,
                 LotOpenedDecoder.TEMPLATE_ID, LotClosedDecoder.TEMPLATE_ID, LotAdjustedDecoder.TEMPLATE_ID,
                 TradeClosedDecoder.TEMPLATE_ID, EntryBlockedDecoder.TEMPLATE_ID, EntryUnblockedDecoder.TEMPLATE_ID,
                 KillSwitchTrippedDecoder.TEMPLATE_ID, KillSwitchClearedDecoder.TEMPLATE_ID, OrderApprovalRequestedDecoder.TEMPLATE_ID,
                 OrderApprovalSettledDecoder.TEMPLATE_ID, OperatorCommandAppliedDecoder.TEMPLATE_ID, ProcessStartedDecoder.TEMPLATE_ID,
                 ProcessStoppedDecoder.TEMPLATE_ID, EngineFaultedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private void onRecord(int templateId, Row row) {
        switch (templateId) {
            case SessionStartedDecoder.TEMPLATE_ID -> {
                identity = row.text("identity");
                mode = row.enumValue("runMode").name();
                sessionStartedNanos = timeNanos;
                isEnded = false;
            }
            case CheckpointedDecoder.TEMPLATE_ID -> onCheckpoint(row);
            case TradingDayOpenedDecoder.TEMPLATE_ID -> onDayOpened(row);
            case TradingDayClosedDecoder.TEMPLATE_ID -> isDayOpen = false;
            case SupervisorPhaseStartedDecoder.TEMPLATE_ID -> onPhase(row.enumValue("phase").name(), row.number("sessionEpochDay").intValue());
            case SignalRaisedDecoder.TEMPLATE_ID -> signalCount++;
            case OrderRequestedDecoder.TEMPLATE_ID -> openOrders.put(row.number("orderId"), "NEW");
            case OrderStateChangedDecoder.TEMPLATE_ID -> onOrderState(row.number("orderId"), row.enumValue("toState").name());
            case PositionOpenedDecoder.TEMPLATE_ID -> knownPositions.put(row.number("positionId"), position(row));
            case LotOpenedDecoder.TEMPLATE_ID -> onLot(row);
            case LotClosedDecoder.TEMPLATE_ID -> onLotLeft(row.number("lotId"), row.number("positionId"), row.number("leavesQtyE9"));
            case LotAdjustedDecoder.TEMPLATE_ID -> onLotAdjusted(row.number("lotId"), row.number("qtyE9"));
            case TradeClosedDecoder.TEMPLATE_ID -> onTradeClosed(row);
            case EntryBlockedDecoder.TEMPLATE_ID -> blocks.add(block(row));
            case EntryUnblockedDecoder.TEMPLATE_ID -> blocks.remove(block(row));
            case KillSwitchTrippedDecoder.TEMPLATE_ID -> killCause = row.enumValue("cause").name();
            case KillSwitchClearedDecoder.TEMPLATE_ID -> killCause = "";
            case OrderApprovalRequestedDecoder.TEMPLATE_ID -> approvals.put(row.number("approvalNumber"), approval(row));
            case OrderApprovalSettledDecoder.TEMPLATE_ID -> approvals.remove(row.number("approvalNumber"));
            case OperatorCommandAppliedDecoder.TEMPLATE_ID -> onCommand(row.enumValue("command").name());
            case ProcessStartedDecoder.TEMPLATE_ID -> isEnded = false;
            case ProcessStoppedDecoder.TEMPLATE_ID -> {
                isEnded = true;
                isStoppedBySignal = isStopped && row.enumValue("cause").name().equals("SIGNAL");
            }
            case EngineFaultedDecoder.TEMPLATE_ID -> fault = row.text("text");
            default -> throw new IllegalStateException("record id " + templateId + " is not folded");
        }
    }

    /** Says everything that was open before this session. */
    private void onCheckpoint(Row row) {
        openOrders.clear();
        row.rows("openOrders").forEach(order -> onOrderState(order.number("orderId"), order.enumValue("state").name()));
        knownPositions.clear();
        row.rows("positions").forEach(held -> knownPositions.put(held.number("positionId"), position(held)));
        openLots.clear();
        row.rows("lots").forEach(this::onLot);
        for (Row latch : row.rows("latches")) {
            if (latch.enumValue("latch").name().equals("KILL_SWITCH")) {
                killCause = "LATCHED";
            }
        }
    }

    private void onPhase(String name, int epochDay) {
        if (epochDay != phaseEpochDay) {
            phasesBegun.clear();
            phaseEpochDay = epochDay;
        }
        phase = name;
        phasesBegun.add(SupervisorPhase.valueOf(name));
    }

    /** Phases of that session date that have begun. Any thread. */
    public synchronized Set<SupervisorPhase> phasesOf(int epochDay) {
        return epochDay == phaseEpochDay ? EnumSet.copyOf(phasesBegun) : EnumSet.noneOf(SupervisorPhase.class);
    }

    private void onDayOpened(Row row) {
        sessionEpochDay = row.number("sessionEpochDay").intValue();
        isDayOpen = true;
        floatE8 = row.number("floatE8");
        dayPnlE8 = 0;
        tradeCount = 0;
        signalCount = 0;
    }

    private void onOrderState(long orderId, String state) {
        if (FINAL_STATES.contains(state)) {
            openOrders.remove(orderId);
        } else {
            openOrders.put(orderId, state);
        }
    }

    private void onLot(Row row) {
        onLotLeft(row.number("lotId"), row.number("positionId"), row.number("qtyE9"));
    }

    private void onLotLeft(long lotId, long positionId, long qtyE9) {
        openLots.put(lotId, new Lot(positionId, qtyE9)); // also of none: an adjustment, which does not name the position, may fill it again
    }

    private void onLotAdjusted(long lotId, long qtyE9) {
        Lot lot = openLots.get(lotId);
        if (lot != null) {
            onLotLeft(lotId, lot.positionId(), qtyE9);
        }
    }

    /** What the lots of the positions hold; a position whose entry was taken back has none. */
    private List<Status.Position> openPositions() {
        TreeMap<Long, Long> qtyById = new TreeMap<>();
        openLots.values().forEach(lot -> qtyById.merge(lot.positionId(), lot.qtyE9(), Math::addExact));
        return knownPositions.values().stream().filter(known -> qtyById.getOrDefault(known.id(), 0L) > 0)
            .map(known -> new Status.Position(known.id(), known.symbol(), known.side(), qtyById.get(known.id()), known.entryPriceE8())).toList();
    }

    private void onTradeClosed(Row row) {
        dayPnlE8 = Math.addExact(dayPnlE8, row.number("pnlE8"));
        tradeCount++;
    }

    private void onCommand(String command) {
        if (command.equals("STOP")) {
            isStopped = true;
        } else if (command.equals("START")) {
            isStopped = false;
        }
    }

    private String block(Row row) {
        long instrumentId = row.number("instrumentId");
        String reason = row.enumValue("reason").name();
        return instrumentId == 0 ? reason : reason + " " + symbol(instrumentId);
    }

    private Status.Position position(Row row) {
        return new Status.Position(row.number("positionId"), symbol(row.number("instrumentId")), row.enumValue("side").name(), row.number("qtyE9"),
            row.number("entryPriceE8"));
    }

    private Status.Approval approval(Row row) {
        return new Status.Approval(row.number("approvalNumber"), symbol(row.number("instrumentId")), row.enumValue("side").name(),
            row.number("qtyE9"), row.number("referencePriceE8"), row.number("expiresNanos"));
    }

    private String symbol(long instrumentId) {
        String symbol = names.symbol(instrumentId);
        return symbol == null ? "#" + instrumentId : symbol;
    }

    /** True when trading was stopped only because the process before was asked to end. Any thread. */
    public synchronized boolean isStoppedBySignal() {
        return isStoppedBySignal;
    }

    /** What is so now. Any thread. */
    public synchronized Status status() {
        return new Status(word(), sequence, timeNanos, identity, mode, phase, sessionStartedNanos, sessionEpochDay, isDayOpen, floatE8, dayPnlE8, tradeCount, signalCount,
            killCause, blocks, openOrders.size(), new TreeSet<>(openOrders.values()).contains("UNKNOWN"), openPositions(), approvals.values(),
            fault);
    }

    /** One word, in the terms of requirement S113. */
    private String word() {
        if (isEnded || !fault.isEmpty()) {
            return "shutdown";
        }
        if (!killCause.isEmpty()) {
            return "halted";
        }
        if (isStopped) {
            return "stopped";
        }
        if (blocks.contains("PAUSED")) {
            return "paused";
        }
        if (blocks.contains("BROKER_NOT_READY") || blocks.contains("RECONCILIATION")) {
            return "reconciling";
        }
        if (!openOrders.isEmpty() || !openPositions().isEmpty()) {
            return "trading";
        }
        return isDayOpen ? "analyzing" : "idle";
    }
}
