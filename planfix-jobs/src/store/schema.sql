-- A job of planfix. docs/jobs.md describes the tables.
-- The job itself; one row.
CREATE TABLE job (
    method     TEXT NOT NULL, -- contact.update
    account    TEXT NOT NULL, -- the account that the job belongs to
    target     TEXT NOT NULL, -- the address of the API, or `sandbox` with its file
    input      TEXT NOT NULL, -- the path of the input
    digest     TEXT NOT NULL, -- SHA-256 of the input
    columns    TEXT NOT NULL, -- the names of the columns, as a JSON array
    meaning    TEXT NOT NULL, -- the flags that say what the columns mean, as a JSON object
    planned_at TEXT NOT NULL, -- RFC 3339, as every time here
    program    TEXT NOT NULL  -- the version that planned it
);
-- The requests, in the order in which they are sent.
CREATE TABLE request (
    number   INTEGER PRIMARY KEY, -- from 1
    line     INTEGER NOT NULL,    -- line or row in the input
    input    TEXT    NOT NULL,    -- the cells as they came, as a JSON array
    body     TEXT    NOT NULL,    -- the request, as `planfix METHOD --json` takes it
    state    TEXT    NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'refused', 'unknown', 'unchanged', 'skipped')),
    attempts INTEGER NOT NULL DEFAULT 0, -- how often it was sent and not put off by PlanFix
    code     TEXT,                -- the code of a refusal
    reason   TEXT,                -- why it was refused, or why its outcome is unknown
    answer   TEXT,                -- the response, as JSON
    changed  TEXT                 -- when the state last changed
);
CREATE INDEX request_state ON request (state);
