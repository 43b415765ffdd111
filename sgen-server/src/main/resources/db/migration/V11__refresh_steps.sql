-- How staging stood before a refresh, record by record, so that the refresh can be taken back as one step.
-- Versions are never copied: a row names them. edition and at say how staging stood right after; where it
-- stands otherwise now, somebody has worked on since and the step stays.
CREATE TABLE refresh_step (
    site_id     uuid        NOT NULL,
    entry       text        NOT NULL,
    record_id   uuid        NOT NULL,
    at          timestamptz NOT NULL,
    edition     integer,
    base_before integer,
    base_after  integer,
    stood       jsonb,
    PRIMARY KEY (site_id, entry, record_id),
    FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id)
);
