"""Intake: every import that was stored, and the rows of the one that is being looked at.

The kind ``import`` is the record of an import: file, digest, counts, officer, letter. The local tables keep each row
with what became of it, so that it can be found again by sheet and row number and mended. A file is staged into them
in batches; only the move into the people's tables is one transaction.
"""

from ntt_desktop.store.kinds import Kind

COUNTS = ("rows_read", "rows_new", "rows_updated", "rows_identical", "rows_duplicate", "rows_rejected")

KINDS = (
    Kind(
        "import",
        (
            "file",
            "digest",
            "imported_on",
            "officer",
            "region",
            *COUNTS,
            "letter_number",
            "letter_date",
            "letter_sender",
            "undone_on",
            "undone_reason",
        ),
        integers=frozenset(COUNTS),
    ),
)

MEMORY = (
    # What was asked of an import (region, letter, mapping, earlier cover), so that its rows can be judged again. JSON.
    "CREATE TABLE intake_terms (import_id TEXT PRIMARY KEY, terms TEXT NOT NULL) WITHOUT ROWID",
    # What a person once said of lists: scope 'mapping' (owner: a header's signature) and 'value' (owner: the sender).
    """CREATE TABLE intake_memory (
  scope TEXT NOT NULL CHECK (scope IN ('mapping', 'value')),
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  used_on TEXT NOT NULL,
  PRIMARY KEY (scope, owner, name)
) WITHOUT ROWID""",
    # Rows that came back in a correction workbook: row `seq` of `import_id` is row `by_seq` of `by_import`.
    """CREATE TABLE intake_mend (
  import_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  by_import TEXT NOT NULL,
  by_seq INTEGER NOT NULL,
  PRIMARY KEY (import_id, seq, by_import)
) WITHOUT ROWID""",
    "CREATE INDEX intake_mend_by ON intake_mend (by_import)",
)

STATEMENTS = (
    *MEMORY,
    # state: 'staging' while a file is read, 'ready' when it can be stored, 'stored', 'undone'.
    """CREATE TABLE intake_file (
  import_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('staging', 'ready', 'stored', 'undone')),
  file TEXT NOT NULL,
  digest TEXT NOT NULL,
  basis INTEGER NOT NULL,
  sheets TEXT NOT NULL DEFAULT '[]',
  started_at TEXT NOT NULL
) WITHOUT ROWID""",
    # draft: the row as its cells say; result: what the rules and the store make of it. JSON both.
    """CREATE TABLE intake_row (
  import_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  codes TEXT NOT NULL,
  phone TEXT NOT NULL,
  worker_id TEXT NOT NULL,
  draft TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (import_id, seq)
)""",
    "CREATE INDEX intake_row_outcome ON intake_row (import_id, outcome, seq)",
    "CREATE INDEX intake_row_worker ON intake_row (worker_id) WHERE worker_id <> ''",
    "CREATE INDEX import_digest ON import (digest)",
    "CREATE INDEX worker_phone ON worker (phone) WHERE phone IS NOT NULL",
)
