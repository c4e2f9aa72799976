-- What a person or a company is; its fields are JSON with the names of the wire.
CREATE TABLE contact (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    general     INTEGER NOT NULL UNIQUE,
    userid      INTEGER NOT NULL UNIQUE,
    is_company  INTEGER NOT NULL,
    is_template INTEGER NOT NULL,
    deleted     INTEGER NOT NULL DEFAULT 0,
    created     TEXT    NOT NULL, -- ISO 8601, in the zone of the sandbox
    body        TEXT    NOT NULL, -- the shared type Contact; references are identifiers without names
    extra       TEXT    NOT NULL  -- a request of contact.update: what it takes and Contact does not carry
);
CREATE TABLE contact_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE phone_type    (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE employee      (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE user_group    (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE custom_field  (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL); -- text, number, ids
-- The history: one row for each creation or change that was not silent.
CREATE TABLE action (id INTEGER PRIMARY KEY AUTOINCREMENT, contact INTEGER NOT NULL, at TEXT NOT NULL);
