-- The properties of objects that lists and look-ups ask about. The name of a property begins with the kind of object;
-- values are numbers, times in seconds, texts in lower case, and pairs of numbers.
CREATE TABLE entry (
    place TEXT    NOT NULL,
    value         NOT NULL,
    id    INTEGER NOT NULL,
    PRIMARY KEY (place, value, id)
) WITHOUT ROWID;
DROP INDEX document_general;
DROP INDEX document_userid;
DROP INDEX document_class;
