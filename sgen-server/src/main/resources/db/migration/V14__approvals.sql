-- Who asked to promote what, and what was answered. It holds for these versions on both sides and for no others.
CREATE TABLE approval (
    site_id         uuid        NOT NULL REFERENCES site,
    id              uuid        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('asked', 'granted', 'declined', 'withdrawn', 'void', 'used')),
    note            text        NOT NULL,
    asked_by        uuid        NOT NULL REFERENCES member,
    asked_by_name   text        NOT NULL,
    asked_by_token  uuid,
    asked_at        timestamptz NOT NULL,
    decided_by      uuid REFERENCES member,
    decided_by_name text,
    decided_at      timestamptz,
    answer          text,
    planned_at      timestamptz,
    closed_at       timestamptz,
    reason          text,
    release_id      uuid,
    PRIMARY KEY (site_id, id),
    CHECK (state NOT IN ('granted', 'used') OR decided_by IS NOT NULL)
);
CREATE INDEX approval_open ON approval (site_id, id) WHERE state IN ('asked', 'granted');

-- The version that would go, and what stood on live then. Null versions: nothing stood there.
CREATE TABLE approval_record (
    site_id        uuid    NOT NULL REFERENCES site,
    approval_id    uuid    NOT NULL,
    record_id      uuid    NOT NULL,
    type           text    NOT NULL,
    title          text    NOT NULL,
    version        integer NOT NULL,
    live_published integer,
    live_working   integer,
    live_archived  boolean NOT NULL,
    asked          boolean NOT NULL,
    PRIMARY KEY (site_id, approval_id, record_id),
    FOREIGN KEY (site_id, approval_id) REFERENCES approval (site_id, id)
);
CREATE INDEX approval_of_record ON approval_record (site_id, record_id);

-- Whether nothing goes to live on one person's word.
ALTER TABLE site ADD COLUMN second_person boolean NOT NULL DEFAULT false;
