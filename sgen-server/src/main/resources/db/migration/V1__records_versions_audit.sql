-- The ground every module stands on. Every table of a site leads with site_id, every query names it.
-- Ids come from the application (UUIDv7); times are UTC instants.

CREATE TABLE account (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE site (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    key        text        NOT NULL UNIQUE,
    name       text        NOT NULL,
    plan       text        NOT NULL CHECK (plan IN ('starter', 'growth', 'professional', 'business', 'enterprise')),
    time_zone  text        NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL
);

-- Custom host names; the default ones follow from the site's key.
CREATE TABLE site_host (
    site_id     uuid        NOT NULL REFERENCES site,
    host        text        NOT NULL UNIQUE,
    environment text        NOT NULL CHECK (environment IN ('staging', 'live')),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (site_id, host)
);

CREATE TABLE content_type (
    site_id     uuid        NOT NULL REFERENCES site,
    key         text        NOT NULL,
    name        text        NOT NULL,
    schema      jsonb       NOT NULL,
    url_pattern text,
    revision    integer     NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (site_id, key)
);

-- One row per site and environment: the number of the newest change that visitors can see. Other nodes
-- look here for what changed lately.
CREATE TABLE environment_state (
    site_id     uuid        NOT NULL REFERENCES site,
    environment text        NOT NULL CHECK (environment IN ('staging', 'live')),
    revision    bigint      NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (site_id, environment)
);
CREATE INDEX environment_changed ON environment_state (changed_at);

-- A record's identity, one for both environments; base = the version at which the two last agreed.
CREATE TABLE record (
    site_id      uuid        NOT NULL REFERENCES site,
    id           uuid        NOT NULL,
    type         text        NOT NULL,
    last_version integer     NOT NULL,
    base         integer,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (site_id, id)
);

CREATE TABLE version (
    site_id     uuid        NOT NULL,
    record_id   uuid        NOT NULL,
    number      integer     NOT NULL CHECK (number > 0),
    title       text        NOT NULL,
    path        text,
    tags        text[]      NOT NULL,
    content     jsonb       NOT NULL,
    hash        text        NOT NULL,
    environment text        NOT NULL CHECK (environment IN ('staging', 'live')),
    author_id   uuid,
    author_name text        NOT NULL,
    created_at  timestamptz NOT NULL,
    origin      text        NOT NULL,
    search      tsvector    NOT NULL,
    PRIMARY KEY (site_id, record_id, number),
    FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id)
);
CREATE INDEX version_search ON version USING gin (search);
CREATE INDEX version_blob ON version (site_id, (content ->> 'blob')) WHERE content ->> 'blob' IS NOT NULL;

-- What a version points at (media, other records), so that a promote can bring or name it.
CREATE TABLE reference (
    site_id   uuid    NOT NULL,
    record_id uuid    NOT NULL,
    version   integer NOT NULL,
    target    uuid    NOT NULL,
    kind      text    NOT NULL CHECK (kind IN ('media', 'record')),
    PRIMARY KEY (site_id, record_id, version, target),
    FOREIGN KEY (site_id, record_id, version) REFERENCES version (site_id, record_id, number)
);
CREATE INDEX reference_target ON reference (site_id, target);

CREATE TABLE coordinate (
    site_id          uuid        NOT NULL,
    environment      text        NOT NULL CHECK (environment IN ('staging', 'live')),
    record_id        uuid        NOT NULL,
    type             text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'archived')),
    working          integer     NOT NULL,
    published        integer,
    schedule_at      timestamptz,
    schedule_action  text CHECK (schedule_action IN ('publish', 'promote')),
    schedule_version integer,
    schedule_by      uuid,
    schedule_by_name text,
    edition          integer     NOT NULL,
    title            text        NOT NULL,
    path             text,
    tags             text[]      NOT NULL,
    updated_at       timestamptz NOT NULL,
    updated_by       text        NOT NULL,
    PRIMARY KEY (site_id, environment, record_id),
    FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id),
    FOREIGN KEY (site_id, record_id, working) REFERENCES version (site_id, record_id, number),
    FOREIGN KEY (site_id, record_id, published) REFERENCES version (site_id, record_id, number),
    -- The state says nothing that the references don't.
    CHECK (CASE state
               WHEN 'published' THEN published IS NOT NULL
               WHEN 'scheduled' THEN published IS NULL AND schedule_at IS NOT NULL
               WHEN 'draft' THEN published IS NULL AND schedule_at IS NULL
               ELSE published IS NULL AND schedule_at IS NULL END),
    CHECK ((schedule_at IS NULL) = (schedule_action IS NULL) AND (schedule_at IS NULL) = (schedule_version IS NULL))
);
CREATE INDEX coordinate_by_type ON coordinate (site_id, environment, type, updated_at DESC, record_id DESC);
CREATE INDEX coordinate_recent ON coordinate (site_id, environment, updated_at DESC, record_id DESC);
CREATE INDEX coordinate_tags ON coordinate USING gin (tags);
CREATE INDEX coordinate_due ON coordinate (schedule_at) WHERE schedule_at IS NOT NULL;

-- Which version stood at which public address from when to when. An open row is what visitors see now.
CREATE TABLE visibility (
    site_id       uuid        NOT NULL,
    environment   text        NOT NULL CHECK (environment IN ('staging', 'live')),
    record_id     uuid        NOT NULL,
    type          text        NOT NULL,
    version       integer     NOT NULL,
    path          text,
    listed_at     timestamptz NOT NULL,
    from_at       timestamptz NOT NULL,
    from_revision bigint      NOT NULL,
    from_entry    text        NOT NULL,
    to_at         timestamptz,
    to_revision   bigint,
    to_entry      text,
    PRIMARY KEY (site_id, environment, record_id, from_revision),
    FOREIGN KEY (site_id, record_id, version) REFERENCES version (site_id, record_id, number),
    CHECK (to_revision IS NULL OR to_revision > from_revision),
    CHECK ((to_at IS NULL) = (to_revision IS NULL) AND (to_at IS NULL) = (to_entry IS NULL))
);
CREATE UNIQUE INDEX visibility_open ON visibility (site_id, environment, record_id) WHERE to_at IS NULL;
CREATE UNIQUE INDEX visibility_address ON visibility (site_id, environment, path) WHERE to_at IS NULL AND path IS NOT NULL;
CREATE INDEX visibility_listing ON visibility (site_id, environment, type, listed_at DESC, record_id DESC) WHERE to_at IS NULL;
CREATE INDEX visibility_past_address ON visibility (site_id, environment, path, to_revision DESC) WHERE to_at IS NOT NULL AND path IS NOT NULL;

-- No foreign key to site: the trail outlives what it tells of.
CREATE TABLE audit_entry (
    site_id       uuid        NOT NULL,
    seq           bigint      NOT NULL,
    id            text        NOT NULL,
    at            timestamptz NOT NULL,
    operation     text        NOT NULL,
    actor_id      text,
    environment   text,
    visibility    boolean     NOT NULL,
    operation_id  uuid        NOT NULL,
    entry         jsonb       NOT NULL,
    previous_hash text        NOT NULL,
    hash          text        NOT NULL,
    PRIMARY KEY (site_id, seq),
    UNIQUE (site_id, id)
);
CREATE INDEX audit_by_operation ON audit_entry (site_id, operation, seq DESC);
CREATE INDEX audit_by_actor ON audit_entry (site_id, actor_id, seq DESC);
CREATE INDEX audit_by_time ON audit_entry (site_id, at DESC);
CREATE UNIQUE INDEX audit_by_operation_id ON audit_entry (site_id, operation_id, seq);

CREATE TABLE audit_subject (
    site_id   uuid   NOT NULL,
    record_id uuid   NOT NULL,
    seq       bigint NOT NULL,
    PRIMARY KEY (site_id, record_id, seq)
);

CREATE TABLE audit_head (
    site_id uuid PRIMARY KEY,
    seq     bigint NOT NULL,
    hash    text   NOT NULL
);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_subject FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON audit_subject FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON version FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reference FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
