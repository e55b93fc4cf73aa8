-- Orders can be cancelled in part, and lines are counted from one.
UPDATE orders SET content = json_set(
    json_remove(content, '$.refunded_lines'),
    '$.kept', json_object('minor', 0, 'currency', json_extract(content, '$.quote.total.currency')),
    '$.gone', json('[]'),
    '$.wrong_lines', json((SELECT json_group_array(value + 1) FROM json_each(content, '$.wrong_lines'))),
    '$.settled_lines', json((SELECT json_group_array(value + 1) FROM json_each(content, '$.refunded_lines'))));
