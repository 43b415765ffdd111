-- Every revision that a type of a site's own ever had, so that a version can name the schema it was saved under: what
-- that schema called private stays so, whatever the type says later (invariant 23, CUSTOBJ-5).
CREATE TABLE content_type_version (
    site_id     uuid        NOT NULL REFERENCES site,
    key         text        NOT NULL,
    revision    integer     NOT NULL CHECK (revision > 0),
    name        text        NOT NULL,
    schema      jsonb       NOT NULL,
    url_pattern text,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (site_id, key, revision)
);
INSERT INTO content_type_version (site_id, key, revision, name, schema, url_pattern, created_at)
SELECT site_id, key, revision, name, schema, url_pattern, updated_at FROM content_type;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON content_type_version FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON content_type_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
REVOKE UPDATE, DELETE, TRUNCATE ON content_type_version FROM "${app}";

-- The revision since which the type's private fields are the same ones.
ALTER TABLE content_type ADD COLUMN privacy_since integer NOT NULL DEFAULT 0;

-- Null for built-in types, and for versions from before this: those count as saved under the revision that stood then,
-- which is the first that is kept.
ALTER TABLE version ADD COLUMN type_revision integer;

-- The words by which visitors find a version: those of its title and of the fields that they may see. Beside the version,
-- because a version never changes, and which fields are private does. No foreign key: it would keep versions for ever.
CREATE TABLE public_words (
    site_id   uuid     NOT NULL,
    record_id uuid     NOT NULL,
    version   integer  NOT NULL,
    -- The revision of the type by which the words were chosen; 0 for built-in types.
    rules     integer  NOT NULL,
    words     tsvector NOT NULL,
    PRIMARY KEY (site_id, record_id, version)
);
CREATE INDEX public_words_found ON public_words USING gin (words);
ALTER TABLE public_words ALTER COLUMN site_id SET STATISTICS 0;

-- Types whose records' words are to be chosen again, and how far that has come.
CREATE TABLE words_due (
    site_id      uuid        NOT NULL,
    type         text        NOT NULL,
    changed_at   timestamptz NOT NULL,
    look_at      timestamptz NOT NULL,
    began_at     timestamptz,
    after_record uuid,
    after_number integer,
    PRIMARY KEY (site_id, type)
);
-- What was saved until now is found again as soon as its words are chosen, a few minutes after the first start.
INSERT INTO words_due (site_id, type, changed_at, look_at) SELECT DISTINCT site_id, type, now(), now() FROM record;

-- The words of a version go with it.
CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM public_words w WHERE w.site_id = OLD.site_id AND w.record_id = OLD.record_id AND w.version = OLD.number;
    RETURN OLD;
END $$;
CREATE TRIGGER forget_words AFTER DELETE ON version FOR EACH ROW EXECUTE FUNCTION forget_words();
