"""Who wrote which file about whom, and who looked at whom (law 27/2022). Local: never sent."""

from ntt_desktop.store.kinds import Kind

KINDS: tuple[Kind, ...] = ()

STATEMENTS = (
    # Files with people's data that were written here. `persons` are ids of the people in it, compressed, so that it can
    # be said what was in a lost file; packages keep their payload instead.
    """CREATE TABLE written_file (
  pk INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  digest TEXT NOT NULL,
  size INTEGER NOT NULL,
  what TEXT NOT NULL,
  region TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL DEFAULT '',
  people INTEGER NOT NULL,
  persons BLOB NOT NULL,
  full_nik INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL,
  actor TEXT NOT NULL
)""",
    "CREATE INDEX written_file_digest ON written_file (digest)",
    # Who opened whose page, once a day.
    """CREATE TABLE person_view (
  person TEXT NOT NULL, day TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (person, day, actor)
) WITHOUT ROWID""",
)
