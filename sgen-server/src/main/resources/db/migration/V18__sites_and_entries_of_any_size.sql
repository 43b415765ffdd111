-- The database counts which sites hold how many rows of a table, and believes of a site that it hasn't counted yet that
-- it holds one. So the pages of a site that was imported a moment ago were looked up by reading all of it. Nothing is
-- counted by site any more: every site is taken for a small part of each table, however new it is.
-- Naming the type again forgets what was counted so far; no row is written for it.
DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['record', 'version', 'reference', 'coordinate', 'visibility', 'refresh_step', 'release_item',
                                 'approval_record', 'audit_entry', 'audit_subject']
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN site_id SET STATISTICS 0', named);
        EXECUTE format('ALTER TABLE %I ALTER COLUMN site_id TYPE uuid', named);
    END LOOP;
END $$;

-- Whoever verifies the trail asks of each entry which records it names.
CREATE INDEX audit_subject_of_entry ON audit_subject (site_id, seq);

-- The same words as before, gathered at once: given out one by one, those of an entry that names ten thousand records took
-- ten seconds, since each took the time of all that were left.
CREATE OR REPLACE FUNCTION audit_words(entry jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 2000 AS $$
    SELECT strip(to_tsvector('simple', left(regexp_replace(coalesce(string_agg(said, ' '), ''), '[^[:alnum:]]+', ' ', 'g'), 250000)))
    FROM jsonb_array_elements_text(jsonb_path_query_array(entry - 'hash' - 'previousHash',
             'strict $.** ? (@.type() == "string" || @.type() == "number")')) said
    WHERE said !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;

-- References are checked row by row, by statements of the database's own. To plan these for each row takes longer than to
-- check it; a plan that was kept from a time when the table was small reads all of it for each row. So an operation that
-- may write many rows begins by forgetting the kept ones, and keeps those that it makes until its end.
CREATE FUNCTION plan_afresh() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'DISCARD PLANS';
    PERFORM set_config('plan_cache_mode', 'auto', true);
    RETURN true;
END $$;
