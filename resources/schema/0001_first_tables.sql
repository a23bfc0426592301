-- The first tables, written out as they were when stores first had them. Never edited: what comes later is a
-- migration of its own. Statements are parted by a line with two semicolons, since triggers hold single ones.
CREATE TABLE worker (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "nik" TEXT,
  "no_kk" TEXT,
  "full_name" TEXT,
  "birth_place" TEXT,
  "birth_date" TEXT,
  "sex" TEXT,
  "mother_name" TEXT,
  "marital_status" TEXT,
  "family_role" TEXT,
  "address" TEXT,
  "hamlet" TEXT,
  "rt" TEXT,
  "rw" TEXT,
  "village_code" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "occupation" TEXT,
  "occupation2" TEXT,
  "workplace" TEXT,
  "monthly_income" INTEGER,
  "working_hours" TEXT,
  "employment_status" TEXT,
  "disability" TEXT,
  "decile" INTEGER,
  "bank_name" TEXT,
  "bank_account" TEXT,
  "account_holder" TEXT,
  "other_cover" TEXT,
  "kpj" TEXT,
  "bpjs_status" TEXT,
  "bpjs_status_date" TEXT,
  "notice_given_on" TEXT,
  "statement_signed_on" TEXT,
  "withdrawn_on" TEXT,
  "registered_on" TEXT,
  "source" TEXT,
  "notes" TEXT,
  "ended_on" TEXT,
  "end_reason" TEXT,
  "end_note" TEXT,
  "void" INTEGER,
  "void_reason" TEXT,
  "merged_into" TEXT,
  "import_id" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL,
  person_id TEXT NOT NULL DEFAULT '',
  name_sort TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'registered',
  open_evidence INTEGER NOT NULL DEFAULT 0,
  incomplete INTEGER NOT NULL DEFAULT 0
)
;;
CREATE TABLE heir (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "name" TEXT,
  "relation" TEXT,
  "nik" TEXT,
  "phone" TEXT,
  "bank_name" TEXT,
  "bank_account" TEXT,
  "removed" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE child (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "name" TEXT,
  "birth_date" TEXT,
  "school_level" TEXT,
  "married" INTEGER,
  "working" INTEGER,
  "removed" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE verification (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "seen" TEXT,
  "by" TEXT,
  "date" TEXT,
  "how" TEXT,
  "settles" TEXT,
  "withdrawn" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE finding (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "code" TEXT,
  "field" TEXT,
  "value" TEXT,
  "params" TEXT,
  "import_id" TEXT,
  "cleared" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL,
  severity TEXT NOT NULL DEFAULT '',
  settled_by TEXT
)
;;
CREATE TABLE node (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "name" TEXT,
  "region" TEXT,
  "role" TEXT,
  "officer" TEXT,
  "device" TEXT,
  "public_key" TEXT,
  "parent_id" TEXT,
  "retired_on" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE programme (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "code" TEXT,
  "name" TEXT,
  "payer" TEXT,
  "region" TEXT,
  "owner_node" TEXT,
  "first_month" TEXT,
  "months" INTEGER,
  "rate" INTEGER,
  "seats" INTEGER,
  "payment_period" INTEGER,
  "rules" TEXT,
  "rules_version" INTEGER,
  "weights" TEXT,
  "weights_version" INTEGER,
  "discount" INTEGER,
  "closed_through" TEXT,
  "decree_number" TEXT,
  "agreement_number" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE block (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "seat_from" INTEGER,
  "seat_to" INTEGER,
  "first_month" TEXT,
  "last_month" TEXT,
  "holder_node" TEXT,
  "region" TEXT,
  "parent_id" TEXT,
  "last_date" TEXT,
  "status" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE release (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "block_id" TEXT,
  "seat_from" INTEGER,
  "seat_to" INTEGER,
  "first_month" TEXT,
  "last_month" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE slot (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "block_id" TEXT,
  "seat" INTEGER,
  "first_month" TEXT,
  "last_month" TEXT,
  "worker_id" TEXT,
  "rule_version" INTEGER,
  "rank" INTEGER,
  "score" INTEGER,
  "assigned_on" TEXT,
  "explanation" TEXT,
  "end_reason" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE claim (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "claim_type" TEXT,
  "event_date" TEXT,
  "reported_on" TEXT,
  "status" TEXT,
  "note" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE import (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "file" TEXT,
  "digest" TEXT,
  "imported_on" TEXT,
  "officer" TEXT,
  "region" TEXT,
  "rows_read" INTEGER,
  "rows_new" INTEGER,
  "rows_updated" INTEGER,
  "rows_identical" INTEGER,
  "rows_duplicate" INTEGER,
  "rows_rejected" INTEGER,
  "letter_number" TEXT,
  "letter_date" TEXT,
  "letter_sender" TEXT,
  "undone_on" TEXT,
  "undone_reason" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE same_person (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "other_id" TEXT,
  "decision" TEXT,
  "decided_by" TEXT,
  "decided_on" TEXT,
  "note" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE cover (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "payer" TEXT,
  "first_month" TEXT,
  "last_paid_month" TEXT,
  "source" TEXT,
  "note" TEXT,
  "removed" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
;;
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  revision TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  body TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  stored_at TEXT NOT NULL
)
;;
CREATE INDEX change_record ON change (record)
;;
CREATE TRIGGER change_is_immutable BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change_is_immutable'); END
;;
CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change_is_immutable'); END
;;
CREATE TABLE open_case (
  pk INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  other TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}',
  UNIQUE (kind, subject, other, field)
)
;;
CREATE INDEX open_case_other ON open_case (other)
;;
CREATE INDEX worker_nik ON worker (nik)
;;
CREATE INDEX worker_village ON worker (village_code)
;;
CREATE INDEX worker_name ON worker (
  name_sort, id, person_id, state, incomplete, open_evidence, village_code, occupation, decile, birth_date, nik
)
;;
CREATE INDEX worker_person ON worker (person_id)
;;
CREATE INDEX worker_merged ON worker (merged_into) WHERE merged_into IS NOT NULL
;;
CREATE INDEX worker_import ON worker (import_id) WHERE import_id IS NOT NULL
;;
CREATE INDEX heir_worker ON heir (worker_id)
;;
CREATE INDEX child_worker ON child (worker_id)
;;
CREATE INDEX verification_worker ON verification (worker_id)
;;
CREATE INDEX finding_worker ON finding (worker_id)
;;
CREATE INDEX finding_code ON finding (code)
;;
CREATE VIRTUAL TABLE worker_search USING fts5 (
  names, numbers, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
)
;;
CREATE INDEX programme_code ON programme (code)
;;
CREATE INDEX block_programme ON block (programme_id)
;;
CREATE INDEX release_block ON release (block_id)
;;
CREATE INDEX slot_block ON slot (block_id, seat)
;;
CREATE INDEX slot_worker ON slot (worker_id)
;;
CREATE INDEX slot_programme ON slot (programme_id)
;;
CREATE INDEX claim_worker ON claim (worker_id)
;;
CREATE TABLE capacity_programme (programme INTEGER PRIMARY KEY, seat_from INTEGER NOT NULL, seat_to INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, CHECK (seat_from >= 1 AND seat_to >= seat_from AND last >= first))
;;
CREATE TABLE capacity_block (
  block INTEGER PRIMARY KEY, programme INTEGER NOT NULL, family TEXT NOT NULL, parent INTEGER, seat_from INTEGER NOT NULL, seat_to INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, CHECK (seat_from >= 1 AND seat_to >= seat_from AND last >= first)
)
;;
CREATE INDEX capacity_block_family ON capacity_block (programme, family, seat_from)
;;
CREATE INDEX capacity_block_parent ON capacity_block (parent, seat_from) WHERE parent IS NOT NULL
;;
CREATE TABLE capacity_release (release INTEGER PRIMARY KEY, block INTEGER NOT NULL, seat_from INTEGER NOT NULL, seat_to INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, CHECK (seat_from >= 1 AND seat_to >= seat_from AND last >= first))
;;
CREATE INDEX capacity_release_block ON capacity_release (block, seat_from)
;;
CREATE TABLE seat_month (
  slot INTEGER NOT NULL,
  month INTEGER NOT NULL,
  programme INTEGER,
  seat INTEGER NOT NULL,
  block INTEGER,
  person INTEGER,
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
  contested TEXT CHECK ((contested IS NULL) = (in_force = 1)),
  PRIMARY KEY (slot, month)
) WITHOUT ROWID
;;
CREATE UNIQUE INDEX seat_month_once ON seat_month (programme, seat, month) WHERE in_force = 1
;;
CREATE UNIQUE INDEX person_month_once ON seat_month (person, month) WHERE in_force = 1
;;
CREATE INDEX seat_month_contested ON seat_month (programme, seat, month) WHERE in_force = 0
;;
CREATE INDEX person_month_contested ON seat_month (person, month) WHERE in_force = 0
;;
CREATE TRIGGER capacity_programme_guard BEFORE UPDATE ON capacity_programme BEGIN SELECT RAISE(ABORT, 'programme_in_use') WHERE EXISTS (SELECT 1 FROM capacity_block b WHERE b.programme = NEW.programme AND (b.seat_from < NEW.seat_from OR b.seat_to > NEW.seat_to OR b.first < NEW.first OR b.last > NEW.last)); END
;;
CREATE TRIGGER capacity_programme_kept BEFORE DELETE ON capacity_programme BEGIN SELECT RAISE(ABORT, 'programme_in_use') WHERE EXISTS (SELECT 1 FROM capacity_block b WHERE b.programme = OLD.programme); END
;;
CREATE TRIGGER capacity_block_guard BEFORE INSERT ON capacity_block BEGIN SELECT RAISE(ABORT, 'outside_programme') WHERE NOT EXISTS (SELECT 1 FROM capacity_programme p WHERE p.programme = NEW.programme AND NEW.seat_from >= p.seat_from AND NEW.seat_to <= p.seat_to AND NEW.first >= p.first AND NEW.last <= p.last);SELECT RAISE(ABORT, 'outside_block') WHERE NEW.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM capacity_block p WHERE p.block = NEW.parent AND p.programme = NEW.programme AND NEW.seat_from >= p.seat_from AND NEW.seat_to <= p.seat_to AND NEW.first >= p.first AND NEW.last <= p.last);SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.programme = NEW.programme AND c.family = NEW.family AND c.seat_from <= NEW.seat_to AND c.seat_to >= NEW.seat_from AND c.first <= NEW.last AND c.last >= NEW.first AND (max(min(NEW.seat_to, c.seat_to, c.seat_to) - max(NEW.seat_from, c.seat_from, c.seat_from) + 1, 0) * max(min(NEW.last, c.last, c.last) - max(NEW.first, c.first, c.first) + 1, 0)) > coalesce((SELECT sum((max(min(NEW.seat_to, c.seat_to, r.seat_to) - max(NEW.seat_from, c.seat_from, r.seat_from) + 1, 0) * max(min(NEW.last, c.last, r.last) - max(NEW.first, c.first, r.first) + 1, 0))) FROM capacity_release r WHERE r.block = c.block), 0));SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release c WHERE c.block = NEW.parent AND c.seat_from <= NEW.seat_to AND c.seat_to >= NEW.seat_from AND c.first <= NEW.last AND c.last >= NEW.first);SELECT RAISE(ABORT, 'occupied') WHERE NEW.parent IS NOT NULL AND EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = NEW.programme AND s.in_force = 1 AND s.block = NEW.parent AND s.seat BETWEEN NEW.seat_from AND NEW.seat_to AND s.month BETWEEN NEW.first AND NEW.last); END
;;
CREATE TRIGGER capacity_block_is_fixed BEFORE UPDATE ON capacity_block BEGIN SELECT RAISE(ABORT, 'capacity_block_is_fixed'); END
;;
CREATE TRIGGER capacity_block_kept BEFORE DELETE ON capacity_block BEGIN SELECT RAISE(ABORT, 'occupied') WHERE EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = OLD.programme AND s.in_force = 1 AND s.seat BETWEEN OLD.seat_from AND OLD.seat_to AND s.block = OLD.block);SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = OLD.block);SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = OLD.block); END
;;
CREATE TRIGGER capacity_release_guard BEFORE INSERT ON capacity_release BEGIN SELECT RAISE(ABORT, 'outside_block') WHERE NOT EXISTS (SELECT 1 FROM capacity_block p WHERE p.block = NEW.block AND NEW.seat_from >= p.seat_from AND NEW.seat_to <= p.seat_to AND NEW.first >= p.first AND NEW.last <= p.last);SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release c WHERE c.block = NEW.block AND c.seat_from <= NEW.seat_to AND c.seat_to >= NEW.seat_from AND c.first <= NEW.last AND c.last >= NEW.first);SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND c.seat_from <= NEW.seat_to AND c.seat_to >= NEW.seat_from AND c.first <= NEW.last AND c.last >= NEW.first AND (max(min(NEW.seat_to, c.seat_to, c.seat_to) - max(NEW.seat_from, c.seat_from, c.seat_from) + 1, 0) * max(min(NEW.last, c.last, c.last) - max(NEW.first, c.first, c.first) + 1, 0)) > coalesce((SELECT sum((max(min(NEW.seat_to, c.seat_to, r.seat_to) - max(NEW.seat_from, c.seat_from, r.seat_from) + 1, 0) * max(min(NEW.last, c.last, r.last) - max(NEW.first, c.first, r.first) + 1, 0))) FROM capacity_release r WHERE r.block = c.block), 0));SELECT RAISE(ABORT, 'occupied') WHERE EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = (SELECT programme FROM capacity_block WHERE block = NEW.block) AND s.in_force = 1 AND s.block = NEW.block AND s.seat BETWEEN NEW.seat_from AND NEW.seat_to AND s.month BETWEEN NEW.first AND NEW.last); END
;;
CREATE TRIGGER capacity_release_is_fixed BEFORE UPDATE ON capacity_release BEGIN SELECT RAISE(ABORT, 'capacity_release_is_fixed'); END
;;
CREATE TRIGGER capacity_release_kept BEFORE DELETE ON capacity_release BEGIN SELECT RAISE(ABORT, 'occupied') WHERE EXISTS (SELECT 1 FROM capacity_block b JOIN seat_month s ON s.programme = b.programme WHERE b.block = OLD.block AND s.in_force = 1 AND s.seat BETWEEN OLD.seat_from AND OLD.seat_to AND s.month BETWEEN OLD.first AND OLD.last);SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block b JOIN capacity_block c ON c.programme = b.programme AND c.family = b.family AND c.block <> b.block WHERE b.block = OLD.block AND c.seat_from <= OLD.seat_to AND c.seat_to >= OLD.seat_from AND c.first <= OLD.last AND c.last >= OLD.first);SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_block b JOIN capacity_release c ON c.block = b.parent WHERE b.block = OLD.block AND c.seat_from <= OLD.seat_to AND c.seat_to >= OLD.seat_from AND c.first <= OLD.last AND c.last >= OLD.first); END
;;
CREATE TRIGGER seat_month_guard BEFORE INSERT ON seat_month WHEN NEW.in_force = 1 BEGIN SELECT RAISE(ABORT, 'outside_block') WHERE NOT EXISTS (SELECT 1 FROM capacity_block b WHERE b.block = NEW.block AND b.programme = NEW.programme AND NEW.seat BETWEEN b.seat_from AND b.seat_to AND NEW.month BETWEEN b.first AND b.last); SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND NEW.seat BETWEEN c.seat_from AND c.seat_to AND NEW.month BETWEEN c.first AND c.last AND NOT EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = c.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last)); SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = NEW.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last); END
;;
CREATE TRIGGER seat_month_guard_again BEFORE UPDATE ON seat_month WHEN NEW.in_force = 1 BEGIN SELECT RAISE(ABORT, 'outside_block') WHERE NOT EXISTS (SELECT 1 FROM capacity_block b WHERE b.block = NEW.block AND b.programme = NEW.programme AND NEW.seat BETWEEN b.seat_from AND b.seat_to AND NEW.month BETWEEN b.first AND b.last); SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND NEW.seat BETWEEN c.seat_from AND c.seat_to AND NEW.month BETWEEN c.first AND c.last AND NOT EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = c.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last)); SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = NEW.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last); END
;;
CREATE TABLE peer (
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
) WITHOUT ROWID
;;
CREATE TABLE stranger (fingerprint TEXT PRIMARY KEY, seen_at TEXT NOT NULL) WITHOUT ROWID
;;
CREATE TABLE package (
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
)
;;
CREATE INDEX package_partner ON package (direction, node, epoch, sequence)
;;
CREATE TABLE node_record (
  node TEXT NOT NULL, worker TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (node, worker)
) WITHOUT ROWID
;;
CREATE INDEX node_record_worker ON node_record (worker)
;;
CREATE TABLE partner_ack (
  node TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  reached INTEGER NOT NULL,
  their_epoch TEXT NOT NULL,
  their_sequence INTEGER NOT NULL
) WITHOUT ROWID
;;
CREATE TABLE cloned_epoch (node TEXT NOT NULL, epoch TEXT NOT NULL, PRIMARY KEY (node, epoch)) WITHOUT ROWID
;;
CREATE TABLE verdict (
  worker TEXT PRIMARY KEY, state TEXT NOT NULL, detail TEXT NOT NULL, package TEXT NOT NULL
) WITHOUT ROWID
;;
CREATE TABLE foreign_line (pk INTEGER PRIMARY KEY, package TEXT NOT NULL, line TEXT NOT NULL)
;;
CREATE TABLE intake_terms (import_id TEXT PRIMARY KEY, terms TEXT NOT NULL) WITHOUT ROWID
;;
CREATE TABLE intake_memory (
  scope TEXT NOT NULL CHECK (scope IN ('mapping', 'value')),
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  used_on TEXT NOT NULL,
  PRIMARY KEY (scope, owner, name)
) WITHOUT ROWID
;;
CREATE TABLE intake_mend (
  import_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  by_import TEXT NOT NULL,
  by_seq INTEGER NOT NULL,
  PRIMARY KEY (import_id, seq, by_import)
) WITHOUT ROWID
;;
CREATE INDEX intake_mend_by ON intake_mend (by_import)
;;
CREATE TABLE intake_file (
  import_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('staging', 'ready', 'stored', 'undone')),
  file TEXT NOT NULL,
  digest TEXT NOT NULL,
  basis INTEGER NOT NULL,
  sheets TEXT NOT NULL DEFAULT '[]',
  started_at TEXT NOT NULL
) WITHOUT ROWID
;;
CREATE TABLE intake_row (
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
)
;;
CREATE INDEX intake_row_outcome ON intake_row (import_id, outcome, seq)
;;
CREATE INDEX intake_row_worker ON intake_row (worker_id) WHERE worker_id <> ''
;;
CREATE INDEX import_digest ON import (digest)
;;
CREATE INDEX worker_phone ON worker (phone) WHERE phone IS NOT NULL
;;
CREATE INDEX worker_born ON worker (birth_date, village_code)
;;
CREATE INDEX same_person_worker ON same_person (worker_id)
;;
CREATE INDEX same_person_other ON same_person (other_id)
;;
CREATE INDEX cover_worker ON cover (worker_id)
;;
CREATE TABLE match_key (key INTEGER NOT NULL, worker INTEGER NOT NULL, PRIMARY KEY (key, worker)) WITHOUT ROWID
;;
CREATE TABLE match_person (worker INTEGER PRIMARY KEY, keys BLOB NOT NULL)
