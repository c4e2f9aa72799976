-- Every object is a document: JSON with the names of the wire, references as identifiers without names.
CREATE TABLE document (
    kind TEXT    NOT NULL, -- what it is: contact, task, user, …
    id   INTEGER NOT NULL,
    body TEXT    NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
-- Other identifiers that requests name an object by.
CREATE INDEX document_general ON document (kind, json_extract(body, '$.general'));
CREATE INDEX document_userid ON document (kind, json_extract(body, '$.userid'));
-- What tells people, companies and templates apart, for long lists.
CREATE INDEX document_class ON document (kind, json_extract(body, '$.isTemplate'), json_extract(body, '$.isCompany'));
-- The last number that was given: an identifier is never used again.
CREATE TABLE sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
-- The bytes of files, by their unique identifier.
CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
