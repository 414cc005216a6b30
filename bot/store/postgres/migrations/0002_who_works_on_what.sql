-- knows: 2
-- What several scopebots share beside the scopings. One that knows no leases would do what another one holds.

CREATE TABLE lease (
    name text COLLATE "C" PRIMARY KEY,
    holder text NOT NULL,               -- one process, by chance
    until timestamptz NOT NULL,         -- by the server's clock
    released boolean NOT NULL DEFAULT false,
    wanted boolean NOT NULL DEFAULT false  -- somebody else came for it meanwhile
);
CREATE INDEX lease_held ON lease (holder) WHERE NOT released;
CREATE INDEX lease_left ON lease (until) WHERE NOT released;

-- A crash of the server may empty it: what is lost is a wait.
CREATE UNLOGGED TABLE moment (
    key text COLLATE "C" PRIMARY KEY,
    free_at timestamptz NOT NULL DEFAULT '-infinity',
    closed_until timestamptz NOT NULL DEFAULT '-infinity'
);
