-- The words of an entry, for full-text search over titles, names and details. It is an index over an expression and
-- no column, so that not one entry is rewritten. Ids and hashes are no words; what an entry of thousands of records
-- says beyond the first 250,000 characters is not searched, since an index entry has a largest size.
CREATE FUNCTION audit_words(entry jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 2000 AS $$
    SELECT strip(to_tsvector('simple', left(regexp_replace(coalesce(string_agg(said, ' '), ''), '[^[:alnum:]]+', ' ', 'g'), 250000)))
    FROM (SELECT value #>> '{}' AS said FROM jsonb_path_query(entry - 'hash' - 'previousHash', 'strict $.**') value
          WHERE jsonb_typeof(value) IN ('string', 'number')) words
    WHERE said !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;
CREATE INDEX audit_by_words ON audit_entry USING gin (audit_words(entry));

-- Everything pending on a site, for the schedule's room.
CREATE INDEX coordinate_pending ON coordinate (site_id, schedule_at) WHERE schedule_at IS NOT NULL;
