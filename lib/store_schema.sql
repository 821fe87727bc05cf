-- The schema of a casekit store, version 4 (store(5)). STRICT and WITHOUT ROWID are SQLite's; everything else is the
-- dialect shared with PostgreSQL 15. Times are seconds since 1970 UTC; codes are integers where their words are
-- casekit's own. What follows a line "-- version N" came with that version: store-upgrade adds just that to an older
-- store. A store is made without these comments, which every command would read.

CREATE TABLE setting (           -- made once, by store-init
    name   TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT;

CREATE TABLE office (            -- projection of the office's journal
    no         INTEGER NOT NULL PRIMARY KEY,  -- 1..16383: the first part of every key of the office
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    parent     TEXT NOT NULL,    -- code, or ''
    zone       TEXT NOT NULL,
    calendar   TEXT NOT NULL,
    hours      TEXT NOT NULL,
    authority  TEXT NOT NULL
) STRICT;

CREATE TABLE staff (             -- projection of the offices' journals
    login   TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    roles   TEXT NOT NULL,       -- words
    office  TEXT NOT NULL,
    since   INTEGER NOT NULL,
    until   INTEGER              -- NULL: still here
) STRICT;

CREATE TABLE delegate (          -- projection of the offices' journals
    login  TEXT NOT NULL,        -- who is acted for
    agent  TEXT NOT NULL,        -- who may act
    since  INTEGER NOT NULL,
    until  INTEGER,
    PRIMARY KEY (login, agent, since)
) STRICT;

CREATE TABLE calendar (
    no     INTEGER NOT NULL PRIMARY KEY,  -- the first is that of an office that names none
    name   TEXT NOT NULL UNIQUE,
    week   TEXT NOT NULL,        -- seven of 0 and 1, Monday first
    week_source TEXT NOT NULL,   -- the act that says which days are rest days
    zone   TEXT NOT NULL,        -- of an office that names none
    hours  TEXT NOT NULL,        -- likewise
    title  TEXT NOT NULL
) STRICT;

CREATE TABLE calendar_day (      -- insert-only: a later known row of the same day supersedes
    calendar  TEXT NOT NULL,
    day       INTEGER NOT NULL,  -- days since 1970-01-01
    known     INTEGER NOT NULL,
    works     INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    source    TEXT NOT NULL,
    PRIMARY KEY (calendar, day, known)
) STRICT;

CREATE TABLE law (               -- insert-only: the catalogue by edition and part; the vocabulary has regulation ''
    regulation  TEXT NOT NULL,
    edition     TEXT NOT NULL,
    part        INTEGER NOT NULL,
    rows        TEXT NOT NULL,   -- TSV with a header line, as the part's file has them
    PRIMARY KEY (regulation, edition, part)
) STRICT;

CREATE TABLE procedure (         -- what a case's procedure code stands for
    no          INTEGER NOT NULL PRIMARY KEY,
    regulation  TEXT NOT NULL,
    edition     TEXT NOT NULL,
    variant     TEXT NOT NULL,
    channel     TEXT NOT NULL,
    UNIQUE (regulation, edition, variant, channel)
) STRICT;

CREATE TABLE event (             -- the ledger: insert-only; what an event says as others do is its stamp
    id          INTEGER NOT NULL PRIMARY KEY,  -- chain and seq (event.h)
    at          INTEGER NOT NULL,
    recorded    INTEGER NOT NULL,
    stamp       INTEGER NOT NULL,
    batch       TEXT NOT NULL,                     -- or '' where an import's stamp has it
    sender_key  TEXT NOT NULL,
    data        TEXT NOT NULL,
    hash        BLOB NOT NULL    -- over the hash of the event before it, too
) STRICT;
CREATE INDEX event_by_key ON event ((id >> 49), sender_key) WHERE sender_key <> '';
CREATE INDEX event_by_batch ON event (batch) WHERE batch <> '';

CREATE TABLE cases (             -- projection of the cases' chains
    id              INTEGER NOT NULL PRIMARY KEY,  -- the chain
    number          TEXT NOT NULL,                 -- own number of an imported case, or ''
    procedure       INTEGER NOT NULL,
    applicant       TEXT NOT NULL,
    applicant_name  TEXT NOT NULL,
    name_key        TEXT NOT NULL,                 -- ck_text_sort_key of applicant_name
    status          INTEGER NOT NULL,
    outcome         INTEGER NOT NULL,              -- 0 none, 1 granted, 2 refused
    next_step       TEXT NOT NULL,                 -- '' = closed
    next_acts       TEXT NOT NULL,
    next_role       TEXT NOT NULL,
    due             INTEGER,
    not_before      INTEGER,
    term            INTEGER,
    deadline        INTEGER,                       -- the earlier of due and term
    responsible     TEXT NOT NULL,
    registered      INTEGER NOT NULL,
    decided         INTEGER,
    issued          INTEGER,
    seq             INTEGER NOT NULL,              -- head of the chain
    head            BLOB NOT NULL
) STRICT;
CREATE INDEX cases_by_deadline ON cases (deadline) WHERE next_step <> '' AND deadline IS NOT NULL;
CREATE INDEX cases_by_responsible ON cases (responsible) WHERE next_step <> '';
CREATE INDEX cases_by_applicant ON cases (applicant);
CREATE INDEX cases_by_name ON cases (name_key);
CREATE INDEX cases_by_number ON cases (number) WHERE number <> '';

CREATE TABLE file (              -- insert-only: what was attached, by its digest
    digest   BLOB NOT NULL PRIMARY KEY,
    size     INTEGER NOT NULL,
    content  BLOB NOT NULL
) STRICT;

CREATE TABLE batch (             -- insert-only
    id        INTEGER NOT NULL PRIMARY KEY,  -- packed as a chain of series B
    at        INTEGER NOT NULL,
    by_login  TEXT NOT NULL,
    os_user   TEXT NOT NULL,
    command   TEXT NOT NULL,
    source    TEXT NOT NULL,                 -- the file's name, or "standard input"
    digest    BLOB NOT NULL,                 -- SHA-256 of the source's bytes
    read      INTEGER NOT NULL,
    written   INTEGER NOT NULL,
    replayed  INTEGER NOT NULL,
    refused   INTEGER NOT NULL
) STRICT;

-- version 2

CREATE TABLE norm (              -- insert-only: figures of the law by day; a row known later supersedes one of the same day
    norm     TEXT NOT NULL,
    subject  TEXT NOT NULL,      -- what it is said of: a category, a commission, a region and category; or ''
    since    INTEGER NOT NULL,   -- day
    known    INTEGER NOT NULL,
    value    TEXT NOT NULL,      -- '' = no longer any
    source   TEXT NOT NULL,
    PRIMARY KEY (norm, subject, since, known)
) STRICT;

CREATE TABLE permit (            -- projection: one row for each permit, born from an issue event of its case
    id              INTEGER NOT NULL PRIMARY KEY,  -- packed as a chain of series P
    chain           INTEGER NOT NULL,              -- its case
    seq             INTEGER NOT NULL,              -- the event
    kind            TEXT NOT NULL,                 -- issue, reissue, extend
    applicant       TEXT NOT NULL,
    applicant_name  TEXT NOT NULL,
    region          TEXT NOT NULL,
    workers         TEXT NOT NULL,                 -- workers.h
    total           INTEGER NOT NULL,              -- workers in all
    since           INTEGER NOT NULL,              -- the first day
    until           INTEGER NOT NULL,              -- the last day
    previous        INTEGER NOT NULL,              -- the permit before it, 0 = none
    next            INTEGER NOT NULL,              -- the permit that replaced it, 0 = none
    next_since      INTEGER,                       -- from which day on
    revoked         INTEGER,                       -- from which day on
    ground          TEXT NOT NULL                  -- of the revocation
) STRICT;
CREATE INDEX permit_by_until ON permit (until) WHERE revoked IS NULL AND next = 0;
CREATE INDEX permit_by_applicant ON permit (applicant);
CREATE INDEX permit_by_case ON permit (chain);

CREATE TABLE entry (             -- projection: what events say beyond cases and permits, one row an entry (register.h)
    register  INTEGER NOT NULL,  -- which register: payments, quotas used, members, sessions, agendas, votes, ...
    a         INTEGER NOT NULL,  -- the entry's key: two numbers and a text, as its register has them (store(5))
    b         INTEGER NOT NULL,
    word      TEXT NOT NULL,
    chain     INTEGER NOT NULL,  -- the event that it was born from
    seq       INTEGER NOT NULL,
    data      TEXT NOT NULL,     -- fields, as an event's data
    PRIMARY KEY (register, a, b, word)
) STRICT;
CREATE INDEX entry_by_chain ON entry (chain);

CREATE TABLE registry_person (   -- snapshots of other bodies' registers; which one holds on a day, a norm says
    snapshot  INTEGER NOT NULL,
    person    INTEGER NOT NULL,  -- IIN as a number
    payer     INTEGER NOT NULL,  -- pay: BIN of the employer as a number; else 0
    amount    INTEGER NOT NULL,  -- pay: tiyn; else 0
    until     INTEGER,           -- the last day on which it holds; NULL = without end
    PRIMARY KEY (snapshot, person, payer)
) STRICT, WITHOUT ROWID;      -- narrow rows, found by their key alone: half the file, and one search

-- version 3

CREATE TABLE stamp (             -- insert-only: what many events say alike
    no               INTEGER NOT NULL PRIMARY KEY,
    acts             TEXT NOT NULL,
    step             TEXT NOT NULL,
    role             TEXT NOT NULL,
    by_login         TEXT NOT NULL,
    done_for         TEXT NOT NULL,
    office           TEXT NOT NULL,
    os_user          TEXT NOT NULL,
    at_offset        INTEGER NOT NULL,
    recorded_offset  INTEGER NOT NULL,
    import_batch     TEXT NOT NULL,                -- (version 4) or '': other batches stand in their events
    UNIQUE (by_login, acts, step, role, done_for, office, os_user, at_offset, recorded_offset, import_batch)
) STRICT;
