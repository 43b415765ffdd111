-- Which files each site holds. The bytes are in the blob store, once for all sites.
CREATE TABLE blob (
    site_id    uuid        NOT NULL REFERENCES site,
    hash       text        NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    size       bigint      NOT NULL CHECK (size >= 0),
    media_type text        NOT NULL,
    width      integer,
    height     integer,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (site_id, hash)
);
