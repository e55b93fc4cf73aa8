CREATE TABLE addresses (
    person_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    position  INTEGER NOT NULL,
    content   TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
) WITHOUT ROWID;

CREATE TABLE baskets (
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (person_id, conversation_id)
) WITHOUT ROWID;

CREATE TABLE quotes (
    person_id       TEXT NOT NULL,
    id              TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    expires_at      INTEGER NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
) WITHOUT ROWID;

-- Vouchers that a campaign of ours issued; a platform's own stay with it.
CREATE TABLE issued_vouchers (
    code      TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    content   TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX issued_vouchers_by_person ON issued_vouchers (person_id, code);

-- One row while a voucher, of a campaign or a platform, is held for an order or redeemed by one. The primary key is what makes it usable once.
CREATE TABLE voucher_uses (
    person_id TEXT NOT NULL,
    code      TEXT NOT NULL,
    order_id  TEXT NOT NULL,
    redeemed  INTEGER NOT NULL,
    PRIMARY KEY (person_id, code)
) WITHOUT ROWID;

CREATE INDEX voucher_uses_by_order ON voucher_uses (order_id);
