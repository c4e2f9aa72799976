-- What an object has at a place that lists and look-ups ask about (src/place.rs): the place begins with the
-- kind of object; numbers, times in seconds, texts in lower case, and pairs of numbers.
CREATE TABLE entry (
    place TEXT    NOT NULL,
    value         NOT NULL,
    id    INTEGER NOT NULL,
    PRIMARY KEY (place, value, id)
) WITHOUT ROWID;
DROP INDEX document_general;
DROP INDEX document_userid;
DROP INDEX document_class;
