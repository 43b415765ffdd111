-- A moment that a token set is carried out under that token's limits, so it has to be known then.
ALTER TABLE coordinate ADD COLUMN schedule_token uuid;
ALTER TABLE release ADD COLUMN scheduled_token uuid;

-- In whose names something is pending, one lookup for each of them and none for each schedule.
CREATE INDEX coordinate_originator ON coordinate (
    site_id,
    coalesce(schedule_by, '00000000-0000-0000-0000-000000000000'::uuid),
    coalesce(schedule_token, '00000000-0000-0000-0000-000000000000'::uuid)
) WHERE schedule_at IS NOT NULL;
