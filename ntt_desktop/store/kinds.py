"""Every kind of record that the change log knows, and the table that holds its current values.

A kind's fields are what changes may set. ``derived`` columns are computed from other records after each unit of
work (see `ntt_desktop.store.derive`) and never travel. A kind that is not ``shared`` stays in this store.
"""

from dataclasses import dataclass

from ntt_desktop.domain.worker import CHILD_FIELDS, HEIR_FIELDS, INTEGER_FIELDS, WORKER_FIELDS


@dataclass(frozen=True, slots=True)
class Kind:
    """A noun of the log. ``asks``: the fields whose conflicts ask a person; others take the newest, with history."""

    name: str
    fields: tuple[str, ...]
    integers: frozenset[str] = frozenset()
    derived: tuple[str, ...] = ()
    """Column declarations of derived columns."""
    shared: bool = True
    worker_field: str = ""
    """The field that names the worker this record belongs to."""
    asks: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    """Fields that a later migration added: their columns stand last."""

    def create_table(self) -> str:
        """The declared table of current values."""
        columns = ["pk INTEGER PRIMARY KEY", "id TEXT NOT NULL UNIQUE"]
        columns += [self._column(name) for name in self.fields if name not in self.added]
        columns += ["created_rev TEXT NOT NULL", "updated_rev TEXT NOT NULL", *self.derived]
        columns += [self._column(name) for name in self.fields if name in self.added]
        return f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(columns) + "\n)"

    def _column(self, name: str) -> str:
        return f'"{name}" {"INTEGER" if name in self.integers else "TEXT"}'


_KINDS = (
    Kind(
        "worker",
        (*WORKER_FIELDS, "ended_on", "end_reason", "end_note", "void", "void_reason", "merged_into", "import_id"),
        integers=frozenset((*INTEGER_FIELDS, "void")),
        derived=(
            "person_id TEXT NOT NULL DEFAULT ''",
            "name_sort TEXT NOT NULL DEFAULT ''",
            "state TEXT NOT NULL DEFAULT 'registered'",
            "open_evidence INTEGER NOT NULL DEFAULT 0",
            "incomplete INTEGER NOT NULL DEFAULT 0",
            "card_due INTEGER NOT NULL DEFAULT 0",
        ),
        worker_field="id",
        asks=frozenset(
            (
                "nik",
                "full_name",
                "birth_date",
                "mother_name",
                "bank_name",
                "bank_account",
                "account_holder",
                "ended_on",
                "void",
                "merged_into",
            )
        ),
    ),
    Kind(
        "heir",
        ("worker_id", *HEIR_FIELDS, "removed"),
        integers=frozenset(("removed",)),
        worker_field="worker_id",
        asks=frozenset(("name", "bank_account")),
    ),
    Kind(
        "child",
        ("worker_id", *CHILD_FIELDS, "removed"),
        integers=frozenset(("married", "working", "removed")),
        worker_field="worker_id",
    ),
    Kind("verification", ("worker_id", "seen", "by", "date", "how", "settles", "withdrawn"), worker_field="worker_id"),
    Kind(
        "finding",
        ("worker_id", "code", "field", "value", "params", "import_id", "cleared"),
        integers=frozenset(("cleared",)),
        derived=("severity TEXT NOT NULL DEFAULT ''", "settled_by TEXT"),
        worker_field="worker_id",
    ),
    Kind("node", ("name", "region", "role", "officer", "device", "public_key", "parent_id", "retired_on")),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}


def register(*kinds: Kind) -> None:
    """Add the kinds of another part of the store; called by the modules of ``store/schema``."""
    KINDS.update({kind.name: kind for kind in kinds})
