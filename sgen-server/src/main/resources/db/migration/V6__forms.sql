-- What visitors sent by forms: theirs, not the site's content. Promote, refresh and restore never touch these rows.
-- The form's title and each answer's label stand as the visitor saw them.
CREATE TABLE submission (
    site_id     uuid        NOT NULL REFERENCES site,
    environment text        NOT NULL CHECK (environment IN ('staging', 'live')),
    id          uuid        NOT NULL,
    form_id     uuid        NOT NULL,
    version     integer     NOT NULL,
    form_title  text        NOT NULL,
    at          timestamptz NOT NULL,
    state       text        NOT NULL CHECK (state IN ('new', 'read', 'spam', 'archived')),
    fields      jsonb       NOT NULL,
    doubts      text[]      NOT NULL,
    left_out    text[]      NOT NULL,
    user_agent  text        NOT NULL,
    fingerprint text        NOT NULL,
    PRIMARY KEY (site_id, environment, id)
);
CREATE INDEX submission_by_form ON submission (site_id, environment, form_id, id DESC);
CREATE INDEX submission_by_state ON submission (site_id, environment, state, id DESC);
-- The same answers from the same sender within a short while are one submission, however often the button is pressed.
CREATE UNIQUE INDEX submission_once ON submission (site_id, environment, fingerprint);
