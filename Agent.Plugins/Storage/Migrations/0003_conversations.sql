CREATE TABLE conversations (
    person_id   TEXT NOT NULL,
    id          TEXT NOT NULL,
    last_number INTEGER NOT NULL,
    touched_at  INTEGER NOT NULL,
    PRIMARY KEY (person_id, id)
) WITHOUT ROWID;

CREATE INDEX conversations_by_use ON conversations (person_id, touched_at);

-- Events that were committed together, as one JSON array; last_number is the number of its last.
CREATE TABLE turn_events (
    person_id       TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    last_number     INTEGER NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (person_id, conversation_id, last_number)
) WITHOUT ROWID;
