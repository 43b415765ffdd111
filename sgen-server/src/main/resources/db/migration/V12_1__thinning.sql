-- A save that visitors never saw and that nothing stands on may be forgotten when it is old; every other version is
-- kept for ever, whoever asks. Who may delete says so in an audit entry first, version by version.

CREATE INDEX refresh_step_of_record ON refresh_step (site_id, record_id);

CREATE FUNCTION version_is_kept(p_site uuid, p_record uuid, p_number integer) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    referrer record;
    used     boolean;
BEGIN
    IF EXISTS (SELECT FROM visibility WHERE site_id = p_site AND environment IN ('staging', 'live')
                   AND record_id = p_record AND version = p_number)
       OR EXISTS (SELECT FROM coordinate WHERE site_id = p_site AND environment IN ('staging', 'live')
                      AND record_id = p_record AND p_number IN (working, published, schedule_version))
       OR EXISTS (SELECT FROM record WHERE site_id = p_site AND id = p_record AND p_number IN (base, last_version))
       -- A refresh that may be taken back names what stood on staging before it.
       OR EXISTS (SELECT FROM refresh_step s WHERE s.site_id = p_site AND s.record_id = p_record
                      AND p_number IN (s.base_before, s.base_after, (s.stood ->> 'working')::integer,
                                       (s.stood ->> 'published')::integer,
                                       (s.stood -> 'schedule' ->> 'version')::integer)) THEN
        RETURN true;
    END IF;
    -- Whatever else points at a version keeps it, also tables that this file doesn't know.
    FOR referrer IN
        SELECT c.conrelid::regclass AS name,
               (SELECT string_agg(format('%I = $%s', a.attname,
                                         CASE v.attname WHEN 'site_id' THEN 1 WHEN 'record_id' THEN 2 ELSE 3 END), ' AND ')
                FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, n)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
                JOIN pg_attribute v ON v.attrelid = c.confrelid AND v.attnum = c.confkey[k.n]) AS condition
        FROM pg_constraint c
        WHERE c.contype = 'f' AND c.confrelid = 'version'::regclass
          AND c.conrelid NOT IN ('reference'::regclass, 'visibility'::regclass, 'coordinate'::regclass)
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %s)', referrer.name, referrer.condition)
            INTO used USING p_site, p_record, p_number;
        IF used THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;

CREATE FUNCTION refuse_losing() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    old_number integer := CASE TG_TABLE_NAME WHEN 'version' THEN (to_jsonb(OLD) ->> 'number')::integer
                                             ELSE (to_jsonb(OLD) ->> 'version')::integer END;
BEGIN
    IF TG_OP = 'DELETE'
       AND NOT version_is_kept(OLD.site_id, OLD.record_id, old_number)
       AND EXISTS (SELECT FROM version v WHERE v.site_id = OLD.site_id AND v.record_id = OLD.record_id
                       AND v.number = old_number AND v.created_at < now() - interval '30 days') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed or removed while anything leads to them', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

DROP TRIGGER append_only ON version;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON version FOR EACH ROW EXECUTE FUNCTION refuse_losing();
DROP TRIGGER append_only ON reference;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reference FOR EACH ROW EXECUTE FUNCTION refuse_losing();

-- The one way for the server to forget versions: those that an entry of this very operation names, and no others.
CREATE FUNCTION thin_versions(p_site uuid, p_operation uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    named   jsonb;
    removed integer;
BEGIN
    SELECT e.entry -> 'details' -> 'versions' INTO named FROM audit_entry e
    WHERE e.site_id = p_site AND e.operation_id = p_operation AND e.operation = 'retention.thin';
    IF named IS NULL THEN
        RAISE EXCEPTION 'versions go only with an audit entry that names them' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM reference r
    USING jsonb_to_recordset(named) AS n(record uuid, numbers jsonb), jsonb_array_elements_text(n.numbers) AS v(number)
    WHERE r.site_id = p_site AND r.record_id = n.record AND r.version = v.number::integer;
    DELETE FROM version r
    USING jsonb_to_recordset(named) AS n(record uuid, numbers jsonb), jsonb_array_elements_text(n.numbers) AS v(number)
    WHERE r.site_id = p_site AND r.record_id = n.record AND r.number = v.number::integer;
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
REVOKE ALL ON FUNCTION thin_versions(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION thin_versions(uuid, uuid) TO "${app}";
