-- Places by number: most of what the index held was their names. It is written anew after this step.
DROP TABLE entry;
CREATE TABLE property (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- What an object has at a property that lists and look-ups ask about (src/property): numbers, times in seconds, texts
-- in lower case, and pairs of numbers. The name of a property begins with the kind of object.
CREATE TABLE entry (
    property INTEGER NOT NULL,
    value         NOT NULL,
    id    INTEGER NOT NULL,
    PRIMARY KEY (property, value, id)
) WITHOUT ROWID;
