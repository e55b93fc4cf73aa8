-- One row: the world's time when it last did something, how often it was opened (so that seeded ids never repeat).
CREATE TABLE world (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    now      INTEGER,
    openings INTEGER NOT NULL
);

INSERT INTO world (id, now, openings) VALUES (1, NULL, 0);

CREATE TABLE quotes (
    platform_id TEXT NOT NULL,
    id          TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (platform_id, id)
) WITHOUT ROWID;

CREATE INDEX quotes_by_expiry ON quotes (expires_at);

-- The first answer to each idempotency key: content where it succeeded, else the refusal. An abandoned key is answered by a refusal before it is used.
CREATE TABLE answers (
    platform_id TEXT NOT NULL,
    act         TEXT NOT NULL,
    key         TEXT NOT NULL,
    content     TEXT,
    refusal     TEXT,
    PRIMARY KEY (platform_id, act, key)
) WITHOUT ROWID;

CREATE TABLE orders (
    platform_id TEXT NOT NULL,
    id          TEXT NOT NULL,
    quote_id    TEXT NOT NULL,
    ends_at     INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (platform_id, id),
    UNIQUE (platform_id, quote_id)
) WITHOUT ROWID;

CREATE INDEX orders_by_end ON orders (ends_at);

CREATE TABLE stock_taken (
    store_id TEXT NOT NULL,
    item_id  TEXT NOT NULL,
    pieces   INTEGER NOT NULL,
    PRIMARY KEY (store_id, item_id)
) WITHOUT ROWID;

CREATE TABLE voucher_uses (
    person_id   TEXT NOT NULL,
    code        TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    order_id    TEXT NOT NULL,
    PRIMARY KEY (person_id, code)
) WITHOUT ROWID;

CREATE INDEX voucher_uses_by_order ON voucher_uses (platform_id, order_id);

CREATE TABLE payments (
    key       TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    method    TEXT NOT NULL,
    status    TEXT NOT NULL,
    minor     INTEGER NOT NULL,
    currency  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE refunds (
    key        TEXT NOT NULL REFERENCES payments (key),
    refund_key TEXT NOT NULL,
    minor      INTEGER NOT NULL,
    PRIMARY KEY (key, refund_key)
) WITHOUT ROWID;
