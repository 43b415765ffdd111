-- Looks at an environment as its visitors don't see it: a draft, another moment. A link is kept as its hash only.
CREATE TABLE preview (
    site_id      uuid        NOT NULL REFERENCES site,
    id           uuid        NOT NULL,
    hash         text        NOT NULL UNIQUE,
    environment  text        NOT NULL CHECK (environment IN ('staging', 'live')),
    record_id    uuid,
    version      integer,
    title        text,
    moment       timestamptz,
    release_id   uuid,
    path         text        NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    created_name text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id),
    FOREIGN KEY (site_id, record_id, version) REFERENCES version (site_id, record_id, number),
    FOREIGN KEY (site_id, release_id) REFERENCES release (site_id, id) ON DELETE CASCADE,
    -- A look is at a record's draft, at another moment, or at a release.
    CHECK (num_nonnulls(record_id, moment, release_id) = 1),
    CHECK (version IS NULL OR record_id IS NOT NULL)
);
CREATE INDEX preview_open ON preview (site_id, expires_at) WHERE revoked_at IS NULL;
CREATE INDEX preview_expired ON preview (expires_at);

-- The revision that an environment had at a moment is the newest one made by then.
CREATE INDEX visibility_begun ON visibility (site_id, environment, from_revision DESC, from_at);
CREATE INDEX visibility_ended ON visibility (site_id, environment, to_revision DESC NULLS LAST, to_at);
