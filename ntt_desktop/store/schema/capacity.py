"""Programmes, blocks, releases, slots and claims; and the tables in which capacity is counted.

The kinds hold what the records say. Four local tables hold what of it is *in force*, computed from the records by
`ntt_desktop.store.capacity.blocks` and `ntt_desktop.store.capacity.seats`:

``capacity_programme``  a programme's seats and months;
``capacity_block``      the blocks in force;
``capacity_release``    the releases in force;
``seat_month``          each month of each slot: in force, or contested with the reason why it is not.

Months there are ``Month.index`` integers, keys the ``pk`` of the records' tables. Triggers and partial unique indexes
make it impossible to pass down, give back or occupy what is not there, whatever the code above does. Received
records never meet a trigger: what cannot be in force simply stays out of these tables, or contested.
"""

from ntt_desktop.store.kinds import Kind
from ntt_desktop.store.schema.capacity_triggers import TRIGGERS

_SPAN = ("first_month", "last_month")

_PROGRAMME_TERMS = ("budget", "decree_date", "agreement_date", "clocks", "benefits", "joined_into")
"""``clocks`` and ``benefits``: JSON, as `ntt_desktop.domain.cover` reads them; ``joined_into``: the programme of the
same code under another owner that the parent joined this one to."""

_BLOCK_BASIS = ("letter_number", "letter_date", "confirms", "retired_on", "retired_after")
"""A block typed from a letter (*tercatat*) has the letter; the parent's block that confirms it names it. A block that
was retired with a lost laptop says when, and which revision of the laptop was the last one known then."""

_CLAIM_COURSE = (
    *("event_place", "cause", "reported_by", "reporter_phone", "clock_from", "documents"),
    *("expected", "basis", "completed_on", "sent_on", "decided_on", "amount", "paid_on"),
    *("paid_to", "paid_bank", "paid_account", "refused_reason", "event_id"),
)
"""``documents``: JSON, kind -> day it was handed in; ``basis``: JSON, how ``expected`` (rupiah) was computed."""

KINDS = (
    Kind(
        "programme",
        (
            "code",
            "name",
            "payer",
            "region",
            "owner_node",
            "first_month",
            "months",
            "rate",
            "seats",
            "payment_period",
            "rules",
            "rules_version",
            "weights",
            "weights_version",
            "discount",
            "closed_through",
            "decree_number",
            "agreement_number",
            *_PROGRAMME_TERMS,
        ),
        integers=frozenset(
            ("months", "rate", "seats", "payment_period", "rules_version", "weights_version", "discount", "budget")
        ),
        added=frozenset(_PROGRAMME_TERMS),
    ),
    Kind(
        "block",
        (
            "programme_id",
            "seat_from",
            "seat_to",
            *_SPAN,
            "holder_node",
            "region",
            "parent_id",
            "last_date",
            "status",
            *_BLOCK_BASIS,
        ),
        integers=frozenset(("seat_from", "seat_to")),
        added=frozenset(_BLOCK_BASIS),
    ),
    Kind("release", ("block_id", "seat_from", "seat_to", *_SPAN), integers=frozenset(("seat_from", "seat_to"))),
    Kind(
        "slot",
        (
            "programme_id",
            "block_id",
            "seat",
            *_SPAN,
            "worker_id",
            "rule_version",
            "rank",
            "score",
            "assigned_on",
            "explanation",
            "end_reason",
            "cancelled",
        ),
        integers=frozenset(("seat", "rule_version", "rank", "score", "cancelled")),
        worker_field="worker_id",
        asks=frozenset(("worker_id", "last_month", "cancelled")),
    ),
    Kind(
        "claim",
        ("worker_id", "claim_type", "event_date", "reported_on", "status", "note", "cancelled", *_CLAIM_COURSE),
        integers=frozenset(("cancelled", "expected", "amount")),
        worker_field="worker_id",
        added=frozenset(_CLAIM_COURSE),
    ),
)

_SHAPE = "seat_from INTEGER NOT NULL, seat_to INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL"
_SHAPED = "CHECK (seat_from >= 1 AND seat_to >= seat_from AND last >= first)"

STATEMENTS = (
    "CREATE INDEX programme_code ON programme (code)",
    "CREATE INDEX block_programme ON block (programme_id)",
    "CREATE INDEX release_block ON release (block_id)",
    "CREATE INDEX slot_block ON slot (block_id, seat)",
    "CREATE INDEX slot_worker ON slot (worker_id)",
    "CREATE INDEX slot_programme ON slot (programme_id)",
    "CREATE INDEX claim_worker ON claim (worker_id)",
    f"CREATE TABLE capacity_programme (programme INTEGER PRIMARY KEY, {_SHAPE}, {_SHAPED})",
    # family: the id of the block above, "" for none; blocks of one family never overlap, whether or not this store
    # knows the block above (then parent says which it is).
    f"""CREATE TABLE capacity_block (
  block INTEGER PRIMARY KEY, programme INTEGER NOT NULL, family TEXT NOT NULL, parent INTEGER, {_SHAPE}, {_SHAPED}
)""",
    "CREATE INDEX capacity_block_family ON capacity_block (programme, family, seat_from)",
    "CREATE INDEX capacity_block_parent ON capacity_block (parent, seat_from) WHERE parent IS NOT NULL",
    f"CREATE TABLE capacity_release (release INTEGER PRIMARY KEY, block INTEGER NOT NULL, {_SHAPE}, {_SHAPED})",
    "CREATE INDEX capacity_release_block ON capacity_release (block, seat_from)",
    """CREATE TABLE seat_month (
  slot INTEGER NOT NULL,
  month INTEGER NOT NULL,
  programme INTEGER,
  seat INTEGER NOT NULL,
  block INTEGER,
  person INTEGER,
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
  contested TEXT CHECK ((contested IS NULL) = (in_force = 1)),
  stage INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (slot, month)
) WITHOUT ROWID""",
    # stage: 1 proposed, 2 decreed, 3 billed, 4 paid (`ntt_desktop.domain.months`); computed from decrees, bills and
    # payments.
    "CREATE INDEX seat_month_of_month ON seat_month (month, stage, programme, block, person) WHERE in_force = 1",
    # One seat, one month, one person; one person, one month, one payer. The two rules the program exists for.
    "CREATE UNIQUE INDEX seat_month_once ON seat_month (programme, seat, month) WHERE in_force = 1",
    "CREATE UNIQUE INDEX person_month_once ON seat_month (person, month) WHERE in_force = 1",
    "CREATE INDEX seat_month_contested ON seat_month (programme, seat, month) WHERE in_force = 0",
    "CREATE INDEX person_month_contested ON seat_month (person, month) WHERE in_force = 0",
    *TRIGGERS,
)
