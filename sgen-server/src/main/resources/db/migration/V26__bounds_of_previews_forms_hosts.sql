-- A preview ends with the token it was made with, and shows no more than that token may read.
ALTER TABLE preview ADD COLUMN token_id uuid;
ALTER TABLE preview ADD COLUMN both_read boolean NOT NULL DEFAULT false;
UPDATE preview p SET token_id = CAST(e.entry #>> '{actor,id}' AS uuid)
FROM audit_entry e, jsonb_array_elements(e.entry #> '{details,previews}') made
WHERE e.site_id = p.site_id AND e.operation = 'preview.create' AND e.entry #>> '{actor,kind}' = 'token'
  AND made ->> 'id' = CAST(p.id AS text);
UPDATE preview SET both_read = true WHERE release_id IS NOT NULL OR version IS NOT NULL;
CREATE INDEX preview_of_member ON preview (site_id, created_by) WHERE revoked_at IS NULL;

-- A drawn form's own key tells a resend from another answer; who shares an address with whom doesn't matter.
ALTER TABLE submission RENAME COLUMN fingerprint TO resend;
ALTER TABLE submission ALTER COLUMN resend DROP NOT NULL;
COMMENT ON COLUMN submission.resend IS 'hash of form, key, state and answers; null for a post without a key';

-- A host serves once it is confirmed; until then any number of sites may claim it. Those that served go on.
ALTER TABLE site_host ADD COLUMN proof text;
ALTER TABLE site_host ADD COLUMN confirmed_at timestamptz;
UPDATE site_host SET confirmed_at = created_at;
ALTER TABLE site_host DROP CONSTRAINT site_host_host_key;
CREATE UNIQUE INDEX site_host_serving ON site_host (host) WHERE confirmed_at IS NOT NULL;
ALTER TABLE site_host ADD CONSTRAINT claimed_with_proof CHECK (confirmed_at IS NOT NULL OR proof IS NOT NULL);
