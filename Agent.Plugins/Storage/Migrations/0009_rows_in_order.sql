-- Rows with large contents lie in the order in which they came, and only small index entries where their random ids belong:
-- with the contents in the order of the ids, every order of a large database touches pages all over it.
CREATE TABLE orders_in_order (
    id              TEXT NOT NULL PRIMARY KEY,
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    begun_at        INTEGER NOT NULL,
    state           TEXT NOT NULL,
    open            INTEGER NOT NULL,
    late            INTEGER NOT NULL,
    total_minor     INTEGER NOT NULL,
    currency        TEXT NOT NULL,
    content         TEXT NOT NULL,
    sight           TEXT NOT NULL DEFAULT '',
    told            TEXT NOT NULL DEFAULT ''
);
INSERT INTO orders_in_order (id, person_id, conversation_id, begun_at, state, open, late, total_minor, currency, content, sight, told)
    SELECT id, person_id, conversation_id, begun_at, state, open, late, total_minor, currency, content, sight, told FROM orders ORDER BY begun_at, id;
DROP TABLE orders;
ALTER TABLE orders_in_order RENAME TO orders;
CREATE INDEX orders_by_person ON orders (person_id, begun_at DESC, id);
CREATE INDEX orders_to_follow ON orders (begun_at, id) WHERE open = 1 OR told <> sight;

CREATE TABLE journals_in_order (
    id         TEXT NOT NULL PRIMARY KEY,
    kind       TEXT NOT NULL,
    order_id   TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    quote_id   TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    step       TEXT NOT NULL,
    refused    INTEGER NOT NULL,
    content    TEXT NOT NULL
);
INSERT INTO journals_in_order SELECT id, kind, order_id, person_id, quote_id, started_at, step, refused, content FROM journals ORDER BY started_at, id;
DROP TABLE journals;
ALTER TABLE journals_in_order RENAME TO journals;
CREATE INDEX journals_unfinished ON journals (started_at, id) WHERE step <> 'Done';
CREATE INDEX journals_by_order ON journals (order_id, kind);
CREATE INDEX journals_by_person ON journals (person_id, kind, started_at);
-- A quote is paid at most once, whatever number of consents there were for it.
CREATE UNIQUE INDEX journals_paid_quote ON journals (person_id, quote_id) WHERE kind = 'Pay' AND refused = 0;

CREATE TABLE consents_in_order (
    id              TEXT NOT NULL PRIMARY KEY,
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    state           TEXT NOT NULL,
    asked_at        INTEGER NOT NULL,
    resolved_at     INTEGER,
    request         TEXT NOT NULL,
    subject         TEXT NOT NULL DEFAULT ''
);
INSERT INTO consents_in_order SELECT id, person_id, conversation_id, state, asked_at, resolved_at, request, subject FROM consents ORDER BY asked_at, id;
DROP TABLE consents;
ALTER TABLE consents_in_order RENAME TO consents;
-- At most one question is open in a conversation.
CREATE UNIQUE INDEX consents_open ON consents (person_id, conversation_id) WHERE state = 'Open';

CREATE TABLE quotes_in_order (
    person_id       TEXT NOT NULL,
    id              TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    expires_at      INTEGER NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
);
INSERT INTO quotes_in_order SELECT person_id, id, conversation_id, expires_at, content FROM quotes ORDER BY expires_at, person_id, id;
DROP TABLE quotes;
ALTER TABLE quotes_in_order RENAME TO quotes;
