"""Sync: partners and their keys, files made and received, what each node holds, what was said of our people.

All tables are local. What travels are change records; these tables say how far they have travelled.
"""

from ntt_desktop.store.kinds import Kind

KINDS: tuple[Kind, ...] = ()

STATEMENTS = (
    # Nodes whose signature is trusted: our parent, and the nodes that send to us.
    """CREATE TABLE peer (
  node TEXT PRIMARY KEY,
  relation TEXT NOT NULL CHECK (relation IN ('parent', 'child')),
  public_key TEXT NOT NULL,
  device TEXT NOT NULL,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  role TEXT NOT NULL,
  officer TEXT NOT NULL,
  reads TEXT NOT NULL,
  trusted_at TEXT NOT NULL,
  trusted_by TEXT NOT NULL
) WITHOUT ROWID""",
    # Devices that knocked and are not trusted: the fingerprint, and nothing else of their file.
    "CREATE TABLE stranger (fingerprint TEXT PRIMARY KEY, seen_at TEXT NOT NULL) WITHOUT ROWID",
    # Every package and return file made or received. (first, last] is the range of the sender's numbering.
    """CREATE TABLE package (
  pk INTEGER PRIMARY KEY,
  package_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL CHECK (kind IN ('package', 'return')),
  node TEXT NOT NULL,
  epoch TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  range_digest TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL DEFAULT '',
  previous TEXT NOT NULL DEFAULT '',
  check_code TEXT NOT NULL DEFAULT '',
  file TEXT NOT NULL DEFAULT '',
  counts TEXT NOT NULL DEFAULT '{}',
  person_months INTEGER NOT NULL DEFAULT 0,
  rupiah INTEGER NOT NULL DEFAULT 0,
  unprotected INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  UNIQUE (package_id, direction)
)""",
    "CREATE INDEX package_partner ON package (direction, node, epoch, sequence)",
    # Which worker records a node holds, and the highest number of our log when that became known.
    """CREATE TABLE node_record (
  node TEXT NOT NULL, worker TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (node, worker)
) WITHOUT ROWID""",
    "CREATE INDEX node_record_worker ON node_record (worker)",
    # How much of our numbering a partner has, as its newest file says.
    """CREATE TABLE partner_ack (
  node TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  reached INTEGER NOT NULL,
  their_epoch TEXT NOT NULL,
  their_sequence INTEGER NOT NULL
) WITHOUT ROWID""",
    # Epochs of a partner in which two stores write under one identity: nothing of them is acknowledged.
    "CREATE TABLE cloned_epoch (node TEXT NOT NULL, epoch TEXT NOT NULL, PRIMARY KEY (node, epoch)) WITHOUT ROWID",
    # What the parent says of our people.
    """CREATE TABLE verdict (
  worker TEXT PRIMARY KEY, state TEXT NOT NULL, detail TEXT NOT NULL, package TEXT NOT NULL
) WITHOUT ROWID""",
    # Payload lines of types that this version does not know, kept for a newer one.
    "CREATE TABLE foreign_line (pk INTEGER PRIMARY KEY, package TEXT NOT NULL, line TEXT NOT NULL)",
    # Epochs in which a node numbered its log, and how far our log went when the first file of each arrived: what it had
    # sent before may be lost to it (a restored backup).
    """CREATE TABLE node_epoch (
  node TEXT NOT NULL, epoch TEXT NOT NULL, since INTEGER NOT NULL, first_made TEXT NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY (node, epoch)
) WITHOUT ROWID""",
    # Files that could not be taken in yet, whole, so that nobody has to send them again.
    """CREATE TABLE held_file (
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
)""",
    # The signed parts of every file made here, so that it can be made again.
    """CREATE TABLE package_body (
  pk INTEGER PRIMARY KEY,
  package_id TEXT NOT NULL UNIQUE,
  manifest BLOB NOT NULL,
  signature BLOB NOT NULL,
  payload BLOB NOT NULL
)""",
    # Keyed hashes of our people's NIKs (they cost much to compute), and of NIKs that other nodes hold.
    "CREATE TABLE nik_hash (nik TEXT PRIMARY KEY, hash BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE elsewhere (
  hash BLOB NOT NULL, region TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (hash, region)
) WITHOUT ROWID""",
    # What this machine has to be told: a restored backup, a clock that is wrong, a copied store. node "" is this one.
    """CREATE TABLE notice (
  code TEXT NOT NULL,
  node TEXT NOT NULL DEFAULT '',
  params TEXT NOT NULL DEFAULT '{}',
  noted_at TEXT NOT NULL,
  PRIMARY KEY (code, node)
) WITHOUT ROWID""",
    # Nodes below that were given an enrolment file and have not sent anything yet.
    "CREATE TABLE invitation (node TEXT PRIMARY KEY, secret TEXT NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID",
)
