-- Any number of named consumers follow the trail, each with its own place in it; notifications are the first.
CREATE TABLE trail_cursor (
    site_id  uuid   NOT NULL REFERENCES site (id),
    consumer text   NOT NULL,
    seq      bigint NOT NULL,
    PRIMARY KEY (site_id, consumer)
);

INSERT INTO trail_cursor (site_id, consumer, seq)
SELECT site_id, 'notifications', seq FROM notice_cursor;

DROP TABLE notice_cursor;
