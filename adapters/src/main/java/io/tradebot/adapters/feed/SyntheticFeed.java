package io.tradebot.adapters.feed;

import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.port.MarketDataPort;
import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.synthetic.SyntheticSymbol;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * A made-up live market, session after session, on the dates that engine time has. Before each open it gives daily bars and the last
 * close of the volatility index, in the session what the options ask for, with a minute value of the index. Started within a session it
 * begins with the next minute. The sink is called on the agenda's thread.
 */
public final class SyntheticFeed implements MarketDataPort {

    /** Name of the stream. */
    public static final String FEED = "synthetic";

    private static final long BEFORE_OPEN_NANOS = 30 * 60_000_000_000L;

    private final Agenda agenda;
    private final SyntheticOptions options;
    private final List<SyntheticSymbol> symbols;
    private final SyntheticDays days;
    private final TradingCalendar calendar = new TradingCalendar();
    private MarketDataSink sink;
    private SyntheticMinutes minutes;
    private volatile boolean isClosed;

    /** A feed that has not begun. */
    public SyntheticFeed(Agenda agenda, SyntheticOptions options) {
        this.agenda = agenda;
        this.options = options;
        symbols = SyntheticSymbol.some(options.seed(), options.symbolCount());
        days = new SyntheticDays(options.seed(), symbols);
    }

    /** Its symbols, in ASCII order. */
    public List<String> symbols() {
        return symbols.stream().map(SyntheticSymbol::ticker).toList();
    }

    @Override
    public synchronized void start(MarketDataSink receiver) {
        if (sink != null) {
            throw new IllegalStateException("the synthetic feed has been started before");
        }
        sink = receiver;
        agenda.at(agenda.pace().nanoTime(), Lane.FEED, this::awaitSession);
    }

    @Override
    public void close() {
        isClosed = true;
    }

    /** The session that runs, or the next one. */
    private void awaitSession() {
        long now = agenda.pace().nanoTime();
        Session running = calendar.sessionAt(now);
        int today = calendar.exchangeDayAt(now);
        Session session = running != null ? running : calendar.sessionOn(today);
        if (session == null || now >= session.closeNanos()) {
            session = calendar.nextSession(today);
        }
        int epochDay = session.epochDay();
        agenda.at(Math.max(now, session.openNanos() - BEFORE_OPEN_NANOS), Lane.FEED, () -> prepare(epochDay));
    }

    private void prepare(int epochDay) {
        if (isClosed) {
            return;
        }
        SyntheticDays.Day day = days.day(epochDay);
        minutes = new SyntheticMinutes(options, symbols, day);
        long now = agenda.pace().nanoTime();
        sink.status(FeedStatus.LIVE, "", MarketDataSink.NONE, MarketDataSink.NONE, FEED, "seed " + options.seed(), now);
        for (int i = 0; i < symbols.size(); i++) {
            for (SyntheticDays.DailyBar bar : day.earlier().get(i)) {
                sink.dailyBar(symbols.get(i).ticker(), bar.epochDay(), e8(bar.open()), e8(bar.high()), e8(bar.low()), e8(bar.close()),
                    bar.shares(), now);
            }
        }
        List<SyntheticDays.DailyBar> before = day.earlier().get(0);
        if (!before.isEmpty()) {
            SyntheticDays.DailyBar last = before.get(before.size() - 1);
            sink.volatility(VolatilitySource.DAILY, calendar.sessionOn(last.epochDay()).openNanos(), last.epochDay(),
                e8(last.volatilityIndexHundredths()), now);
        }
        sink.status(FeedStatus.LIVE, "", MarketDataSink.NONE, MarketDataSink.NONE, VolatilityIndex.MINUTE_FEED, "synthetic", now);
        int first = (int) Math.max(0, -Math.floorDiv(minutes.startNanos(0) - now, 60_000_000_000L));
        scheduleMinute(first);
    }

    private void scheduleMinute(int minute) {
        if (minute < minutes.count()) {
            agenda.at(minutes.startNanos(minute), Lane.FEED, () -> beginMinute(minute));
        } else {
            agenda.at(minutes.startNanos(minute), Lane.FEED, this::awaitSession);
        }
    }

    /** Rows of the minute before may still be on their way: each is an action of its own. */
    private void beginMinute(int minute) {
        if (isClosed) {
            return;
        }
        for (FeedRow row : minutes.rows(minute)) {
            agenda.at(row.receivedNanos(), Lane.FEED, () -> give(row));
        }
        scheduleMinute(minute + 1);
    }

    private void give(FeedRow row) {
        if (!isClosed) {
            row.content().accept(sink);
        }
    }

    private static long e8(long cents) {
        return cents * FixedPoint.E8_PER_CENT;
    }
}
