package io.tradebot.replay.backtest;

import io.tradebot.engine.fee.FeeSchedule;
import io.tradebot.engine.fee.UnknownFeeException;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.replay.data.MarketHistory;

import java.util.ArrayList;
import java.util.List;

/**
 * One backtest: history through the engine into a journal. Everything else (tables, trades, report) is read from the journal
 * afterwards. Not thread safe.
 */
public final class Backtest {

    private final MarketHistory history;
    private final EngineSettings settings;
    private final RunIdentity identity;
    private final EngineHost.Kind hostKind;
    private final List<Session> sessions;
    private final List<PutQuotes> puts;

    /**
     * What to run.
     *
     * @throws io.tradebot.replay.data.BadDataException when the data hold no session that can be run
     * @throws InvalidSettingsException                 when FEE_SCHEDULE does not know the fees of a session
     */
    public Backtest(MarketHistory history, EngineSettings settings, RunIdentity identity, EngineHost.Kind hostKind) {
        this.history = history;
        this.settings = settings;
        this.identity = identity;
        this.hostKind = hostKind;
        sessions = TradedSessions.of(history, settings);
        puts = PutQuotes.of(history, settings);
        requireKnownFees();
    }

    /** Says before the run what the fee schedule does not know, instead of in its middle. */
    private void requireKnownFees() {
        FeeSchedule fees = FeeSchedule.named(settings.feeSchedule());
        if (fees == null) {
            return;
        }
        try {
            sessions.forEach(session -> fees.requireKnown(session.epochDay(), !puts.isEmpty()));
        } catch (UnknownFeeException unknown) {
            throw new InvalidSettingsException(List.of(new SettingsProblem("", "FEE_SCHEDULE", fees.name(),
                "does not reach: " + unknown.problem(), unknown.remedy())));
        }
    }

    /** Runs to the end; told after each session how many are done. Returns the number of sessions. */
    public int run(ExcerptSink journal, SessionProgress progress) {
        List<String> symbols = new ArrayList<>(history.symbols());
        puts.forEach(put -> symbols.add(put.symbol())); // instrument ids count on
        SimulatedExchange exchange = new SimulatedExchange(settings, id -> symbols.get(id - 1));
        try (EngineHost host = EngineHost.start(hostKind, journal, exchange)) {
            HistoryFeed feed = new HistoryFeed(history, sessions, puts, settings, host, exchange, progress);
            return feed.run(RunMode.BACKTEST, identity.text());
        }
    }
}
