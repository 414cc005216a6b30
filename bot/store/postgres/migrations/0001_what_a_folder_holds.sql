-- knows: 0
-- What a folder of scopings holds, as tables. Ids are compared by their letters' codes, as Python does.

CREATE TABLE scoping (
    id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    document json NOT NULL,             -- the very text that was written: its order is kept
    digest text NOT NULL,               -- of that text, so that another hand is seen
    catalog_digest text NOT NULL,
    summary json NOT NULL,              -- what the index says of it; the columns below are found by
    summed_by text NOT NULL,            -- the code that made the summary
    team_id text NOT NULL,
    channel text NOT NULL,
    thread_ts text,
    people text[] NOT NULL,
    ended boolean NOT NULL,
    lagging boolean NOT NULL,
    due_at timestamptz,
    started_at timestamptz NOT NULL
);
CREATE INDEX scoping_channel ON scoping (channel, ended);
CREATE INDEX scoping_thread ON scoping (thread_ts) WHERE thread_ts IS NOT NULL;
CREATE INDEX scoping_people ON scoping USING gin (people);
CREATE INDEX scoping_due ON scoping (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX scoping_lagging ON scoping (id) WHERE lagging;

CREATE TABLE catalog (
    digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{16}$'),
    content bytea NOT NULL
);

-- Open rounds of pulses: in no backup (bot/store/rounds.py says why).
CREATE TABLE round (
    scoping_id text COLLATE "C" PRIMARY KEY,
    content bytea NOT NULL
);

-- Files of which there is one: who a pseudonym of the audit is, and who was forgotten.
CREATE TABLE kept (
    name text PRIMARY KEY,
    content bytea NOT NULL
);

CREATE TABLE audit_line (
    n bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    scoping text NOT NULL,
    line bytea NOT NULL
);
CREATE INDEX audit_line_scoping ON audit_line (scoping, n);

-- Where the audit ends. Whoever adds a line holds this row, so that lines follow one another.
CREATE TABLE audit_end (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    n bigint NOT NULL DEFAULT 0,
    digest text NOT NULL DEFAULT '',
    people text NOT NULL DEFAULT ''     -- the digest of the list of pseudonyms
);
INSERT INTO audit_end DEFAULT VALUES;
