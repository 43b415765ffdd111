-- What came in from elsewhere: runs, a line for every thing a file held, and what came of it.
CREATE TABLE import_run (
    site_id     uuid        NOT NULL REFERENCES site,
    id          uuid        NOT NULL,
    environment text        NOT NULL CHECK (environment IN ('staging', 'live')),
    kind        text        NOT NULL,
    file_name   text        NOT NULL,
    dry_run     boolean     NOT NULL,
    status      text        NOT NULL CHECK (status IN ('running', 'done', 'failed')),
    total       integer     NOT NULL,
    done        integer     NOT NULL,
    problem     text,
    actor_name  text        NOT NULL,
    started_at  timestamptz NOT NULL,
    beat_at     timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX import_run_recent ON import_run (site_id, started_at DESC);

CREATE TABLE import_item (
    site_id   uuid    NOT NULL,
    run_id    uuid    NOT NULL,
    source    text    NOT NULL,
    position  integer NOT NULL,
    label     text    NOT NULL,
    type      text,
    outcome   text    NOT NULL CHECK (outcome IN ('created', 'updated', 'unchanged', 'skipped')),
    record_id uuid,
    unfetched text,
    notes     jsonb   NOT NULL,
    PRIMARY KEY (site_id, run_id, source),
    FOREIGN KEY (site_id, run_id) REFERENCES import_run (site_id, id)
);

-- Which record a thing of a source became, so that a second import of it finds it again. The id is fixed
-- before the record is written; version and fingerprint follow, so that a run that was cut off can be repeated.
CREATE TABLE import_source (
    site_id     uuid NOT NULL REFERENCES site,
    environment text NOT NULL CHECK (environment IN ('staging', 'live')),
    source      text NOT NULL,
    record_id   uuid NOT NULL,
    version     integer,
    fingerprint text,
    PRIMARY KEY (site_id, environment, source)
);
