"""The log, settings, open cases and search."""

from ntt_desktop.store.kinds import Kind

KINDS: tuple[Kind, ...] = ()

STATEMENTS = (
    # Local settings of this store; JSON values; never synced.
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # The log: immutable, numbered 1, 2, 3... in the order this store learned of the changes.
    """CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  revision TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  stored_at TEXT NOT NULL
)""",
    "CREATE INDEX change_record ON change (record)",
    "CREATE TRIGGER change_is_immutable BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change_is_immutable'); END",
    "CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change_is_immutable'); END",
    # What waits for a person: conflicts of fields, people with one NIK, contested slots, edits by hand.
    """CREATE TABLE open_case (
  pk INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  other TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}',
  UNIQUE (kind, subject, other, field)
)""",
    "CREATE INDEX open_case_other ON open_case (other)",
    "CREATE INDEX worker_nik ON worker (nik)",
    "CREATE INDEX worker_village ON worker (village_code, birth_date)",
    # Holds what the list of people sorts and filters by, so that its order over 100,000 people reads no wide rows.
    """CREATE INDEX worker_name ON worker (
  name_sort, pk, state, incomplete, open_evidence, village_code, occupation, decile, birth_date, nik, (person_id = id)
) WHERE person_id = id""",
    # Holds what people are counted by, one narrow row a person: the figures of Beranda read nothing else.
    # That a record is read by itself is a yes or no there: two ids a row would double it.
    """CREATE INDEX worker_standing ON worker (
  state, village_code, incomplete, open_evidence, birth_date, (person_id = id)
) WHERE person_id = id""",
    # Records that are read through another one, or not at all: whoever is not among them is a person by its own id.
    "CREATE INDEX worker_astray ON worker (id, person_id, void) WHERE person_id <> id OR void = 1",
    "CREATE INDEX worker_card ON worker (village_code, state, incomplete, person_id, id) WHERE card_due = 1",
    "CREATE INDEX worker_person ON worker (person_id)",
    "CREATE INDEX worker_merged ON worker (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX worker_import ON worker (import_id) WHERE import_id IS NOT NULL",
    "CREATE INDEX heir_worker ON heir (worker_id)",
    "CREATE INDEX child_worker ON child (worker_id)",
    "CREATE INDEX verification_worker ON verification (worker_id)",
    "CREATE INDEX finding_worker ON finding (worker_id)",
    "CREATE INDEX finding_code ON finding (code)",
    # Search as one types. Contentless: the row id is worker.pk; `numbers` holds NIK, the NIK reversed behind a z
    # (so that its last digits are a prefix) and phone.
    """CREATE VIRTUAL TABLE worker_search USING fts5 (
  names, numbers, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
)""",
)
