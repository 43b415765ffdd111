-- An address is a person's once it is proven; until then an account stands for its address on the sites that took it up.
ALTER TABLE member ADD COLUMN proven_at timestamptz;
UPDATE member SET proven_at = created_at WHERE password_hash IS NOT NULL OR installation_administrator;
DROP INDEX member_email;
CREATE INDEX member_email ON member (lower(email));
CREATE UNIQUE INDEX member_proven_email ON member (lower(email)) WHERE proven_at IS NOT NULL;

-- A membership gives a person rights once they have accepted it. No default: whoever adds one says which it is.
-- shown_to: to whom the link was shown by which they did; null where none was shown.
ALTER TABLE membership ADD COLUMN accepted_at timestamptz;
ALTER TABLE membership ADD COLUMN shown_to uuid REFERENCES member;
UPDATE membership ms SET accepted_at = ms.created_at FROM member m
WHERE m.id = ms.member_id AND (m.password_hash IS NOT NULL OR m.installation_administrator);
CREATE INDEX membership_of_member ON membership (member_id);

-- An invitation is one site's. An open one of somebody on several sites can't be said to be either's: it ends.
ALTER TABLE invitation ADD COLUMN site_id uuid REFERENCES site;
ALTER TABLE invitation ADD COLUMN mailed boolean NOT NULL DEFAULT false;
ALTER TABLE invitation ADD COLUMN shown_to uuid REFERENCES member;
DELETE FROM invitation i WHERE (SELECT count(*) FROM membership ms WHERE ms.member_id = i.member_id) <> 1;
UPDATE invitation i SET site_id = (SELECT ms.site_id FROM membership ms WHERE ms.member_id = i.member_id);
ALTER TABLE invitation ALTER COLUMN site_id SET NOT NULL;
ALTER TABLE invitation ALTER COLUMN mailed DROP DEFAULT;
CREATE INDEX invitation_of_membership ON invitation (site_id, member_id);

-- Attempts are counted by other keys now; what is forgotten after an hour anyway begins anew.
DELETE FROM sign_in_attempt;
