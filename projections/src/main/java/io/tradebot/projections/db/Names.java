package io.tradebot.projections.db;

import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.StrategyLoadedDecoder;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Symbols, strategy names and the running session, learnt from records and kept in their tables so that a restart knows
 * them. First in the runner's list, so that later projections may ask about ids defined in the same excerpt.
 */
public final class Names implements Projection {

    /** Name of strategy id 0: a record that no strategy caused. */
    public static final String NO_STRATEGY = "none";

    /**
     * An instrument.
     *
     * @param multiplier units of the underlying in one unit of quantity: 1 for equity, 100 for a standard option
     */
    public record Instrument(String symbol, String kind, int multiplier) {

        /** Options post and export under other transaction types than stock. */
        public boolean isOption() {
            return kind.endsWith("_option");
        }
    }

    /** The session that runs. {@code identity} is {@code ENTITY_JURISDICTION_BROKER_BOT}. */
    public record Session(String mode, String identity, String entity, String jurisdiction, String broker) {

        static Session of(String mode, String identity) {
            String[] parts = identity.split("_", -1);
            if (parts.length != 4 || identity.contains("__") || identity.startsWith("_") || identity.endsWith("_")) {
                throw new ProjectionException("identity '" + identity + "' is not ENTITY_JURISDICTION_BROKER_BOT");
            }
            return new Session(mode, identity, parts[0], parts[1], parts[2]);
        }
    }

    private final LedgerDatabase database;
    private final InstrumentDefinedDecoder instrumentDefined = new InstrumentDefinedDecoder();
    private final StrategyLoadedDecoder strategyLoaded = new StrategyLoadedDecoder();
    private final SessionStartedDecoder sessionStarted = new SessionStartedDecoder();
    private final Map<Integer, Instrument> instrumentById = new HashMap<>();
    private final Map<Integer, String> strategyById = new HashMap<>();
    private final RecordNames recordNames = new RecordNames();
    private Session session;

    /** Loads what the file knows. */
    public Names(LedgerDatabase database) {
        this.database = database;
        database.scan("SELECT instrument_id, symbol, kind, multiplier FROM instrument", row ->
            define(row.getInt(1), new Instrument(row.getString(2), row.getString(3), row.getInt(4))));
        database.scan("SELECT strategy_id, name FROM strategy", row -> define(row.getInt(1), row.getString(2)));
        database.query("SELECT mode, identity FROM session ORDER BY journal_sequence DESC LIMIT 1",
            row -> session = Session.of(row.getString(1), row.getString(2)));
    }

    @Override
    public void onRecord(ExcerptHead excerpt, RecordCursor record) {
        switch (record.templateId()) {
            case SessionStartedDecoder.TEMPLATE_ID -> onSessionStarted(excerpt, record);
            case InstrumentDefinedDecoder.TEMPLATE_ID -> onInstrumentDefined(excerpt, record);
            case StrategyLoadedDecoder.TEMPLATE_ID -> onStrategyLoaded(excerpt, record);
            default -> { }
        }
    }

    private void onSessionStarted(ExcerptHead excerpt, RecordCursor record) {
        sessionStarted.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        String mode = lower(sessionStarted.runMode());
        for (SessionStartedDecoder.SettingsDecoder setting : sessionStarted.settings()) {
            setting.sbeSkip();
        }
        String identity = sessionStarted.identity();
        String versionTag = sessionStarted.versionTag();
        if (session != null && !session.identity().equals(identity)) {
            throw new ProjectionException("the session's identity is " + identity + ", this ledger is kept for "
                + session.identity() + ". One file per identity: name another file.");
        }
        session = Session.of(mode, identity);
        database.update("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", excerpt.sequence(), excerpt.utc(), mode, identity,
            session.broker(), versionTag);
    }

    private void onInstrumentDefined(ExcerptHead excerpt, RecordCursor record) {
        instrumentDefined.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int id = instrumentDefined.instrumentId();
        Instrument defined = new Instrument(instrumentDefined.symbol(), lower(instrumentDefined.kind()), instrumentDefined.multiplier());
        Instrument known = define(id, defined);
        if (known != null && !known.symbol().equals(defined.symbol())) {
            throw new ProjectionException("instrument " + id + " is " + known.symbol() + " and cannot become " + defined.symbol());
        }
        long strikeE8 = instrumentDefined.strikeE8();
        int expiry = instrumentDefined.expiryEpochDay();
        database.update("INSERT INTO instrument VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (instrument_id) DO UPDATE SET"
                + " kind = excluded.kind, multiplier = excluded.multiplier, underlying_id = excluded.underlying_id,"
                + " strike_e8 = excluded.strike_e8, expiry_date = excluded.expiry_date, journal_sequence = excluded.journal_sequence",
            id, defined.symbol(), defined.kind(), defined.multiplier(), instrumentDefined.underlyingId(),
            strikeE8 == InstrumentDefinedDecoder.strikeE8NullValue() ? null : strikeE8,
            expiry == InstrumentDefinedDecoder.expiryEpochDayNullValue() ? null : LocalDate.ofEpochDay(expiry).toString(),
            excerpt.sequence());
    }

    private void onStrategyLoaded(ExcerptHead excerpt, RecordCursor record) {
        strategyLoaded.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int id = strategyLoaded.strategyId();
        String name = strategyLoaded.name();
        define(id, name);
        database.update("INSERT INTO strategy VALUES (?, ?, ?, ?) ON CONFLICT (strategy_id) DO UPDATE SET"
                + " name = excluded.name, is_enabled = excluded.is_enabled, journal_sequence = excluded.journal_sequence",
            id, name, (int) strategyLoaded.isEnabledRaw(), excerpt.sequence());
    }

    private Instrument define(int id, Instrument instrument) {
        recordNames.instrument(id, instrument.symbol());
        return instrumentById.put(id, instrument);
    }

    private void define(int id, String strategyName) {
        recordNames.strategy(id, strategyName);
        strategyById.put(id, strategyName);
    }

    /** The same names for printing records. */
    public RecordNames recordNames() {
        return recordNames;
    }

    /** True when an InstrumentDefined has come for the id; of what the engine refuses it may be any. */
    public boolean isKnown(int instrumentId) {
        return instrumentById.containsKey(instrumentId);
    }

    /** The instrument of an id; an id without InstrumentDefined is an error. */
    public Instrument instrument(int instrumentId) {
        Instrument instrument = instrumentById.get(instrumentId);
        if (instrument == null) {
            throw new ProjectionException("instrument " + instrumentId + " has no InstrumentDefined record before its use");
        }
        return instrument;
    }

    /** The name of a strategy id; {@link #NO_STRATEGY} for 0; an id without StrategyLoaded is an error. */
    public String strategy(int strategyId) {
        String name = strategyId == 0 ? NO_STRATEGY : strategyById.get(strategyId);
        if (name == null) {
            throw new ProjectionException("strategy " + strategyId + " has no StrategyLoaded record before its use");
        }
        return name;
    }

    /** The session that runs; none yet is an error. */
    public Session session() {
        if (session == null) {
            throw new ProjectionException("no SessionStarted record before this one; a journal starts with it");
        }
        return session;
    }

    /** The name of an enum constant as the tables spell it. */
    public static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
