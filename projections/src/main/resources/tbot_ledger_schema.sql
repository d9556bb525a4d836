-- The books of one identity. Derived from the journal: delete the file and rebuild it at any time.
--
-- Money is integer cents (debit positive, credit negative), quantities are units x 10^9 (_e9), prices USD x 10^8 (_e8),
-- times are UTC text of ISO 8601, and where order matters nanoseconds since 1970 (_nanos) beside it.
-- journal_sequence names the excerpt that caused a row, record_index the record inside it (0 is the input).
--
-- Facts are written once and never changed: entry, split, lot_use, lot_adjustment, booking_record, chart_version,
-- chart_version_account, audit. They refuse UPDATE, DELETE and INSERT OR REPLACE. The splits of an entry come first, the
-- entry closes them; from then on the entry takes no further split. All other tables are states that follow the journal.
--
-- Postings and the records that caused them join both ways; posting_orphan lists what does not, and is empty:
--   SELECT r.*, s.* FROM booking_record r
--     JOIN entry e ON e.entry_id = r.entry_id
--     JOIN split s ON s.entry_id = e.entry_id AND s.record_index = r.record_index;

PRAGMA application_id = 1413640052; -- 'TBot'
PRAGMA user_version = 2;

-- How far the journal is in these tables. Changes in the same transaction as the rows.
CREATE TABLE checkpoint (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    journal_sequence INTEGER NOT NULL,  -- last excerpt applied, -1 before the first
    chain            TEXT NOT NULL,     -- SHA-256 chain of the journal after it, hex
    time_nanos       INTEGER NOT NULL
) STRICT;
INSERT INTO checkpoint VALUES (1, -1, '', 0);

-- ===== Names =====
CREATE TABLE session (
    journal_sequence INTEGER PRIMARY KEY,
    started_utc      TEXT NOT NULL,
    mode             TEXT NOT NULL,     -- backtest, paper, live, what_if
    identity         TEXT NOT NULL,     -- ENTITY_JURISDICTION_BROKER_BOT
    broker           TEXT NOT NULL,
    version_tag      TEXT NOT NULL
) STRICT;
CREATE TABLE instrument (
    instrument_id    INTEGER PRIMARY KEY,
    symbol           TEXT NOT NULL,
    kind             TEXT NOT NULL,     -- equity, put_option, call_option, index
    multiplier       INTEGER NOT NULL,
    underlying_id    INTEGER NOT NULL,  -- 0 when none
    strike_e8        INTEGER,
    expiry_date      TEXT,
    journal_sequence INTEGER NOT NULL
) STRICT;
CREATE TABLE strategy (
    strategy_id      INTEGER PRIMARY KEY,
    name             TEXT NOT NULL,
    is_enabled       INTEGER NOT NULL,
    journal_sequence INTEGER NOT NULL
) STRICT;

-- ===== Days, orders, trades =====
CREATE TABLE day (
    session_date     TEXT PRIMARY KEY,
    opened_sequence  INTEGER NOT NULL UNIQUE,
    open_utc         TEXT NOT NULL,
    close_utc        TEXT NOT NULL,
    is_half_day      INTEGER NOT NULL,
    float_cents      INTEGER NOT NULL,
    closed_sequence  INTEGER,           -- this and the rest: null while the day runs
    trade_count      INTEGER,
    win_count        INTEGER,
    loss_count       INTEGER,
    signal_count     INTEGER,
    net_pnl_cents    INTEGER,
    fees_cents       INTEGER,
    equity_cents     INTEGER
) STRICT;
CREATE TABLE day_signal (
    session_date     TEXT NOT NULL REFERENCES day,
    strategy         TEXT NOT NULL,
    signal_count     INTEGER NOT NULL,
    PRIMARY KEY (session_date, strategy)
) STRICT;
CREATE TABLE order_request (
    order_id         INTEGER PRIMARY KEY,
    journal_sequence INTEGER NOT NULL,
    session_date     TEXT REFERENCES day,
    requested_nanos  INTEGER NOT NULL,
    client_order_id  TEXT NOT NULL,
    strategy         TEXT NOT NULL,
    symbol           TEXT NOT NULL,
    signal_symbol    TEXT NOT NULL,
    side             TEXT NOT NULL,     -- buy, sell, sell_short, buy_to_cover
    role             TEXT NOT NULL,     -- entry, exit, protective_stop, profit_target, holding
    order_type       TEXT NOT NULL,
    qty_e9           INTEGER NOT NULL
) STRICT;
CREATE TABLE fill (
    journal_sequence INTEGER PRIMARY KEY,
    session_date     TEXT REFERENCES day,
    order_id         INTEGER NOT NULL,
    symbol           TEXT NOT NULL,
    executed_nanos   INTEGER NOT NULL,
    price_e8         INTEGER NOT NULL,
    qty_e9           INTEGER NOT NULL,
    leaves_qty_e9    INTEGER,           -- null for the new execution of a correction
    commission_e8    INTEGER NOT NULL,
    execution_id     TEXT NOT NULL,
    outcome          TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'faulted', 'busted', 'corrected'))
) STRICT;
CREATE INDEX fill_execution ON fill (execution_id);
CREATE TABLE trade (
    position_id      INTEGER PRIMARY KEY,
    journal_sequence INTEGER NOT NULL,
    record_index     INTEGER NOT NULL,
    session_date     TEXT REFERENCES day,
    strategy         TEXT NOT NULL,
    symbol           TEXT NOT NULL,
    side             TEXT NOT NULL CHECK (side IN ('long', 'short')),
    entry_nanos      INTEGER NOT NULL,
    entry_utc        TEXT NOT NULL,
    entry_price_e8   INTEGER NOT NULL,
    exit_nanos       INTEGER NOT NULL,
    exit_utc         TEXT NOT NULL,
    exit_price_e8    INTEGER NOT NULL,
    exit_reason      TEXT NOT NULL,
    qty_e9           INTEGER NOT NULL,
    signal_symbol    TEXT NOT NULL,
    slot             INTEGER NOT NULL,
    fallback_level   INTEGER NOT NULL,
    fees_cents       INTEGER NOT NULL,
    pnl_cents        INTEGER NOT NULL,  -- after fees
    broker           TEXT NOT NULL,
    mode             TEXT NOT NULL,
    is_reopened      INTEGER NOT NULL   -- 1 while a fill of it is taken back and it is not closed again
) STRICT;

-- ===== Books =====
CREATE TABLE coa_metadata (
    id                INTEGER PRIMARY KEY CHECK (id = 1),
    currency_code     TEXT NOT NULL,
    entity_code       TEXT NOT NULL,
    jurisdiction_code TEXT NOT NULL,
    coa_version       INTEGER NOT NULL,
    created_at_utc    TEXT NOT NULL,    -- journal time, so that a rebuild writes the same
    last_updated_utc  TEXT NOT NULL
) STRICT;
CREATE TABLE account (
    code             TEXT PRIMARY KEY,
    name             TEXT NOT NULL,
    full_name        TEXT NOT NULL UNIQUE,
    type             TEXT NOT NULL CHECK (type IN ('ASSET', 'LIABILITY', 'EQUITY', 'INCOME', 'EXPENSE')),
    parent_code      TEXT REFERENCES account (code),
    currency_code    TEXT NOT NULL,
    is_postable      INTEGER NOT NULL,  -- 0 for headings and for accounts that post to one sub-account per security
    is_active        INTEGER NOT NULL,
    journal_sequence INTEGER NOT NULL,  -- excerpt that brought the account
    symbol           TEXT,              -- of a sub-account per security, and its instrument
    instrument_id    INTEGER
) STRICT;
CREATE TABLE chart_version (
    coa_version      INTEGER PRIMARY KEY,
    journal_sequence INTEGER NOT NULL,
    applied_utc      TEXT NOT NULL,
    origin           TEXT NOT NULL,     -- template, or how the request came in
    user             TEXT NOT NULL,     -- who gave it, empty for the template
    reason           TEXT NOT NULL,
    account_count    INTEGER NOT NULL
) STRICT;
CREATE TABLE chart_version_account (
    coa_version      INTEGER NOT NULL REFERENCES chart_version,
    code             TEXT NOT NULL,
    name             TEXT NOT NULL,
    type             TEXT NOT NULL,
    parent_code      TEXT,
    currency_code    TEXT NOT NULL,
    is_active        INTEGER NOT NULL,
    PRIMARY KEY (coa_version, code)
) STRICT;
CREATE TABLE entry (
    entry_id         INTEGER PRIMARY KEY,
    journal_sequence INTEGER NOT NULL,
    kind             TEXT NOT NULL,     -- opening_float, buy, sell, sell_short, buy_to_cover, fee, transfer, dividend,
                                        -- interest, reserve, opening_position, corporate_action, option_event, bust,
                                        -- correction, difference
    trntype          TEXT NOT NULL,     -- a transaction type of OFX
    dtposted         TEXT NOT NULL,     -- UTC; the broker's time of the fill
    time_nanos       INTEGER NOT NULL,
    fitid            TEXT NOT NULL UNIQUE, -- TB and the journal sequence; further entries of it end in -2, -3
    broker           TEXT NOT NULL,
    strategy         TEXT,
    ticker           TEXT,
    side             TEXT,              -- long, short
    size_e9          INTEGER,
    entry_price_e8   INTEGER,           -- of a close: average of the lots it used, by quantity, half up
    exit_price_e8    INTEGER,
    pnl_cents        INTEGER,           -- of a close: realised gain before fees
    order_id         INTEGER,
    execution_id     TEXT,
    linked_fitid     TEXT,              -- entry that this one belongs to or reverses
    commission_cents INTEGER,           -- commission in the splits of this entry, charged is positive; null when none
    fees_cents       INTEGER,           -- other fees likewise
    previous_hash    TEXT NOT NULL,     -- row_hash of the entry before, 64 zeros for the first
    row_hash         TEXT NOT NULL      -- SHA-256 over previous_hash, this row and its splits (EntryHash)
) STRICT;
CREATE INDEX entry_sequence ON entry (journal_sequence);
-- Executions booked again behind a correction are found here, all others by their row in fill.
CREATE INDEX entry_linked ON entry (execution_id) WHERE linked_fitid IS NOT NULL;
CREATE TABLE split (
    split_id         INTEGER PRIMARY KEY,
    entry_id         INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
    line             INTEGER NOT NULL,  -- from 1
    account_code     TEXT NOT NULL REFERENCES account (code),
    amount_cents     INTEGER NOT NULL,  -- debit positive, credit negative
    qty_e9           INTEGER,           -- change of the security held, on security accounts
    memo             TEXT NOT NULL,     -- opening, cost, proceeds, cash, gain, commission, fee, dividend,
                                        -- tax withheld, interest, transfer, reserve, adjustment, reversal, difference
    lot_id           INTEGER,
    record_index     INTEGER NOT NULL,  -- record of the entry's excerpt that caused this split
    UNIQUE (entry_id, line)
) STRICT;
CREATE INDEX split_account ON split (account_code);
-- Every record that the books post, and where to. Records that move nothing have no entry: a chart of accounts, an action
-- that touches no lot, an amount of zero.
CREATE TABLE booking_record (
    journal_sequence INTEGER NOT NULL,
    record_index     INTEGER NOT NULL,
    record           TEXT NOT NULL,     -- name in the journal's schema
    entry_id         INTEGER,
    PRIMARY KEY (journal_sequence, record_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE lot (
    lot_id            INTEGER PRIMARY KEY,
    position_id       INTEGER NOT NULL, -- 0 for a holding that no strategy opened
    strategy          TEXT NOT NULL,
    symbol            TEXT NOT NULL,    -- now; a symbol change moves the lot
    instrument_id     INTEGER NOT NULL,
    asset_class       TEXT NOT NULL,    -- long_equity, inverse_etf, long_put, short_position, long_term
    side              TEXT NOT NULL CHECK (side IN ('long', 'short')),
    opened_entry_id   INTEGER NOT NULL,
    opened_utc        TEXT NOT NULL,
    acquired_epoch_day INTEGER,         -- exchange date, null when the broker does not know it
    qty_e9            INTEGER NOT NULL, -- as opened
    price_e8          INTEGER NOT NULL,
    amount_cents      INTEGER NOT NULL, -- as opened: cost of a long lot, proceeds of a short one
    left_qty_e9       INTEGER NOT NULL CHECK (left_qty_e9 >= 0),
    left_amount_cents INTEGER NOT NULL CHECK (left_amount_cents >= 0)
) STRICT;
CREATE TABLE lot_use (
    lot_use_id         INTEGER PRIMARY KEY,
    lot_id             INTEGER NOT NULL REFERENCES lot,
    entry_id           INTEGER NOT NULL,
    closed_utc         TEXT NOT NULL,
    closed_epoch_day   INTEGER NOT NULL, -- exchange date
    qty_e9             INTEGER NOT NULL, -- this and the amounts: negative in a reversal
    price_e8           INTEGER NOT NULL,
    open_amount_cents  INTEGER NOT NULL,
    close_amount_cents INTEGER NOT NULL,
    gain_cents         INTEGER NOT NULL,
    reverses_lot_use_id INTEGER REFERENCES lot_use (lot_use_id)
) STRICT;
CREATE INDEX lot_use_lot ON lot_use (lot_id);
CREATE TABLE lot_adjustment (
    lot_adjustment_id      INTEGER PRIMARY KEY,
    lot_id                 INTEGER NOT NULL REFERENCES lot,
    entry_id               INTEGER NOT NULL,
    reason                 TEXT NOT NULL, -- split, transfer, symbol_change, correction, bust
    adjusted_utc           TEXT NOT NULL,
    previous_qty_e9        INTEGER NOT NULL,
    qty_e9                 INTEGER NOT NULL,
    previous_amount_cents  INTEGER NOT NULL,
    amount_cents           INTEGER NOT NULL,
    previous_instrument_id INTEGER NOT NULL,
    instrument_id          INTEGER NOT NULL
) STRICT;
CREATE INDEX lot_adjustment_lot ON lot_adjustment (lot_id);

-- ===== Comparison with the broker, and who did what =====
CREATE TABLE reconciliation_break (
    break_number      INTEGER PRIMARY KEY,
    journal_sequence  INTEGER NOT NULL,
    kind              TEXT NOT NULL,
    instrument_id     INTEGER,
    symbol            TEXT,
    order_id          INTEGER,
    statement_date    TEXT,             -- null for a live comparison
    first_seen_nanos  INTEGER NOT NULL, -- its age at a time t is t minus this, or age_nanos once it is resolved
    first_seen_utc    TEXT NOT NULL,
    unit              TEXT NOT NULL,    -- scale of the three values
    broker_value      INTEGER NOT NULL,
    journal_value     INTEGER NOT NULL,
    book_value        INTEGER NOT NULL,
    text              TEXT NOT NULL,
    booked_entry_id   INTEGER,          -- entry that books the difference
    resolution        TEXT,             -- null while it is open; fact_arrived, explained, booked, vanished
    resolved_sequence INTEGER,
    resolved_utc      TEXT,
    age_nanos         INTEGER
) STRICT;
CREATE TABLE audit (
    audit_id          INTEGER PRIMARY KEY,
    journal_sequence  INTEGER NOT NULL,
    record_index      INTEGER NOT NULL,
    time_utc          TEXT NOT NULL,
    time_nanos        INTEGER NOT NULL,
    actor             TEXT NOT NULL,    -- the user, or engine, host, broker when no person is named
    action            TEXT NOT NULL,    -- name of the record
    subject           TEXT NOT NULL,    -- what it is about, empty when the record says all
    detail            TEXT NOT NULL,    -- the record as JSON
    previous_hash     TEXT NOT NULL,    -- row_hash of the row before, 64 zeros for the first
    row_hash          TEXT NOT NULL     -- SHA-256 over previous_hash and this row (RowHash)
) STRICT;

-- What is held now, per position.
CREATE VIEW position AS
    SELECT position_id, strategy, symbol, instrument_id, asset_class, side, sum(left_qty_e9) AS qty_e9,
           sum(left_amount_cents) AS amount_cents, count(*) AS lot_count
    FROM lot WHERE left_qty_e9 > 0
    GROUP BY position_id, strategy, symbol, instrument_id, asset_class, side ORDER BY position_id, instrument_id;
-- What is held now and what was gained so far, per symbol and class; units of a short position are positive, side says so.
CREATE VIEW holding AS
    SELECT l.symbol, l.instrument_id, l.asset_class, l.side, sum(l.left_qty_e9) AS qty_e9,
           sum(l.left_amount_cents) AS cost_cents, sum(l.left_qty_e9 > 0) AS lot_count,
           min(CASE WHEN l.left_qty_e9 > 0 THEN l.acquired_epoch_day END) AS oldest_epoch_day,
           coalesce(sum((SELECT sum(u.gain_cents) FROM lot_use u WHERE u.lot_id = l.lot_id)), 0) AS realized_gain_cents
    FROM lot l GROUP BY l.symbol, l.instrument_id, l.asset_class, l.side ORDER BY l.symbol, l.asset_class;
-- Every posting with its account and its cause, for people and for queries.
CREATE VIEW posting AS
    SELECT e.journal_sequence, s.record_index, e.entry_id, s.line, e.dtposted, e.fitid, e.kind, e.strategy, e.ticker,
           a.code AS account_code, a.full_name AS account, s.amount_cents, s.qty_e9, s.memo, s.lot_id
    FROM split s JOIN entry e USING (entry_id) JOIN account a ON a.code = s.account_code ORDER BY e.entry_id, s.line;
-- Postings without their record and records without their posting; empty in a sound ledger.
CREATE VIEW posting_orphan AS
    SELECT 'split without record' AS problem, e.journal_sequence, s.record_index, s.entry_id
    FROM split s LEFT JOIN entry e ON e.entry_id = s.entry_id
        LEFT JOIN booking_record r ON r.journal_sequence = e.journal_sequence AND r.record_index = s.record_index
    WHERE r.entry_id IS NOT s.entry_id
    UNION ALL
    SELECT 'record without entry', r.journal_sequence, r.record_index, r.entry_id
    FROM booking_record r LEFT JOIN entry e ON e.entry_id = r.entry_id
    WHERE e.journal_sequence IS NOT r.journal_sequence AND (r.entry_id IS NOT NULL OR r.record NOT IN
        ('ChartOfAccountsApplied', 'CorporateActionApplied', 'FeeBooked', 'InterestBooked', 'TaxReserveAllocated',
         'PayrollReserveAllocated'))
    UNION ALL
    SELECT 'record without split', r.journal_sequence, r.record_index, r.entry_id
    FROM booking_record r
    WHERE r.entry_id IS NOT NULL AND r.record NOT IN ('CorporateActionApplied', 'OptionLifecycleBooked')
        AND NOT EXISTS (SELECT 1 FROM split s WHERE s.entry_id = r.entry_id AND s.record_index = r.record_index);

-- ===== Immutability =====
-- INSERT OR REPLACE deletes without firing delete triggers, so existing keys are refused before the insert.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only: post a reversal'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only: post a reversal'); END;
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
    WHEN EXISTS (SELECT 1 FROM entry WHERE entry_id = NEW.entry_id OR fitid = NEW.fitid)
    BEGIN SELECT RAISE(ABORT, 'entry is append-only: this entry_id or fitid exists'); END;
CREATE TRIGGER entry_balanced BEFORE INSERT ON entry
    WHEN (SELECT count(*) < 2 OR sum(amount_cents) <> 0 FROM split WHERE entry_id = NEW.entry_id)
    BEGIN SELECT RAISE(ABORT, 'entry refused: fewer than two splits or their sum is not zero'); END;
CREATE TRIGGER split_no_update BEFORE UPDATE ON split BEGIN SELECT RAISE(ABORT, 'split is append-only: post a reversal'); END;
CREATE TRIGGER split_no_delete BEFORE DELETE ON split BEGIN SELECT RAISE(ABORT, 'split is append-only: post a reversal'); END;
CREATE TRIGGER split_no_replace BEFORE INSERT ON split
    WHEN NEW.split_id IS NULL
        OR EXISTS (SELECT 1 FROM split WHERE split_id = NEW.split_id)
        OR EXISTS (SELECT 1 FROM entry WHERE entry_id = NEW.entry_id)
        OR EXISTS (SELECT 1 FROM split WHERE entry_id = NEW.entry_id AND line = NEW.line)
    BEGIN SELECT RAISE(ABORT, 'split is append-only: it exists or its entry is closed'); END;
CREATE TRIGGER split_account_open BEFORE INSERT ON split
    WHEN NOT EXISTS (SELECT 1 FROM account WHERE code = NEW.account_code AND is_postable = 1 AND is_active = 1)
    BEGIN SELECT RAISE(ABORT, 'split refused: its account is unknown, inactive or a heading'); END;
CREATE TRIGGER lot_use_no_update BEFORE UPDATE ON lot_use BEGIN SELECT RAISE(ABORT, 'lot_use is append-only'); END;
CREATE TRIGGER lot_use_no_delete BEFORE DELETE ON lot_use BEGIN SELECT RAISE(ABORT, 'lot_use is append-only'); END;
CREATE TRIGGER lot_use_no_replace BEFORE INSERT ON lot_use
    WHEN EXISTS (SELECT 1 FROM lot_use WHERE lot_use_id = NEW.lot_use_id)
    BEGIN SELECT RAISE(ABORT, 'lot_use is append-only: this lot_use_id exists'); END;
CREATE TRIGGER lot_adjustment_no_update BEFORE UPDATE ON lot_adjustment BEGIN SELECT RAISE(ABORT, 'lot_adjustment is append-only'); END;
CREATE TRIGGER lot_adjustment_no_delete BEFORE DELETE ON lot_adjustment BEGIN SELECT RAISE(ABORT, 'lot_adjustment is append-only'); END;
CREATE TRIGGER lot_adjustment_no_replace BEFORE INSERT ON lot_adjustment
    WHEN EXISTS (SELECT 1 FROM lot_adjustment WHERE lot_adjustment_id = NEW.lot_adjustment_id)
    BEGIN SELECT RAISE(ABORT, 'lot_adjustment is append-only: this lot_adjustment_id exists'); END;
CREATE TRIGGER booking_record_no_update BEFORE UPDATE ON booking_record BEGIN SELECT RAISE(ABORT, 'booking_record is append-only'); END;
CREATE TRIGGER booking_record_no_delete BEFORE DELETE ON booking_record BEGIN SELECT RAISE(ABORT, 'booking_record is append-only'); END;
CREATE TRIGGER booking_record_no_replace BEFORE INSERT ON booking_record
    WHEN EXISTS (SELECT 1 FROM booking_record WHERE journal_sequence = NEW.journal_sequence AND record_index = NEW.record_index)
    BEGIN SELECT RAISE(ABORT, 'booking_record is append-only: this record exists'); END;
CREATE TRIGGER chart_version_no_update BEFORE UPDATE ON chart_version BEGIN SELECT RAISE(ABORT, 'chart_version is append-only'); END;
CREATE TRIGGER chart_version_no_delete BEFORE DELETE ON chart_version BEGIN SELECT RAISE(ABORT, 'chart_version is append-only'); END;
CREATE TRIGGER chart_version_no_replace BEFORE INSERT ON chart_version
    WHEN EXISTS (SELECT 1 FROM chart_version WHERE coa_version = NEW.coa_version)
    BEGIN SELECT RAISE(ABORT, 'chart_version is append-only: this coa_version exists'); END;
CREATE TRIGGER chart_version_account_no_update BEFORE UPDATE ON chart_version_account BEGIN SELECT RAISE(ABORT, 'chart_version_account is append-only'); END;
CREATE TRIGGER chart_version_account_no_delete BEFORE DELETE ON chart_version_account BEGIN SELECT RAISE(ABORT, 'chart_version_account is append-only'); END;
CREATE TRIGGER chart_version_account_no_replace BEFORE INSERT ON chart_version_account
    WHEN EXISTS (SELECT 1 FROM chart_version_account WHERE coa_version = NEW.coa_version AND code = NEW.code)
    BEGIN SELECT RAISE(ABORT, 'chart_version_account is append-only: this account of the version exists'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE audit_id = NEW.audit_id)
    BEGIN SELECT RAISE(ABORT, 'audit is append-only: this audit_id exists'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'an account is deactivated, never deleted'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account
    WHEN EXISTS (SELECT 1 FROM account WHERE code = NEW.code OR full_name = NEW.full_name)
    BEGIN SELECT RAISE(ABORT, 'this account code or name exists'); END;
