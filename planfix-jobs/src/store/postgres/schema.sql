-- Jobs of planfix for any number of workers. docs/jobs.md describes the tables.
CREATE SCHEMA IF NOT EXISTS planfix;
-- An account, whose requests are sent one at a time and at its pace by all workers together.
CREATE TABLE IF NOT EXISTS planfix.account (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text NOT NULL,
    target      text NOT NULL,                  -- the address of the API
    pace        interval NOT NULL,              -- the shortest time between two requests
    next_start  timestamptz NOT NULL DEFAULT now(), -- no request starts before
    worker      text,                           -- the worker that sends a request now
    lease_until timestamptz,                    -- when others may take over from that worker
    note        text,                           -- why the account waits
    UNIQUE (name, target)
);
CREATE TABLE IF NOT EXISTS planfix.job (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    account    integer NOT NULL REFERENCES planfix.account,
    method     text NOT NULL,
    repeatable boolean NOT NULL,                -- whether a request may be sent again after a lost answer
    input      text NOT NULL,
    digest     text NOT NULL,
    columns    text NOT NULL,
    meaning    text NOT NULL,
    planned_at timestamptz NOT NULL DEFAULT now(),
    program    text NOT NULL
);
CREATE TABLE IF NOT EXISTS planfix.request (
    job      integer NOT NULL REFERENCES planfix.job ON DELETE CASCADE,
    number   bigint NOT NULL,
    account  integer NOT NULL REFERENCES planfix.account,
    line     bigint NOT NULL,
    input    text NOT NULL,
    body     text NOT NULL,
    state    text NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'refused', 'unknown', 'unchanged', 'skipped')),
    attempts integer NOT NULL DEFAULT 0,
    code     text,
    reason   text,
    answer   text,
    changed  timestamptz,
    PRIMARY KEY (job, number)
);
CREATE INDEX IF NOT EXISTS request_open ON planfix.request (account, state, job, number) WHERE state IN ('planned', 'sent');
