-- What was asked about, as the person read it: a later difference can be named. Empty for questions from before.
ALTER TABLE consents ADD COLUMN subject TEXT NOT NULL DEFAULT '';

-- When the person added it; 0 for one that was there from the start.
ALTER TABLE addresses ADD COLUMN added_at INTEGER NOT NULL DEFAULT 0;

-- All that is news of an order in one text, as it is and as the person was last told (OrderSight), in place of its state and lateness alone.
DROP INDEX orders_to_follow;
ALTER TABLE orders ADD COLUMN sight TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN told TEXT NOT NULL DEFAULT '';
UPDATE orders SET
    sight = state || '|' || late || '||0|' || json_extract(content, '$.refunded.minor') || '|0',
    told = told_state || '|' || told_late || '||0|' || json_extract(content, '$.refunded.minor') || '|0',
    content = json_set(content, '$.gone', json('[]'));
ALTER TABLE orders DROP COLUMN told_state;
ALTER TABLE orders DROP COLUMN told_late;
CREATE INDEX orders_to_follow ON orders (begun_at, id) WHERE open = 1 OR told <> sight;
