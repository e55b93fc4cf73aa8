-- Vouchers of our campaigns that were withdrawn before their time. One that an order holds already stays with that order.
CREATE TABLE voided_vouchers (
    code   TEXT PRIMARY KEY,
    at     INTEGER NOT NULL,
    reason TEXT NOT NULL
) WITHOUT ROWID;

-- Wrong codes that a person tried, so that guessing is slow.
CREATE TABLE voucher_guesses (
    number    INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL,
    at        INTEGER NOT NULL
);

CREATE INDEX voucher_guesses_by_person ON voucher_guesses (person_id, at);
