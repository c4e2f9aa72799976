-- Every object is a document: JSON with the names of the wire, references as identifiers without names.
CREATE TABLE document (
    kind TEXT    NOT NULL, -- what it is: contact, task, user, …
    id   INTEGER NOT NULL,
    body TEXT    NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
-- Other identifiers by which requests name an object.
CREATE INDEX document_general ON document (kind, json_extract(body, '$.general'));
CREATE INDEX document_userid ON document (kind, json_extract(body, '$.userid'));
-- The flags that distinguish people, companies and templates, for long lists.
CREATE INDEX document_class ON document (kind, json_extract(body, '$.isTemplate'), json_extract(body, '$.isCompany'));
-- The last number of each sequence: an identifier is never reused.
CREATE TABLE sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
-- The bytes of files, by their unique identifier.
CREATE TABLE content (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
