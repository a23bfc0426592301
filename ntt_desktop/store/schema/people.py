"""What is known of people beside their own record: decisions on likely duplicates, and earlier cover.

``same_person`` is what somebody decided of two records; its id follows from theirs (`ntt_desktop.store.people.pairs`),
so that decisions of two nodes meet in one record. The tables ``match_key`` and ``match_person`` are local: the blocking
keys of `ntt_desktop.domain.match_keys`, by which alike people are found among a million.
"""

from ntt_desktop.store.kinds import Kind

KINDS = (
    Kind(
        "same_person",
        ("worker_id", "other_id", "decision", "decided_by", "decided_on", "note"),
        worker_field="worker_id",
        asks=frozenset(("decision",)),
    ),
    Kind(
        "cover",
        ("worker_id", "payer", "first_month", "last_paid_month", "source", "note", "removed"),
        integers=frozenset(("removed",)),
        worker_field="worker_id",
    ),
)

STATEMENTS = (
    "CREATE INDEX same_person_worker ON same_person (worker_id)",
    "CREATE INDEX same_person_other ON same_person (other_id)",
    "CREATE INDEX cover_worker ON cover (worker_id)",
    "CREATE INDEX cover_until ON cover (last_paid_month, worker_id) WHERE removed IS NOT 1",
    "CREATE TABLE match_key (key INTEGER NOT NULL, worker INTEGER NOT NULL, PRIMARY KEY (key, worker)) WITHOUT ROWID",
    # Which keys a worker (pk) has in match_key: eight bytes each.
    "CREATE TABLE match_person (worker INTEGER PRIMARY KEY, keys BLOB NOT NULL)",
)
