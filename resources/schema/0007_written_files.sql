-- Which files with people's data were written here, who stands in them; and who looked at whom.
CREATE TABLE written_file (
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
)
;;
CREATE INDEX written_file_digest ON written_file (digest)
;;
CREATE TABLE person_view (
  person TEXT NOT NULL, day TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (person, day, actor)
) WITHOUT ROWID
