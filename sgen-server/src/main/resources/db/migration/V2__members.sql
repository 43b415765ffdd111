-- People, what they may do, and how they prove who they are.
CREATE TABLE member (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL,
    name          text        NOT NULL,
    password_hash text,
    installation_administrator boolean NOT NULL,
    created_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX member_email ON member (lower(email));

CREATE TABLE membership (
    site_id    uuid        NOT NULL REFERENCES site,
    member_id  uuid        NOT NULL REFERENCES member,
    role       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (site_id, member_id)
);

-- Custom roles of a site; the built-in ones are code. A grant is permission:environment.
CREATE TABLE role (
    site_id uuid   NOT NULL REFERENCES site,
    key     text   NOT NULL,
    name    text   NOT NULL,
    grants  text[] NOT NULL,
    PRIMARY KEY (site_id, key)
);

CREATE TABLE token (
    id           uuid PRIMARY KEY,
    member_id    uuid        NOT NULL REFERENCES member,
    site_id      uuid REFERENCES site,
    name         text        NOT NULL,
    hint         text        NOT NULL,
    hash         text        NOT NULL UNIQUE,
    limits       text[]      NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX token_of_member ON token (member_id);

-- One row once the installation has had its first administrator: two first visitors can't both become it.
CREATE TABLE setup (
    done boolean PRIMARY KEY CHECK (done)
);

-- A link by which a member sets their first password; used once.
CREATE TABLE invitation (
    hash       text PRIMARY KEY,
    member_id  uuid        NOT NULL REFERENCES member,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitation_of_member ON invitation (member_id);

-- Sign-in attempts by account and by address. The account is kept as a hash: unknown ones are counted too.
CREATE TABLE sign_in_attempt (
    key          text PRIMARY KEY,
    failures     integer     NOT NULL,
    locked_until timestamptz,
    last_at      timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_age ON sign_in_attempt (last_at);
