-- The books of one identity. Derived from the journal: delete the file and rebuild it at any time.
--
-- Money is integer cents (debit positive, credit negative), quantities are units x 10^9 (_e9), prices USD x 10^8 (_e8),
-- times are UTC text of ISO 8601, and where order matters nanoseconds since 1970 (_nanos) beside it.
-- journal_sequence names the excerpt that caused a row, record_index the record inside it (0 is the input).
--
-- entry, split and lot_use are facts: written once, never changed. The splits of an entry come first, the entry closes
-- them; from then on the entry takes no further split. All other tables are states that follow the journal.

PRAGMA application_id = 1413640052; -- 'TBot'
PRAGMA user_version = 1;

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
    leaves_qty_e9    INTEGER NOT NULL,
    commission_e8    INTEGER NOT NULL,
    execution_id     TEXT NOT NULL,
    outcome          TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'faulted'))
) STRICT;
CREATE INDEX fill_order ON fill (order_id);
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
    mode             TEXT NOT NULL
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
    journal_sequence INTEGER NOT NULL   -- excerpt that brought the account
) STRICT;
CREATE TABLE entry (
    entry_id         INTEGER PRIMARY KEY,
    journal_sequence INTEGER NOT NULL,
    kind             TEXT NOT NULL,     -- opening_float, buy, sell, sell_short, buy_to_cover
    trntype          TEXT NOT NULL,     -- a transaction type of OFX
    dtposted         TEXT NOT NULL,     -- UTC; the broker's time of the fill
    time_nanos       INTEGER NOT NULL,
    fitid            TEXT NOT NULL UNIQUE,
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
    previous_hash    TEXT NOT NULL,     -- row_hash of the entry before, 64 zeros for the first
    row_hash         TEXT NOT NULL      -- SHA-256 over previous_hash, this row and its splits (EntryHash)
) STRICT;
CREATE INDEX entry_sequence ON entry (journal_sequence);
CREATE TABLE split (
    split_id         INTEGER PRIMARY KEY,
    entry_id         INTEGER NOT NULL REFERENCES entry DEFERRABLE INITIALLY DEFERRED,
    line             INTEGER NOT NULL,  -- from 1
    account_code     TEXT NOT NULL REFERENCES account (code),
    amount_cents     INTEGER NOT NULL,  -- debit positive, credit negative
    qty_e9           INTEGER,           -- change of the security held, on security accounts
    memo             TEXT NOT NULL,     -- opening, cost, proceeds, cash, gain, commission
    lot_id           INTEGER,
    record_index     INTEGER NOT NULL,  -- record of the entry's excerpt that caused this split
    UNIQUE (entry_id, line)
) STRICT;
CREATE INDEX split_account ON split (account_code);
CREATE TABLE lot (
    lot_id            INTEGER PRIMARY KEY,
    position_id       INTEGER NOT NULL,
    strategy          TEXT NOT NULL,
    symbol            TEXT NOT NULL,
    asset_class       TEXT NOT NULL,    -- long_equity, inverse_etf, long_put, short_position, long_term
    side              TEXT NOT NULL CHECK (side IN ('long', 'short')),
    opened_entry_id   INTEGER NOT NULL,
    opened_utc        TEXT NOT NULL,
    qty_e9            INTEGER NOT NULL,
    price_e8          INTEGER NOT NULL,
    amount_cents      INTEGER NOT NULL, -- cost of a long lot, proceeds of a short one
    left_qty_e9       INTEGER NOT NULL CHECK (left_qty_e9 >= 0),
    left_amount_cents INTEGER NOT NULL CHECK (left_amount_cents >= 0)
) STRICT;
CREATE TABLE lot_use (
    lot_use_id         INTEGER PRIMARY KEY,
    lot_id             INTEGER NOT NULL REFERENCES lot,
    entry_id           INTEGER NOT NULL,
    closed_utc         TEXT NOT NULL,
    qty_e9             INTEGER NOT NULL,
    price_e8           INTEGER NOT NULL,
    open_amount_cents  INTEGER NOT NULL,
    close_amount_cents INTEGER NOT NULL,
    gain_cents         INTEGER NOT NULL
) STRICT;
CREATE INDEX lot_use_lot ON lot_use (lot_id);

-- What is held now.
CREATE VIEW position AS
    SELECT position_id, strategy, symbol, side, sum(left_qty_e9) AS qty_e9, sum(left_amount_cents) AS amount_cents
    FROM lot WHERE left_qty_e9 > 0 GROUP BY position_id, strategy, symbol, side ORDER BY position_id;
-- Every posting with its account and its cause, for people and for queries.
CREATE VIEW posting AS
    SELECT e.journal_sequence, s.record_index, e.entry_id, s.line, e.dtposted, e.fitid, e.kind, e.strategy, e.ticker,
           a.code AS account_code, a.full_name AS account, s.amount_cents, s.qty_e9, s.memo, s.lot_id
    FROM split s JOIN entry e USING (entry_id) JOIN account a ON a.code = s.account_code ORDER BY e.entry_id, s.line;

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
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'an account is deactivated, never deleted'); END;
CREATE TRIGGER account_no_replace BEFORE INSERT ON account
    WHEN EXISTS (SELECT 1 FROM account WHERE code = NEW.code OR full_name = NEW.full_name)
    BEGIN SELECT RAISE(ABORT, 'this account code or name exists'); END;
