-- Operations over many records that are at work now, for whoever looks at them, on whichever node. Nothing of it
-- outlives them, and nothing is lost with it.
CREATE UNLOGGED TABLE underway (
    site_id     uuid        NOT NULL,
    id          uuid        NOT NULL,
    operation   text        NOT NULL,
    environment text,
    member_id   uuid,
    records     integer     NOT NULL,
    doing       text        NOT NULL,
    done        integer     NOT NULL,
    steps       integer     NOT NULL,
    began_at    timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX underway_seen ON underway (seen_at);
