-- Columns and tables for what follows registration. Never edited: what comes later is a migration of its own.
ALTER TABLE programme ADD COLUMN "budget" INTEGER
;;
ALTER TABLE programme ADD COLUMN "decree_date" TEXT
;;
ALTER TABLE programme ADD COLUMN "agreement_date" TEXT
;;
ALTER TABLE programme ADD COLUMN "clocks" TEXT
;;
ALTER TABLE programme ADD COLUMN "benefits" TEXT
;;
ALTER TABLE programme ADD COLUMN "joined_into" TEXT
;;
ALTER TABLE block ADD COLUMN "letter_number" TEXT
;;
ALTER TABLE block ADD COLUMN "letter_date" TEXT
;;
ALTER TABLE block ADD COLUMN "confirms" TEXT
;;
ALTER TABLE block ADD COLUMN "retired_on" TEXT
;;
ALTER TABLE claim ADD COLUMN "event_place" TEXT
;;
ALTER TABLE claim ADD COLUMN "cause" TEXT
;;
ALTER TABLE claim ADD COLUMN "reported_by" TEXT
;;
ALTER TABLE claim ADD COLUMN "reporter_phone" TEXT
;;
ALTER TABLE claim ADD COLUMN "clock_from" TEXT
;;
ALTER TABLE claim ADD COLUMN "documents" TEXT
;;
ALTER TABLE claim ADD COLUMN "expected" INTEGER
;;
ALTER TABLE claim ADD COLUMN "basis" TEXT
;;
ALTER TABLE claim ADD COLUMN "completed_on" TEXT
;;
ALTER TABLE claim ADD COLUMN "sent_on" TEXT
;;
ALTER TABLE claim ADD COLUMN "decided_on" TEXT
;;
ALTER TABLE claim ADD COLUMN "amount" INTEGER
;;
ALTER TABLE claim ADD COLUMN "paid_on" TEXT
;;
ALTER TABLE claim ADD COLUMN "paid_to" TEXT
;;
ALTER TABLE claim ADD COLUMN "paid_bank" TEXT
;;
ALTER TABLE claim ADD COLUMN "paid_account" TEXT
;;
ALTER TABLE claim ADD COLUMN "refused_reason" TEXT
;;
ALTER TABLE claim ADD COLUMN "event_id" TEXT
;;
ALTER TABLE seat_month ADD COLUMN stage INTEGER NOT NULL DEFAULT 1
;;
DROP TRIGGER seat_month_guard_again
;;
CREATE INDEX seat_month_of_month ON seat_month (month, stage, person) WHERE in_force = 1
;;
CREATE TRIGGER seat_month_guard_again BEFORE UPDATE OF slot, month, programme, seat, block, person, in_force ON seat_month WHEN NEW.in_force = 1 BEGIN SELECT RAISE(ABORT, 'outside_block') WHERE NOT EXISTS (SELECT 1 FROM capacity_block b WHERE b.block = NEW.block AND b.programme = NEW.programme AND NEW.seat BETWEEN b.seat_from AND b.seat_to AND NEW.month BETWEEN b.first AND b.last); SELECT RAISE(ABORT, 'passed_down') WHERE EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND NEW.seat BETWEEN c.seat_from AND c.seat_to AND NEW.month BETWEEN c.first AND c.last AND NOT EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = c.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last)); SELECT RAISE(ABORT, 'released') WHERE EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = NEW.block AND NEW.seat BETWEEN r.seat_from AND r.seat_to AND NEW.month BETWEEN r.first AND r.last); END
;;
CREATE TABLE batch (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "name" TEXT,
  "region" TEXT,
  "made_on" TEXT,
  "report_number" TEXT,
  "report_date" TEXT,
  "place" TEXT,
  "signer_name" TEXT,
  "signer_title" TEXT,
  "signer_id" TEXT,
  "status" TEXT,
  "note" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE batch_row (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "batch_id" TEXT,
  "worker_id" TEXT,
  "slot_id" TEXT,
  "position" INTEGER,
  "removed" INTEGER,
  "removed_reason" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE decree (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "batch_id" TEXT,
  "number" TEXT,
  "date" TEXT,
  "title" TEXT,
  "signer_name" TEXT,
  "signer_title" TEXT,
  "changes" TEXT,
  "note" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE decree_row (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "decree_id" TEXT,
  "worker_id" TEXT,
  "slot_id" TEXT,
  "position" INTEGER,
  "nik" TEXT,
  "full_name" TEXT,
  "birth_date" TEXT,
  "removed" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE match_answer (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "agency" TEXT,
  "answer" TEXT,
  "detail" TEXT,
  "answered_on" TEXT,
  "file" TEXT,
  "digest" TEXT,
  "withdrawn" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE enrolment (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "programme_id" TEXT,
  "result" TEXT,
  "kpj" TEXT,
  "reason" TEXT,
  "dated_on" TEXT,
  "file" TEXT,
  "digest" TEXT,
  "withdrawn" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE handover (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "item" TEXT,
  "date" TEXT,
  "by" TEXT,
  "received_by" TEXT,
  "paper" TEXT,
  "note" TEXT,
  "withdrawn" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE bill (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "number" TEXT,
  "first_month" TEXT,
  "last_month" TEXT,
  "seats" TEXT,
  "people" INTEGER,
  "person_months" INTEGER,
  "rupiah" INTEGER,
  "made_on" TEXT,
  "due_on" TEXT,
  "note" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE payment (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "programme_id" TEXT,
  "bill_id" TEXT,
  "first_month" TEXT,
  "last_month" TEXT,
  "seats" TEXT,
  "people" INTEGER,
  "person_months" INTEGER,
  "rupiah" INTEGER,
  "paid_on" TEXT,
  "contribution_code" TEXT,
  "spm" TEXT,
  "sp2d" TEXT,
  "note" TEXT,
  "cancelled" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE bridge (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "payer" TEXT,
  "first_month" TEXT,
  "last_month" TEXT,
  "marked_on" TEXT,
  "by" TEXT,
  "note" TEXT,
  "withdrawn" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE event (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "worker_id" TEXT,
  "event_type" TEXT,
  "date" TEXT,
  "evidence" TEXT,
  "note" TEXT,
  "village_code" TEXT,
  "claim_id" TEXT,
  "recorded_by" TEXT,
  "confirmed_by" TEXT,
  "confirmed_on" TEXT,
  "cancels" TEXT,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE recall (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "block_id" TEXT,
  "seats" INTEGER,
  "first_month" TEXT,
  "last_month" TEXT,
  "asked_on" TEXT,
  "reason" TEXT,
  "withdrawn" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE TABLE target (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  "region" TEXT,
  "year" INTEGER,
  "eligible" INTEGER,
  "active_elsewhere" INTEGER,
  "target_permille" INTEGER,
  "dated_on" TEXT,
  "source" TEXT,
  "removed" INTEGER,
  created_rev TEXT NOT NULL,
  updated_rev TEXT NOT NULL
)
;;
CREATE INDEX batch_programme ON batch (programme_id)
;;
CREATE INDEX batch_row_batch ON batch_row (batch_id)
;;
CREATE INDEX batch_row_worker ON batch_row (worker_id)
;;
CREATE INDEX batch_row_slot ON batch_row (slot_id)
;;
CREATE INDEX decree_programme ON decree (programme_id)
;;
CREATE INDEX decree_row_decree ON decree_row (decree_id)
;;
CREATE INDEX decree_row_worker ON decree_row (worker_id)
;;
CREATE INDEX decree_row_slot ON decree_row (slot_id)
;;
CREATE INDEX match_answer_worker ON match_answer (worker_id)
;;
CREATE INDEX enrolment_worker ON enrolment (worker_id)
;;
CREATE INDEX handover_worker ON handover (worker_id)
;;
CREATE INDEX bill_programme ON bill (programme_id)
;;
CREATE INDEX payment_programme ON payment (programme_id)
;;
CREATE INDEX bridge_worker ON bridge (worker_id)
;;
CREATE INDEX event_worker ON event (worker_id)
;;
CREATE INDEX recall_block ON recall (block_id)
