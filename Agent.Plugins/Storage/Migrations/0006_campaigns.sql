-- A campaign as it was last started; every version that was started is kept.
CREATE TABLE campaigns (
    id      TEXT PRIMARY KEY,
    code    TEXT UNIQUE,
    running INTEGER NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE campaign_versions (
    campaign_id TEXT NOT NULL,
    version     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    content     TEXT NOT NULL,
    PRIMARY KEY (campaign_id, version)
) WITHOUT ROWID;

-- What operators did, in order.
CREATE TABLE campaign_acts (
    campaign_id TEXT NOT NULL,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    act         TEXT NOT NULL,
    detail      TEXT NOT NULL,
    PRIMARY KEY (campaign_id, number)
) WITHOUT ROWID;

-- How much each wave has given. An end that was moved counts for vouchers that are out already.
CREATE TABLE campaign_waves (
    campaign_id    TEXT NOT NULL,
    wave_id        TEXT NOT NULL,
    given          INTEGER NOT NULL DEFAULT 0,
    given_minor    INTEGER NOT NULL DEFAULT 0,
    extended_until INTEGER,
    PRIMARY KEY (campaign_id, wave_id)
) WITHOUT ROWID;

-- What was released in each hour of the campaign's clock.
CREATE TABLE campaign_hours (
    campaign_id TEXT NOT NULL,
    wave_id     TEXT NOT NULL,
    hour        INTEGER NOT NULL,
    given       INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, wave_id, hour)
) WITHOUT ROWID;

-- Who got what. The number counts within the wave and so is a red packet's place in it.
CREATE TABLE campaign_claims (
    campaign_id  TEXT NOT NULL,
    wave_id      TEXT NOT NULL,
    number       INTEGER NOT NULL,
    person_id    TEXT NOT NULL,
    at           INTEGER NOT NULL,
    minor        INTEGER NOT NULL,
    voucher_code TEXT,
    prize        INTEGER,
    PRIMARY KEY (campaign_id, wave_id, number)
) WITHOUT ROWID;

CREATE INDEX campaign_claims_by_person ON campaign_claims (person_id, campaign_id, wave_id);

-- A campaign's voucher keeps its worth promised until it is used for good, has ended or is void; given away, nobody has it until the friend takes it.
ALTER TABLE issued_vouchers ADD COLUMN campaign_id TEXT;
ALTER TABLE issued_vouchers ADD COLUMN wave_id TEXT;
ALTER TABLE issued_vouchers ADD COLUMN issued_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_vouchers ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_vouchers ADD COLUMN worth_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_vouchers ADD COLUMN spent_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_vouchers ADD COLUMN promised INTEGER NOT NULL DEFAULT 0;
ALTER TABLE issued_vouchers ADD COLUMN given_away INTEGER NOT NULL DEFAULT 0;

CREATE INDEX issued_vouchers_promised ON issued_vouchers (campaign_id, until) WHERE promised = 1;
