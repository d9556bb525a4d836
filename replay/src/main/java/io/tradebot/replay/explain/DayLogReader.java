package io.tradebot.replay.explain;

import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.AssetEligibilityObservedDecoder;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.BorrowObservedDecoder;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.EntryBlockedDecoder;
import io.tradebot.journal.event.EntryUnblockedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.log.JournalReader;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads one session out of a journal in one pass. Not thread safe; used once. */
final class DayLogReader {

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final QuoteObservedDecoder quote = new QuoteObservedDecoder();
    private final DailyBarClosedDecoder daily = new DailyBarClosedDecoder();
    private final Map<Integer, Long> minuteSumByInstrument = new TreeMap<>();
    /** What was said last of an instrument before the session opened and holds on, by record and instrument. */
    private final Map<String, Fact> standing = new TreeMap<>();
    /** What the newest of them took the place of; null when of nothing. */
    private Fact replaced;
    private final DayLog day;
    private JournalReader reader;
    private long openNanos = Long.MAX_VALUE;
    private long closeNanos = Long.MIN_VALUE;
    private long currentDay = Long.MIN_VALUE;

    private DayLogReader(long epochDay) {
        day = new DayLog(epochDay);
    }

    /**
     * The session of this date.
     *
     * @throws IllegalArgumentException when the journal has none
     */
    static DayLog read(Path journal, long epochDay) {
        DayLogReader pass = new DayLogReader(epochDay);
        try (JournalReader reader = JournalReader.open(journal)) {
            pass.reader = reader;
            while (reader.next()) {
                pass.cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (pass.cursor.next()) {
                    pass.onRecord();
                }
            }
        }
        if (pass.day.opened == null) {
            throw new IllegalArgumentException("the journal " + journal + " has no session on " + Numbers.date(epochDay)
                + "; tradebot journal describe says which time it covers");
        }
        return pass.day;
    }

    private void onRecord() {
        switch (cursor.templateId()) {
            case BarClosedDecoder.TEMPLATE_ID -> onBar();
            case QuoteObservedDecoder.TEMPLATE_ID -> onQuote();
            case DailyBarClosedDecoder.TEMPLATE_ID -> {
                daily.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                if (daily.sessionEpochDay() < day.epochDay) {
                    day.putDailyVolume(daily.instrumentId(), daily.sessionEpochDay(), daily.volumeShares());
                }
            }
            case TimeAdvancedDecoder.TEMPLATE_ID, MinuteClosedDecoder.TEMPLATE_ID, TradeObservedDecoder.TEMPLATE_ID -> { } // no cause
            default -> onFact(new Fact(reader.sequence(), cursor.index(), reader.timeNanos(), RecordContent.read(catalogue, cursor)));
        }
    }

    private void onBar() {
        bar.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
        boolean isSessionMinute = bar.barNanos() == DayLog.MINUTE_NANOS && bar.barStartNanos() >= openNanos && bar.barStartNanos() < closeNanos;
        if (!isSessionMinute) {
            return;
        }
        if (currentDay == day.epochDay) {
            day.put(bar.instrumentId(), new DayLog.Bar(reader.sequence(), cursor.index(), reader.timeNanos(), bar.barStartNanos(),
                bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volumeShares()));
        } else if (currentDay < day.epochDay) {
            minuteSumByInstrument.merge(bar.instrumentId(), bar.volumeShares(), Math::addExact);
        }
    }

    private void onQuote() {
        quote.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
        boolean isTwoSided = quote.bidE8() != QuoteObservedDecoder.bidE8NullValue() && quote.askE8() != QuoteObservedDecoder.askE8NullValue();
        if (currentDay == day.epochDay) {
            day.put(quote.instrumentId(), new DayLog.Quote(reader.sequence(), cursor.index(), reader.timeNanos(), quote.quoteStartNanos(),
                quote.bidE8(), quote.askE8(), isTwoSided));
        }
    }

    private void onFact(Fact fact) {
        day.names.learn(fact.content());
        day.families.learn(fact);
        switch (fact.id()) {
            case InstrumentDefinedDecoder.TEMPLATE_ID -> {
                day.idBySymbol.put(fact.text("symbol"), (int) fact.number("instrumentId"));
                day.instrumentById.put((int) fact.number("instrumentId"), fact);
            }
            case SessionStartedDecoder.TEMPLATE_ID -> {
                putSettings(fact, "value");
                day.isBacktest = fact.word("runMode").equals("BACKTEST");
            }
            case SettingsAppliedDecoder.TEMPLATE_ID -> putSettings(fact, "newValue");
            case VolatilityIndexObservedDecoder.TEMPLATE_ID -> onVolatility(fact);
            case TradingDayOpenedDecoder.TEMPLATE_ID -> onOpened(fact);
            case TradingDayClosedDecoder.TEMPLATE_ID -> onClosed();
            case AssetEligibilityObservedDecoder.TEMPLATE_ID, BorrowObservedDecoder.TEMPLATE_ID, TradingHaltChangedDecoder.TEMPLATE_ID,
                 AccountObservedDecoder.TEMPLATE_ID -> {
                if (day.opened == null) {
                    replaced = standing.put(key(fact), fact);
                }
            }
            case EntryBlockedDecoder.TEMPLATE_ID -> {
                if (day.opened == null) {
                    standing.put(key(fact), fact);
                }
            }
            case EntryUnblockedDecoder.TEMPLATE_ID -> standing.remove(EntryBlockedDecoder.TEMPLATE_ID + " " + blockOf(fact));
            case InputRefusedDecoder.TEMPLATE_ID -> {
                if (fact.number("inputTemplateId") == BarClosedDecoder.TEMPLATE_ID) {
                    day.refuseBar((int) fact.number("instrumentId"), fact.sequence());
                }
                restoreStanding(fact.sequence());
            }
            default -> { }
        }
        if (currentDay == day.epochDay || currentDay > day.epochDay && isOfThisDay(fact)) {
            day.facts.add(fact);
        }
    }

    /** The engine did not take what this excerpt said into account: what was said before still holds. */
    private void restoreStanding(long sequence) {
        standing.values().stream().filter(known -> known.sequence() == sequence).findFirst().ifPresent(refused -> {
            if (replaced == null) {
                standing.remove(key(refused));
            } else {
                standing.put(key(refused), replaced);
            }
        });
    }

    private static String key(Fact fact) {
        return fact.id() + " " + (fact.is(EntryBlockedDecoder.TEMPLATE_ID) ? blockOf(fact) : Long.toString(fact.number("instrumentId")));
    }

    private static String blockOf(Fact fact) {
        return fact.number("instrumentId") + " " + fact.word("reason");
    }

    private boolean isOfThisDay(Fact fact) {
        long root = day.families.rootOf(fact);
        return root != Families.NONE && day.facts.stream().anyMatch(known -> day.families.rootOf(known) == root);
    }

    private void putSettings(Fact fact, String valueName) {
        Map<String, String> values = new LinkedHashMap<>();
        fact.content().row().rows("settings").forEach(row -> values.put(row.text("key"), row.text(valueName)));
        day.putSettings(fact.sequence(), values);
    }

    private void onVolatility(Fact fact) {
        boolean isDaily = fact.number("source") == VolatilitySource.DAILY.value();
        if (fact.number("sessionEpochDay") <= day.epochDay && (isDaily || fact.number("sessionEpochDay") == day.epochDay)) {
            day.volatility.add(fact);
        }
    }

    private void onOpened(Fact fact) {
        currentDay = fact.number("sessionEpochDay");
        openNanos = fact.number("openNanos");
        closeNanos = fact.number("closeNanos");
        minuteSumByInstrument.clear();
        if (currentDay == day.epochDay) {
            day.opened = fact;
            standing.values().stream().sorted(Comparator.comparingLong(Fact::sequence).thenComparingInt(Fact::index)).forEach(day.facts::add);
        }
    }

    private void onClosed() {
        if (currentDay < day.epochDay) {
            minuteSumByInstrument.forEach((instrumentId, shares) -> day.putMinuteSum(instrumentId, currentDay, shares));
        }
        minuteSumByInstrument.clear();
        openNanos = Long.MAX_VALUE; // until the next session opens
    }
}
