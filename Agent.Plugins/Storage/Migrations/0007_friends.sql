-- One link a person and campaign, however often it is asked for.
CREATE TABLE invites (
    token       TEXT PRIMARY KEY,
    campaign_id TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (campaign_id, person_id)
) WITHOUT ROWID;

-- Whom each person came by: once in a campaign, whatever number of links were opened.
CREATE TABLE invited (
    campaign_id TEXT NOT NULL,
    friend_id   TEXT NOT NULL,
    inviter_id  TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, friend_id)
) WITHOUT ROWID;

CREATE INDEX invited_by_inviter ON invited (campaign_id, inviter_id);

-- A voucher on its way to whoever opens the link first.
CREATE TABLE voucher_gifts (
    token    TEXT PRIMARY KEY,
    code     TEXT NOT NULL,
    giver_id TEXT NOT NULL,
    at       INTEGER NOT NULL,
    taker_id TEXT,
    taken_at INTEGER
) WITHOUT ROWID;

CREATE UNIQUE INDEX voucher_gifts_open ON voucher_gifts (code) WHERE taker_id IS NULL;
