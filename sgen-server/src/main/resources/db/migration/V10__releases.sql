-- Named sets of records, each fixed to a version, that change live together and can be taken back together.
CREATE TABLE release (
    site_id           uuid        NOT NULL REFERENCES site,
    id                uuid        NOT NULL,
    name              text        NOT NULL,
    state             text        NOT NULL CHECK (state IN ('open', 'scheduled', 'promoted', 'failed', 'undone')),
    at                timestamptz,
    edition           integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    created_by        text        NOT NULL,
    changed_at        timestamptz NOT NULL,
    changed_by        text        NOT NULL,
    -- For whom the trigger acts, by name even after they are gone.
    scheduled_by      uuid,
    scheduled_by_name text,
    settled_at        timestamptz,
    settled_by        text,
    entry             text,
    failure_code      text,
    failure           text,
    PRIMARY KEY (site_id, id),
    CHECK (state <> 'scheduled' OR at IS NOT NULL),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX release_due ON release (at) WHERE state = 'scheduled';
CREATE INDEX release_recent ON release (site_id, changed_at DESC, id DESC);

-- One step of a release. What live held before it, and what it made of it, stands beside it once it was taken.
CREATE TABLE release_item (
    site_id       uuid        NOT NULL,
    release_id    uuid        NOT NULL,
    record_id     uuid        NOT NULL,
    type          text        NOT NULL,
    title         text        NOT NULL,
    path          text,
    action        text        NOT NULL CHECK (action IN ('promote', 'archive', 'unpublish', 'delete')),
    version       integer,
    carried       boolean     NOT NULL,
    added_at      timestamptz NOT NULL,
    added_by      text        NOT NULL,
    taken         boolean     NOT NULL DEFAULT false,
    was_archived  boolean,
    was_working   integer,
    was_published integer,
    was_base      integer,
    became        integer,
    merged        boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (site_id, release_id, record_id),
    FOREIGN KEY (site_id, release_id) REFERENCES release (site_id, id),
    FOREIGN KEY (site_id, record_id, version) REFERENCES version (site_id, record_id, number),
    FOREIGN KEY (site_id, record_id, was_working) REFERENCES version (site_id, record_id, number),
    FOREIGN KEY (site_id, record_id, was_published) REFERENCES version (site_id, record_id, number),
    CHECK ((action = 'promote') = (version IS NOT NULL))
);
CREATE INDEX release_item_record ON release_item (site_id, record_id);
