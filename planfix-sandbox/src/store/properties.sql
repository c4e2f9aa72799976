-- Properties have numbers, because their names took up most of the index. The index is rebuilt after this migration.
DROP TABLE entry;
CREATE TABLE property (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
-- The properties of objects (src/property): numbers, times in seconds, texts in lower case, and pairs of numbers. The
-- name of a property begins with the kind of object.
CREATE TABLE entry (
    property INTEGER NOT NULL,
    value            NOT NULL,
    id       INTEGER NOT NULL,
    PRIMARY KEY (property, value, id)
) WITHOUT ROWID;
