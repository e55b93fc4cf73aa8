-- Random, of this database alone; what consents are bound with.
CREATE TABLE secrets (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE consents (
    id              TEXT PRIMARY KEY,
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    state           TEXT NOT NULL,
    asked_at        INTEGER NOT NULL,
    resolved_at     INTEGER,
    request         TEXT NOT NULL
) WITHOUT ROWID;

-- At most one question is open in a conversation.
CREATE UNIQUE INDEX consents_open ON consents (person_id, conversation_id) WHERE state = 'Open';

CREATE TABLE postings (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    order_id  TEXT,
    at        INTEGER NOT NULL
);

CREATE INDEX postings_by_order ON postings (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE entries (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    posting  INTEGER NOT NULL REFERENCES postings (number),
    account  TEXT NOT NULL,
    minor    INTEGER NOT NULL,
    currency TEXT NOT NULL
);

CREATE INDEX entries_by_account ON entries (account, currency, minor);
CREATE INDEX entries_by_posting ON entries (posting);

-- The ledger only grows.
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

CREATE TABLE orders (
    id              TEXT PRIMARY KEY,
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    begun_at        INTEGER NOT NULL,
    state           TEXT NOT NULL,
    open            INTEGER NOT NULL,
    late            INTEGER NOT NULL,
    total_minor     INTEGER NOT NULL,
    currency        TEXT NOT NULL,
    -- What the person was last told.
    told_state      TEXT NOT NULL,
    told_late       INTEGER NOT NULL,
    content         TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX orders_by_person ON orders (person_id, begun_at DESC, id);
CREATE INDEX orders_to_follow ON orders (begun_at, id) WHERE open = 1 OR told_state <> state OR told_late <> late;

-- One row for each effect that takes several steps outside; the step is what was intended last and not yet known to be done.
CREATE TABLE journals (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    order_id   TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    quote_id   TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    step       TEXT NOT NULL,
    refused    INTEGER NOT NULL,
    content    TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX journals_unfinished ON journals (started_at, id) WHERE step <> 'Done';
CREATE INDEX journals_by_order ON journals (order_id, kind);
CREATE INDEX journals_by_person ON journals (person_id, kind, started_at);

-- A quote is paid at most once, whatever number of consents there were for it.
CREATE UNIQUE INDEX journals_paid_quote ON journals (person_id, quote_id) WHERE kind = 'Pay' AND refused = 0;

-- Every step that was intended, in order.
CREATE TABLE journal_steps (
    journal_id TEXT NOT NULL,
    number     INTEGER NOT NULL,
    step       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (journal_id, number)
) WITHOUT ROWID;
