package io.tradebot.replay.backtest;

import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.replay.data.BarSeries;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.data.OptionContract;
import io.tradebot.replay.data.QuoteSeries;
import io.tradebot.replay.data.VolatilitySeries;

import java.time.LocalDate;
import java.util.List;

/**
 * Feeds history into a host as inputs, in the order in which it became known, with the simulated exchange answering in
 * between. One minute: fills at its open, fills inside it, then its quotes and bars, then MinuteClosed (strategy-rules 2.5).
 * Not thread safe.
 */
final class HistoryFeed {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final int SHARES_PER_CONTRACT = 100;
    private static final int NO_EXPIRY = Integer.MIN_VALUE;
    private static final long NO_PRICE = Long.MIN_VALUE;
    private static final long NEVER = Long.MIN_VALUE;
    private static final String NEW_YORK = "America/New_York";

    private final MarketHistory history;
    private final List<Session> sessions;
    private final EngineSettings settings;
    private final EngineHost host;
    private final InputGateway gateway;
    private final SimulatedExchange exchange;
    private final SessionProgress progress;
    private final List<String> symbols;
    private final TradingCalendar calendar = new TradingCalendar();
    private final MinuteFrame minute;
    private final QuoteSeries[] quotesById;
    private final List<PutQuotes> puts;
    private final EarlierFacts earlier;
    private final VolatilitySeries vixMinutes;
    private int vixCursor;

    HistoryFeed(MarketHistory history, List<Session> sessions, List<PutQuotes> puts, EngineSettings settings, EngineHost host,
            SimulatedExchange exchange, SessionProgress progress) {
        this.history = history;
        this.sessions = sessions;
        this.settings = settings;
        this.host = host;
        this.exchange = exchange;
        this.progress = progress;
        gateway = host.gateway();
        symbols = history.symbols();
        this.puts = puts;
        BarSeries[] seriesById = new BarSeries[symbols.size() + 1];
        quotesById = new QuoteSeries[symbols.size() + puts.size() + 1];
        for (int id = 1; id <= symbols.size(); id++) {
            seriesById[id] = history.minuteBars(symbols.get(id - 1));
            quotesById[id] = history.quotes(symbols.get(id - 1));
        }
        for (int i = 0; i < puts.size(); i++) {
            quotesById[symbols.size() + 1 + i] = puts.get(i).quotes();
        }
        minute = new MinuteFrame(seriesById, quotesById);
        earlier = new EarlierFacts(history, sessions, calendar);
        vixMinutes = history.vixMinutes();
    }

    /** Feeds everything: SessionStarted, instruments, the sessions, SessionEnded. Returns the number of sessions. */
    int run(RunMode mode, String identity) {
        long startNanos = earlier.firstTimeNanos(sessions.get(0));
        gateway.sessionStarted(startNanos, mode, settings.entries(), identity, SettingsTable.PRODUCT_VERSION_TAG);
        defineInstruments(startNanos);
        long timeNanos = startNanos;
        for (int i = 0; i < sessions.size(); i++) {
            run(sessions.get(i));
            timeNanos = sessions.get(i).closeNanos();
            progress.onSession(i + 1, sessions.size());
        }
        gateway.sessionEnded(timeNanos, gateway.publishedCount());
        host.settle();
        return sessions.size();
    }

    private void defineInstruments(long timeNanos) {
        for (int id = 1; id <= symbols.size(); id++) {
            gateway.instrumentDefined(timeNanos, id, InstrumentKind.EQUITY, 1, 0, NO_PRICE, NO_EXPIRY, symbols.get(id - 1));
        }
        for (int i = 0; i < puts.size(); i++) {
            OptionContract contract = puts.get(i).contract();
            exchange.defineOption(symbols.size() + 1 + i, SHARES_PER_CONTRACT);
            gateway.instrumentDefined(timeNanos, symbols.size() + 1 + i, InstrumentKind.PUT_OPTION, SHARES_PER_CONTRACT,
                symbols.indexOf(contract.underlying()) + 1, contract.strikeE8(), (int) contract.expiryEpochDay(),
                puts.get(i).symbol());
        }
        host.settle();
    }

    private void run(Session session) {
        earlier.feedBefore(session, gateway);
        vixCursor = Math.max(vixCursor, vixMinutes.indexAtOrAfter(session.openNanos() - MINUTE_NANOS + 1) - 1); // the newest at the open
        minute.seek(session.openNanos());
        announceVixMinutes(session);
        advanceTo(session.openNanos());
        for (long start = session.openNanos(); start < session.closeNanos(); start += MINUTE_NANOS) {
            runMinute(start);
        }
        exchange.closeSession(session.closeNanos());
        letAnswersIn();
        advanceTo(session.closeNanos());
    }

    /** A date with minute values of VIX, however late, does not fall back to the daily close (strategy-rules 5.3). */
    private void announceVixMinutes(Session session) {
        long midnightNanos = calendar.toNanos(session.epochDay(), 0, NEW_YORK);
        long firstNanos = history.firstVixMinuteFrom(midnightNanos);
        if (firstNanos != Long.MAX_VALUE && calendar.exchangeDayAt(firstNanos) == session.epochDay()) {
            gateway.feedStatusChanged(session.openNanos(), FeedStatus.LIVE, 0, NEVER, NEVER, VolatilityIndex.MINUTE_FEED,
                "minute values of VIX for " + LocalDate.ofEpochDay(session.epochDay()));
            host.settle();
        }
    }

    private void advanceTo(long timeNanos) {
        exchange.onTime(timeNanos);
        gateway.timeAdvanced(timeNanos, ClockSource.HISTORICAL);
        host.settle();
        letAnswersIn();
    }

    private void runMinute(long startNanos) {
        minute.load(startNanos);
        exchange.startMinute(startNanos, minute);
        letAnswersIn();
        long endNanos = startNanos + MINUTE_NANOS;
        exchange.onTime(endNanos);
        feedVixUntil(endNanos);
        feedQuotes(startNanos, endNanos);
        feedBars(startNanos, endNanos);
        gateway.minuteClosed(endNanos, startNanos, minute.barCount());
        host.settle();
        letAnswersIn();
    }

    private void letAnswersIn() {
        while (exchange.publishNext(gateway)) {
            host.settle();
        }
    }

    private void feedVixUntil(long timeNanos) {
        while (vixCursor < vixMinutes.count() && vixMinutes.time(vixCursor) + MINUTE_NANOS <= timeNanos) {
            long startNanos = vixMinutes.time(vixCursor);
            gateway.volatilityIndexObserved(timeNanos, VolatilitySource.MINUTE, startNanos,
                calendar.exchangeDayAt(startNanos), vixMinutes.valueE8(vixCursor));
            vixCursor++;
        }
    }

    private void feedQuotes(long startNanos, long endNanos) {
        for (int id = 1; id < quotesById.length; id++) {
            if (minute.hasQuoteRow(id)) {
                QuoteSeries quotes = quotesById[id];
                int at = minute.quoteIndex(id);
                gateway.quoteObserved(endNanos, id, startNanos, MINUTE_NANOS, quotes.bidE8(at), quotes.askE8(at),
                    quotes.bidShares(at), quotes.askShares(at));
                if (minute.isQuotedOnly(id) && quotes.bidE8(at) != NO_PRICE) {
                    exchange.onBid(id, quotes.bidE8(at));
                }
            }
        }
    }

    private void feedBars(long startNanos, long endNanos) {
        for (int id = 1; id <= symbols.size(); id++) {
            if (minute.has(id)) {
                exchange.onBar(id, minute.closeE8(id));
                gateway.barClosed(endNanos, id, startNanos, MINUTE_NANOS, minute.openE8(id), minute.highE8(id),
                    minute.lowE8(id), minute.closeE8(id), minute.volumeShares(id), 0);
            }
        }
    }
}
