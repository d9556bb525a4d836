package io.tradebot.replay.backtest;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.CashTransferBookedDecoder;
import io.tradebot.journal.event.DividendBookedDecoder;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.InterestBookedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.replay.report.PriceSeries;
import io.tradebot.replay.report.ReportDay;
import io.tradebot.replay.report.ReportTrade;
import io.tradebot.replay.report.RunSummary;
import org.agrona.DirectBuffer;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the report needs to know of a run, read from its journal. Not thread safe.
 *
 * <p>When the broker took a fill back or replaced it, a trade shows what it is now, and the sessions are stated again from their
 * trades: a session said at its close what was known then.
 */
final class RunFacts {

    private static final String EXCHANGE_ZONE = "America/New_York";

    private final JournalRecords records = new JournalRecords();
    private final SessionStartedDecoder started = new SessionStartedDecoder();
    private final TradingDayOpenedDecoder opened = new TradingDayOpenedDecoder();
    private final TradingDayClosedDecoder closed = new TradingDayClosedDecoder();
    private final TradeClosedDecoder trade = new TradeClosedDecoder();
    private final List<RunSummary.Setting> settings = new ArrayList<>();
    private final List<ReportDay> days = new ArrayList<>();
    private final FillReversedDecoder reversed = new FillReversedDecoder();
    private final Map<Long, ReportTrade> tradeByPosition = new LinkedHashMap<>();
    private final byte[] chain = new byte[HashChain.LENGTH];
    private String identity = "";
    private String version = "";
    private String mode = "";
    private int openDay;
    private long openNanos;
    private long closeNanos;
    private long floatE8;
    private long bookedApartE8;
    private boolean isFeeCharged;
    private boolean isRestated;
    private long firstSequence = -1;
    private long lastSequence = -1;

    /** Knows nothing yet; told by {@link #onExcerpt}. */
    RunFacts() {
    }

    static RunFacts read(Path journal) {
        RunFacts facts = new RunFacts();
        facts.records.read(journal, facts::onRecord);
        if (facts.identity.isEmpty()) {
            throw new IllegalArgumentException("the journal " + journal + " has no SessionStarted record; it holds no run");
        }
        return facts;
    }

    String identity() {
        return identity;
    }

    List<ReportDay> days() {
        return isRestated && !days.isEmpty() ? restated() : days;
    }

    /** The sessions with the results of their trades as they are now, and the equity that follows from them. */
    private List<ReportDay> restated() {
        NavigableMap<Long, long[]> sumsByOpen = new TreeMap<>();
        days.forEach(day -> sumsByOpen.put(day.openNanos(), new long[2]));
        for (ReportTrade traded : tradeByPosition.values()) {
            Map.Entry<Long, long[]> session = sumsByOpen.floorEntry(traded.exitNanos());
            if (session != null) {
                session.getValue()[0] = Math.addExact(session.getValue()[0], traded.pnlE8());
                session.getValue()[1]++;
            }
        }
        ReportDay first = days.get(0);
        long equityE8 = first.equityE8() - first.netPnlE8() - first.bookedApartE8();
        List<ReportDay> restated = new ArrayList<>();
        for (ReportDay day : days) {
            long[] sums = sumsByOpen.get(day.openNanos());
            equityE8 = Math.addExact(equityE8, Math.addExact(sums[0], day.bookedApartE8()));
            restated.add(new ReportDay(day.epochDay(), day.openNanos(), day.closeNanos(), day.floatE8(), sums[0], equityE8,
                day.bookedApartE8(), (int) sums[1], day.signalCount()));
        }
        return restated;
    }

    /** True when a session has ended and none is running, so that every trade belongs to a day with figures. */
    boolean isBetweenDays() {
        return !days.isEmpty() && days.get(days.size() - 1).epochDay() == openDay;
    }

    List<ReportTrade> trades() {
        return List.copyOf(tradeByPosition.values());
    }

    RunSummary summary(String dataDescription) {
        long firstDay = days.isEmpty() ? 0 : days.get(0).epochDay();
        long lastDay = days.isEmpty() ? 0 : days.get(days.size() - 1).epochDay();
        return new RunSummary(identity, version, mode, dataDescription, firstDay, lastDay, firstSequence, lastSequence,
            HashChain.hex(chain), ZoneId.of(EXCHANGE_ZONE), settings);
    }

    /** Bars of every symbol on the days on which it was traded, in symbol order. */
    List<PriceSeries> prices(Path journal) {
        Map<String, TreeSet<Long>> opensBySymbol = new TreeMap<>();
        for (ReportTrade traded : tradeByPosition.values()) {
            for (ReportDay day : days) {
                if (traded.entryNanos() >= day.openNanos() && traded.entryNanos() < day.closeNanos()) {
                    opensBySymbol.computeIfAbsent(traded.symbol(), symbol -> new TreeSet<>()).add(day.openNanos());
                }
            }
        }
        Map<Long, Long> closeByOpen = new TreeMap<>();
        days.forEach(day -> closeByOpen.put(day.openNanos(), day.closeNanos()));
        Map<String, PriceColumns> columnsBySymbol = new TreeMap<>();
        BarClosedDecoder bar = new BarClosedDecoder();
        records.read(journal, (excerpt, record) -> {
            if (record.templateId() != BarClosedDecoder.TEMPLATE_ID) {
                return;
            }
            bar.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
            String symbol = records.names().symbol(bar.instrumentId());
            TreeSet<Long> opens = opensBySymbol.get(symbol);
            Long open = opens == null ? null : opens.floor(bar.barStartNanos());
            if (open != null && bar.barStartNanos() < closeByOpen.get(open)) {
                columnsBySymbol.computeIfAbsent(symbol, s -> new PriceColumns()).add(bar);
            }
        });
        return columnsBySymbol.entrySet().stream().map(entry -> entry.getValue().toSeries(entry.getKey())).toList();
    }

    private void onRecord(ExcerptSource excerpt, RecordCursor record) {
        if (firstSequence < 0) {
            firstSequence = excerpt.sequence();
        }
        lastSequence = excerpt.sequence();
        excerpt.copyChain(chain);
        onRecord(record);
    }

    /** Takes the facts of one excerpt of a run that has no journal. */
    void onExcerpt(DirectBuffer body, int offset, int length) {
        records.show(body, offset, length, this::onRecord);
    }

    private void onRecord(RecordCursor record) {
        if (record.index() == 0) {
            isFeeCharged = record.templateId() == FeeChargedDecoder.TEMPLATE_ID;
        }
        switch (record.templateId()) {
            case FeeBookedDecoder.TEMPLATE_ID -> {
                if (isFeeCharged) { // else the trade bears it
                    FeeBookedDecoder fee = new FeeBookedDecoder();
                    fee.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                    bookedApartE8 = Math.subtractExact(bookedApartE8, fee.amountE8());
                }
            }
            case CashTransferBookedDecoder.TEMPLATE_ID -> {
                CashTransferBookedDecoder transfer = new CashTransferBookedDecoder();
                transfer.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                bookedApartE8 = Math.addExact(bookedApartE8, transfer.amountE8());
            }
            case DividendBookedDecoder.TEMPLATE_ID -> {
                DividendBookedDecoder dividend = new DividendBookedDecoder();
                dividend.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                bookedApartE8 = Math.addExact(bookedApartE8, dividend.netE8());
            }
            case InterestBookedDecoder.TEMPLATE_ID -> {
                InterestBookedDecoder interest = new InterestBookedDecoder();
                interest.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                bookedApartE8 = Math.addExact(bookedApartE8, interest.amountE8());
            }
            case SessionStartedDecoder.TEMPLATE_ID -> onSessionStarted(record);
            case TradingDayOpenedDecoder.TEMPLATE_ID -> {
                opened.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                openDay = opened.sessionEpochDay();
                openNanos = opened.openNanos();
                closeNanos = opened.closeNanos();
                floatE8 = opened.floatE8();
            }
            case TradingDayClosedDecoder.TEMPLATE_ID -> {
                closed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                days.add(new ReportDay(openDay, openNanos, closeNanos, floatE8, closed.netPnlE8(), closed.equityE8(),
                    bookedApartE8, closed.tradeCount(), closed.signalCount()));
                bookedApartE8 = 0;
            }
            case FillReversedDecoder.TEMPLATE_ID -> {
                reversed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
                tradeByPosition.remove(reversed.positionId());
                isRestated = true;
            }
            case TradeClosedDecoder.TEMPLATE_ID -> onTradeClosed(record);
            default -> { } // not part of the report
        }
    }

    private void onSessionStarted(RecordCursor record) {
        started.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        mode = started.runMode().name().toLowerCase(Locale.ROOT);
        settings.clear();
        for (SessionStartedDecoder.SettingsDecoder setting : started.settings()) {
            settings.add(new RunSummary.Setting(setting.key(), setting.value()));
        }
        identity = started.identity();
        version = started.versionTag();
    }

    private void onTradeClosed(RecordCursor record) {
        trade.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        tradeByPosition.put(trade.positionId(), new ReportTrade(records.names().strategyName(trade.strategyId()), records.names().symbol(trade.instrumentId()),
            records.names().symbol(trade.signalInstrumentId()),
            trade.side() == PositionSide.LONG ? ReportTrade.Side.LONG : ReportTrade.Side.SHORT, trade.entryNanos(),
            trade.entryPriceE8(), trade.exitNanos(), trade.exitPriceE8(), trade.exitReason().name(), trade.qtyE9(),
            trade.feesE8(), trade.pnlE8(), trade.slot(), trade.fallbackLevel()));
    }

    /** Growing columns of one symbol. */
    private static final class PriceColumns {

        private final List<long[]> rows = new ArrayList<>();

        private void add(BarClosedDecoder bar) {
            rows.add(new long[] {bar.barStartNanos(), bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8()});
        }

        private PriceSeries toSeries(String symbol) {
            return new PriceSeries(symbol, column(0), column(1), column(2), column(3), column(4));
        }

        private long[] column(int index) {
            return rows.stream().mapToLong(row -> row[index]).toArray();
        }
    }
}
