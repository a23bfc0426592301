-- The loop by file: epochs of nodes, held files, files made again, hashes of NIKs held elsewhere, notices.
CREATE TABLE node_epoch (
  node TEXT NOT NULL, epoch TEXT NOT NULL, since INTEGER NOT NULL, first_made TEXT NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY (node, epoch)
) WITHOUT ROWID
;;
CREATE TABLE held_file (
  pk INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  size INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  params TEXT NOT NULL DEFAULT '{}',
  sender TEXT NOT NULL DEFAULT '',
  fingerprint TEXT NOT NULL DEFAULT '',
  held_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  content BLOB NOT NULL
)
;;
CREATE TABLE package_body (
  pk INTEGER PRIMARY KEY,
  package_id TEXT NOT NULL UNIQUE,
  manifest BLOB NOT NULL,
  signature BLOB NOT NULL,
  payload BLOB NOT NULL
)
;;
CREATE TABLE nik_hash (nik TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID
;;
CREATE TABLE elsewhere (
  hash BLOB NOT NULL, region TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (hash, region)
) WITHOUT ROWID
;;
CREATE TABLE notice (
  code TEXT NOT NULL,
  node TEXT NOT NULL DEFAULT '',
  params TEXT NOT NULL DEFAULT '{}',
  noted_at TEXT NOT NULL,
  PRIMARY KEY (code, node)
) WITHOUT ROWID
;;
CREATE TABLE invitation (node TEXT PRIMARY KEY, secret TEXT NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID
;;
INSERT INTO node_epoch (node, epoch, since, first_made, seen_at)
SELECT node, epoch, 0, min(made_at), min(stored_at) FROM package WHERE direction = 'in' GROUP BY node, epoch
