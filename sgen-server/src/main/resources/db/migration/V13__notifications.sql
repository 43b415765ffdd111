-- What members are told of their site, and the mail that carries it out of the house.
CREATE TABLE notice (
    site_id   uuid        NOT NULL REFERENCES site,
    id        uuid        NOT NULL,
    member_id uuid        NOT NULL REFERENCES member,
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    title     text        NOT NULL,
    text      text        NOT NULL,
    page      text        NOT NULL,
    entry     text        NOT NULL,
    read_at   timestamptz,
    PRIMARY KEY (site_id, id)
);
-- One entry of the trail is told once to each, whichever node reads it.
CREATE UNIQUE INDEX notice_once ON notice (site_id, member_id, entry);
CREATE INDEX notice_unread ON notice (site_id, member_id) WHERE read_at IS NULL;

-- How far the trail of a site has been read for notices. What happened before today isn't news.
CREATE TABLE notice_cursor (
    site_id uuid   PRIMARY KEY REFERENCES site,
    seq     bigint NOT NULL
);
INSERT INTO notice_cursor (site_id, seq)
SELECT h.site_id, h.seq FROM audit_head h JOIN site s ON s.id = h.site_id;

-- Who doesn't want mail from a site.
CREATE TABLE notice_silence (
    site_id   uuid NOT NULL REFERENCES site,
    member_id uuid NOT NULL REFERENCES member,
    PRIMARY KEY (site_id, member_id)
);

-- Mail on its way. A letter may hold a one-time link: it is sealed, and gone once it is sent.
CREATE TABLE mail (
    site_id    uuid        NOT NULL REFERENCES site,
    id         uuid        NOT NULL,
    recipient  text        NOT NULL,
    subject    text        NOT NULL,
    letter     bytea,
    state      text        NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    created_at timestamptz NOT NULL,
    next_at    timestamptz NOT NULL,
    attempts   integer     NOT NULL,
    error      text,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX mail_due ON mail (next_at) WHERE state = 'waiting';

-- A token that may promote only what a person approved.
ALTER TABLE token ADD COLUMN approved_only boolean NOT NULL DEFAULT false;

-- Who asks for what a member did finds what their tokens did too.
CREATE INDEX audit_entry_behind_token ON audit_entry (site_id, (entry -> 'actor' ->> 'member'), seq)
    WHERE entry -> 'actor' ->> 'member' IS NOT NULL;
