package io.tradebot.replay.backtest;

import io.tradebot.journal.event.CandidateRankedDecoder;
import io.tradebot.journal.event.CandidateReason;
import io.tradebot.journal.event.CandidateRejectedDecoder;
import io.tradebot.journal.event.CircuitBreakerTrippedDecoder;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.FilterEvaluatedDecoder;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderDeniedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.SkipReason;
import io.tradebot.journal.event.SlotAssignedDecoder;
import io.tradebot.journal.event.SlotFellBackDecoder;
import io.tradebot.journal.event.StrategySkippedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.AtomicFile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The decisions of a run in one line each: {@code time,strategy,event,symbol,detail}. What was ranked, slotted, ordered and
 * refused; every other decision is in the journal. Not thread safe.
 */
public final class DecisionsCsv {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final JournalRecords records = new JournalRecords();
    private final StrategySkippedDecoder skipped = new StrategySkippedDecoder();
    private final CandidateRejectedDecoder rejected = new CandidateRejectedDecoder();
    private final CandidateRankedDecoder ranked = new CandidateRankedDecoder();
    private final SlotAssignedDecoder assigned = new SlotAssignedDecoder();
    private final SlotFellBackDecoder fellBack = new SlotFellBackDecoder();
    private final OrderDeniedDecoder denied = new OrderDeniedDecoder();
    private final OrderRequestedDecoder requested = new OrderRequestedDecoder();
    private final TradeClosedDecoder trade = new TradeClosedDecoder();
    private final KillSwitchTrippedDecoder killed = new KillSwitchTrippedDecoder();
    private final CircuitBreakerTrippedDecoder tripped = new CircuitBreakerTrippedDecoder();
    private final VolatilityIndexObservedDecoder volatility = new VolatilityIndexObservedDecoder();
    private final FilterEvaluatedDecoder filter = new FilterEvaluatedDecoder();
    private final Writer out;
    private VolatilitySource lastVixSource;
    private final long fromSequence;
    private ExcerptSource excerpt;
    /** Trade whose result tripped what follows it in the same excerpt. */
    private int tradeStrategyId;
    private int tradeInstrumentId;

    private DecisionsCsv(Writer out, long fromSequence) {
        this.out = out;
        this.fromSequence = fromSequence;
    }

    /** Writes the file from the journal. */
    static void write(Path journal, Path target) {
        try (JournalReader reader = JournalReader.open(journal)) {
            write(reader, 0, target);
        }
    }

    /**
     * Writes the decisions of the excerpts from {@code fromSequence} on; the names used in them must be in the source, which may be
     * before it.
     */
    public static void write(ExcerptSource source, long fromSequence, Path target) {
        AtomicFile.write(target, stream -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            writer.write("time,strategy,event,symbol,detail\n");
            DecisionsCsv csv = new DecisionsCsv(writer, fromSequence);
            csv.records.read(source, csv::onRecord);
            writer.flush();
        });
    }

    private void onRecord(ExcerptSource source, RecordCursor c) {
        excerpt = source;
        switch (c.templateId()) {
            case StrategySkippedDecoder.TEMPLATE_ID -> onSkipped(c);
            case CandidateRejectedDecoder.TEMPLATE_ID -> onRejected(c);
            case CandidateRankedDecoder.TEMPLATE_ID -> {
                ranked.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                line(ranked.strategyId(), "RANK", ranked.instrumentId(), ranked.rank() + " score=" + ranked.scorePpm());
            }
            case SlotAssignedDecoder.TEMPLATE_ID -> {
                assigned.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                line(assigned.strategyId(), "SLOT", assigned.instrumentId(), assigned.slot() + " alloc="
                    + money(assigned.allocationE8()));
            }
            case SlotFellBackDecoder.TEMPLATE_ID -> {
                fellBack.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                line(fellBack.strategyId(), "FALLBACK", fellBack.instrumentId(), fellBack.slot() + " next="
                    + (fellBack.nextInstrumentId() == 0 ? "none" : names().symbol(fellBack.nextInstrumentId())));
            }
            case VolatilityIndexObservedDecoder.TEMPLATE_ID -> {
                volatility.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                lastVixSource = volatility.source();
            }
            case FilterEvaluatedDecoder.TEMPLATE_ID -> {
                filter.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                if (filter.filter() == FilterKind.VIX && filter.verdict() == FilterVerdict.ALLOWED) {
                    vix(filter.strategyId(), "VIX_OK", filter.unit(), filter.actualValue());
                }
            }
            case OrderDeniedDecoder.TEMPLATE_ID -> onDenied(c);
            case OrderRequestedDecoder.TEMPLATE_ID -> onRequested(c);
            case TradeClosedDecoder.TEMPLATE_ID -> {
                trade.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                tradeStrategyId = trade.strategyId();
                tradeInstrumentId = trade.instrumentId();
            }
            case KillSwitchTrippedDecoder.TEMPLATE_ID -> {
                killed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                line(tradeStrategyId, "KILL_SWITCH", tradeInstrumentId, money(killed.actualValue()));
            }
            case CircuitBreakerTrippedDecoder.TEMPLATE_ID -> {
                tripped.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                line(tradeStrategyId, "CIRCUIT_BREAKER", tradeInstrumentId, money(tripped.equityE8()));
            }
            default -> { } // in the journal
        }
    }

    private void onSkipped(RecordCursor c) {
        skipped.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        SkipReason reason = skipped.reason();
        if (reason == SkipReason.VIX) {
            vix(skipped.strategyId(), "SKIP_VIX", skipped.unit(), skipped.actualValue());
        } else {
            line(skipped.strategyId(), "SKIP_" + reason.name(), 0, "");
        }
    }

    private void vix(int strategyId, String event, MeasureUnit unit, long valueE8) {
        String detail = unit == MeasureUnit.NONE ? "None"
            : FixedPoint.format(valueE8, 8, 4) + (lastVixSource == VolatilitySource.MINUTE ? " minute" : " daily");
        write(strategyId, event, "VIX", detail);
    }

    private void onRejected(RecordCursor c) {
        rejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        CandidateReason reason = rejected.reason();
        switch (reason) {
            case PRICE_RANGE -> line(rejected.strategyId(), "GATE_PRICE", rejected.instrumentId(),
                FixedPoint.format(rejected.actualValue(), 8, 4));
            case VOLUME -> line(rejected.strategyId(), "GATE_VOLUME", rejected.instrumentId(),
                rejected.unit() == MeasureUnit.NONE ? "None" : Long.toString(rejected.actualValue()));
            case BLOCKLISTED -> line(rejected.strategyId(), "INELIGIBLE_BLOCKLIST", rejected.instrumentId(), "");
            case SHORT_DISABLED -> line(rejected.strategyId(), "INELIGIBLE_SHORT_DISABLED", rejected.instrumentId(), "");
            default -> { } // no candidate at all: in the journal
        }
    }

    private void onDenied(RecordCursor c) {
        denied.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        DenyReason reason = denied.reason();
        String name = reason == DenyReason.MAX_OPEN_POSITIONS ? "MAX_OPEN" : reason.name();
        line(denied.strategyId(), "REJECT_" + name, denied.signalInstrumentId(), "");
    }

    private void onRequested(RecordCursor c) {
        requested.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        if (requested.role() == OrderRole.ENTRY) {
            line(requested.strategyId(), "ORDER", requested.instrumentId(),
                (requested.side() == OrderSide.BUY ? "long" : "short") + " qty=" + FixedPoint.formatShort(requested.qtyE9(), 9, 6)
                    + " ref=" + FixedPoint.format(requested.referencePriceE8(), 8, 4) + " signal="
                    + names().symbol(requested.signalInstrumentId()));
        }
    }

    private RecordNames names() {
        return records.names();
    }

    private void line(int strategyId, String event, int instrumentId, String detail) {
        write(strategyId, event, instrumentId == 0 ? "" : names().symbol(instrumentId), detail);
    }

    private void write(int strategyId, String event, String symbol, String detail) {
        if (excerpt.sequence() < fromSequence) {
            return;
        }
        try {
            out.append(Instant.ofEpochSecond(0, excerpt.timeNanos() / NANOS_PER_SECOND * NANOS_PER_SECOND).toString()).append(',')
                .append(strategyId == 0 ? "" : names().strategyName(strategyId)).append(',').append(event).append(',')
                .append(symbol).append(',').append(detail).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String money(long cashE8) {
        return FixedPoint.formatShort(cashE8, 8, 2);
    }
}
