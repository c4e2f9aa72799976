-- Places by number: most of what the index held was their names. It is written anew after this step.
DROP TABLE entry;
CREATE TABLE place (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- What an object has at a place that lists and look-ups ask about (src/place.rs): numbers, times in seconds, texts
-- in lower case, and pairs of numbers. The name of a place begins with the kind of object.
CREATE TABLE entry (
    place INTEGER NOT NULL,
    value         NOT NULL,
    id    INTEGER NOT NULL,
    PRIMARY KEY (place, value, id)
) WITHOUT ROWID;
